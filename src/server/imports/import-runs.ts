import { type Collector, formatOfKind, ImportStopped, importInThread, UnreadableFile } from '../../collect/index.ts'
import type { FileFormat, FileReport, Import, ImportKind, ImportOptions } from '../../contract/imports.ts'
import type { Site } from '../../contract/site.ts'
import { updateImport } from '../../control/index.ts'
import { removeSideRows } from '../../events/index.ts'
import { sql } from '../../platform/sql.ts'
import { runReconciliation } from '../../reports/index.ts'
import type { World } from '../world.ts'
import { storeBatch } from './store-batch.ts'
import type { StoredUpload } from './uploads.ts'

type RunDeps = Pick<World, 'events' | 'clock' | 'control' | 'log'> & { collector: Collector }

export type Run = {
  site: Site
  of: Import
  upload: StoredUpload
  format: FileFormat
  kind: ImportKind
  options: ImportOptions
  /** Called at the end, however it ends. */
  done: () => Promise<void>
}

/** A file was read to its end: what it says is held against what is stored now. */
export const finishImport = async (
  deps: RunDeps,
  { site, of, told }: { site: Site; of: Import; told: FileReport },
): Promise<Import | undefined> => {
  await deps.collector.flush()
  const { table } = formatOfKind(of.kind)
  const report = await runReconciliation(deps.events, { site, id: of.id, kind: of.kind, table, told })
  return updateImport(
    deps.control.db,
    { site: site.id, id: of.id },
    { state: 'done', finished: deps.clock.now(), progress: 1, accepted: told.accepted, report },
  )
}

/** Everything that an import brought is gone, except that people stay joined who were joined by it. */
export const undoImport = async (deps: RunDeps, site: Site, of: Import): Promise<Import | undefined> => {
  await deps.collector.flush()
  const mine = sql`site = ${site.id} AND import = ${of.id}`
  await deps.events.command(sql`DELETE FROM events WHERE ${mine}`)
  await deps.events.command(sql`DELETE FROM events_aside WHERE ${mine}`)
  await removeSideRows(deps.events, { site: site.id, importId: of.id })
  const finished = of.finished ?? deps.clock.now()
  return updateImport(deps.control.db, { site: site.id, id: of.id }, { state: 'undone', finished, accepted: 0 })
}

/** Imports that this process is doing, one after another: reading is in a thread, storing waits its turn. */
export class ImportRuns {
  readonly #deps: RunDeps
  readonly #stopping = new AbortController()
  readonly #stops = new Map<string, AbortController>()
  #last: Promise<void> = Promise.resolve()

  constructor(deps: RunDeps) {
    this.#deps = deps
  }

  start(run: Run): void {
    const stop = new AbortController()
    this.#stops.set(run.of.id, stop)
    const signal = AbortSignal.any([stop.signal, this.#stopping.signal])
    this.#last = this.#last.then(() => this.#run(run, signal))
  }

  /** True when it ran here, and stops now. */
  stop(id: string): boolean {
    const running = this.#stops.get(id)
    running?.abort()
    return running !== undefined
  }

  /** Resolves when everything that was started has ended. */
  settled(): Promise<void> {
    return this.#last
  }

  async close(): Promise<void> {
    this.#stopping.abort()
    await this.#last
  }

  async #run(run: Run, signal: AbortSignal): Promise<void> {
    const { site, of, upload, format, kind, options } = run
    const { control, log } = this.#deps
    const at = { site: site.id, id: of.id }
    try {
      const { table } = formatOfKind(kind)
      const { timezone, currency, domains } = site
      let accepted = 0
      const told = await importInThread({
        ...{ path: upload.path, format, kind, context: { site: { timezone, currency, domains }, options }, signal },
        send: async (items) => {
          const answer = await storeBatch(this.#deps, { site, importId: of.id, items, table, signal })
          accepted += answer.accepted
          return answer
        },
        onProgress: (progress) => {
          updateImport(control.db, at, { progress, accepted }).catch((error: unknown) => {
            log.warn({ err: error, import: of.id }, 'the progress of an import could not be written down')
          })
        },
      })
      await finishImport(this.#deps, { site, of, told })
    } catch (error) {
      await this.#failed(at, error)
    } finally {
      this.#stops.delete(of.id)
      await run.done()
    }
  }

  async #failed(at: { site: string; id: string }, error: unknown): Promise<void> {
    const { control, clock, log } = this.#deps
    const isStop = error instanceof ImportStopped || (error instanceof Error && error.name === 'AbortError')
    const isSenders = error instanceof UnreadableFile
    if (!isStop && !isSenders) log.error({ err: error, import: at.id }, 'an import failed')
    const problem = isSenders ? error.message : isStop ? '' : 'internal'
    const state = isStop ? 'stopped' : 'failed'
    await updateImport(control.db, at, { state, finished: clock.now(), problem }).catch((problem: unknown) => {
      log.error({ err: problem, import: at.id }, 'the end of an import could not be written down')
    })
  }
}
