import { type Collector, formatOfKind, ImportStopped, importInThread, UnreadableFile } from '../../collect/index.ts'
import type { FileReport, Import } from '../../contract/imports.ts'
import type { Site } from '../../contract/site.ts'
import { findImport, findSite, updateImport } from '../../control/index.ts'
import { removeSideRows } from '../../events/index.ts'
import type { Random } from '../../platform/random.ts'
import { sql } from '../../platform/sql.ts'
import { runReconciliation } from '../../reports/index.ts'
import type { World } from '../world.ts'
import { HeldImports } from './held-imports.ts'
import { storeBatch } from './store-batch.ts'
import type { ImportPlan, StoredUpload, Uploads } from './uploads.ts'

type RunDeps = Pick<World, 'events' | 'clock' | 'control' | 'log'> & { collector: Collector }

export type Begun = {
  site: Site
  of: Import
  upload: StoredUpload
  plan: ImportPlan
  /** After a process that ended in the middle of it. */
  isAgain?: boolean
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

/**
 * What was stored before a process ended is there already when its file is read again: of this import, not of another. Side
 * rows are stored again and stand for those of before.
 */
const tellWhole = async (
  { events, collector }: RunDeps,
  { site, of }: { site: string; of: Import },
  told: FileReport,
): Promise<FileReport> => {
  await collector.flush()
  const [row] = await events.query<{ events: string }>(
    sql`SELECT toString(count()) AS events FROM events WHERE site = ${site} AND import = ${of.id}`,
  )
  const accepted = Number(row?.events)
  const known = told.dropped.duplicate ?? 0
  const { duplicate: _, ...dropped } = told.dropped
  const others = Math.max(0, known - (accepted - told.accepted))
  return { ...told, accepted, dropped: others > 0 ? { ...dropped, duplicate: others } : dropped }
}

/** Imports that this process is doing, one after another: reading is in a thread, storing waits its turn. */
export class ImportRuns {
  readonly #deps: RunDeps
  readonly #uploads: Uploads
  readonly #held: HeldImports
  readonly #stopping = new AbortController()
  readonly #stops = new Map<string, AbortController>()
  #last: Promise<void> = Promise.resolve()

  constructor(deps: RunDeps & { uploads: Uploads; random: Random }) {
    this.#deps = deps
    this.#uploads = deps.uploads
    this.#held = new HeldImports(deps)
  }

  /** Resolves when it is written down what is to be done, so that a stop in between only delays it. */
  async start({ site, of, upload, plan }: Begun): Promise<void> {
    await this.#uploads.plan(upload.id, plan)
    await this.#begin({ site, of, upload, plan })
  }

  /** Begins again what another process left: rows that are stored already are known by their content. */
  async goOn(): Promise<void> {
    for (const { upload, plan } of await this.#uploads.planned()) {
      if (this.#stopping.signal.aborted) return
      if (this.#stops.has(plan.import)) continue
      const { control } = this.#deps
      const [site, of] = [
        await findSite(control.db, upload.site),
        await findImport(control.db, upload.site, plan.import),
      ]
      if (site && of?.state === 'running') {
        await this.#begin({ site, of, upload, plan, isAgain: true })
        continue
      }
      // Taken back while it ran, and not yet with everything: see #ended.
      if (site && of?.state === 'undone') await undoImport(this.#deps, site, of)
      await this.#uploads.remove(upload.id)
    }
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

  /** What is not at its end goes on at the next start. */
  async close(): Promise<void> {
    this.#stopping.abort()
    await this.#last
  }

  async #begin(begun: Begun): Promise<void> {
    const { id } = begun.of
    const stop = new AbortController()
    const lost = new AbortController()
    this.#stops.set(id, stop)
    const held = await this.#held
      .take(id, () => lost.abort())
      .catch((error: unknown) => {
        this.#stops.delete(id)
        throw error
      })
    if (!held) {
      this.#stops.delete(id)
      return
    }
    const leaving = AbortSignal.any([lost.signal, this.#stopping.signal])
    this.#last = this.#last
      .then(() => this.#run(begun, { stop: stop.signal, leaving }))
      .catch((error: unknown) => {
        // The next one begins all the same; of this one goOn looks again.
        this.#deps.log.error({ err: error, import: id }, 'an import did not come to its end')
      })
      .finally(async () => {
        this.#stops.delete(id)
        await held.release()
      })
  }

  async #run(begun: Begun, { stop, leaving }: { stop: AbortSignal; leaving: AbortSignal }): Promise<void> {
    const { site, of, upload } = begun
    const signal = AbortSignal.any([stop, leaving])
    if (leaving.aborted) return
    try {
      if (begun.isAgain) await this.#clearTheWay(begun)
      const told = await this.#import(begun, signal)
      const whole = begun.isAgain && formatOfKind(of.kind).table === undefined
      await finishImport(this.#deps, {
        site,
        of,
        told: whole ? await tellWhole(this.#deps, { site: site.id, of }, told) : told,
      })
    } catch (error) {
      // Another process goes on with it, or this one after its next start.
      if (leaving.aborted && !stop.aborted) return
      await this.#ended(begun, error)
    }
    await this.#uploads.remove(upload.id)
  }

  /** Rows set aside have no memory of what was there before. */
  async #clearTheWay({ site, of }: Begun): Promise<void> {
    const { events, control, log } = this.#deps
    log.info({ import: of.id, file: of.file }, 'an import that was interrupted begins again')
    await events.command(sql`DELETE FROM events_aside WHERE site = ${site.id} AND import = ${of.id}`)
    await updateImport(control.db, { site: site.id, id: of.id }, { resumed: of.resumed + 1, progress: 0 })
  }

  #import({ site, of, upload, plan }: Begun, signal: AbortSignal): Promise<FileReport> {
    const { control, log } = this.#deps
    const { table } = formatOfKind(plan.kind)
    const { timezone, currency, domains } = site
    let accepted = 0
    return importInThread({
      ...{ path: upload.path, format: plan.format, kind: plan.kind, signal },
      context: { site: { timezone, currency, domains }, options: plan.options },
      send: async (items) => {
        const answer = await storeBatch(this.#deps, { site, importId: of.id, items, table, signal })
        accepted += answer.accepted
        return answer
      },
      onProgress: (progress) => {
        updateImport(control.db, { site: site.id, id: of.id }, { progress, accepted }).then(
          (now) => {
            if (now?.state === 'undone') this.stop(of.id)
          },
          (error: unknown) => {
            log.warn({ err: error, import: of.id }, 'the progress of an import could not be written down')
          },
        )
      },
    })
  }

  /** Taken back at another server while it ran: what came since goes as well. */
  async #ended({ site, of }: Begun, error: unknown): Promise<void> {
    const now = await findImport(this.#deps.control.db, site.id, of.id).catch(() => undefined)
    if (now?.state === 'undone') await undoImport(this.#deps, site, now)
    else await this.#failed({ site: site.id, id: of.id }, error)
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
