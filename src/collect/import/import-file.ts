import { stat } from 'node:fs/promises'
import { type CollectAnswer, eventLimits, type IncomingEvent } from '../../contract/collect.ts'
import type { FileFormat, FileReport } from '../../contract/imports.ts'
import { FileFacts } from './file-facts.ts'
import { readRows } from './read-rows.ts'
import { rowIds } from './row-id.ts'
import type { ImportFormat, Row, TurnContext } from './turn.ts'

export type ImportPlan = {
  path: string
  format: FileFormat
  as: ImportFormat
  context: TurnContext
  /** Stores a batch of events, or of rows for the format's table; resolves when it is durable. */
  send: (batch: readonly (IncomingEvent | Row)[]) => Promise<CollectAnswer>
  onProgress?: (done: { bytes: number; totalBytes: number; rows: number }) => void
}

/** Reasons that mean "was there already", which a person need not look at line by line. */
const quiet = new Set(['duplicate'])
const batchBytes = eventLimits.importBodyBytes / 2
const problemsTold = 100

/** What of a file is right, wrong or left out, and the batch that is on its way. */
class Reading {
  readonly report: FileReport = {
    ...{ read: 0, made: 0, accepted: 0, dropped: {}, unusable: {}, skipped: {} },
    ...{ first: null, last: null },
    ...{ visitors: null, sessions: null, names: {}, sums: {}, problems: [] },
  }
  #batch: { line: number; item: IncomingEvent | Row }[] = []
  #size = 0
  readonly #send: ImportPlan['send']

  constructor(send: ImportPlan['send']) {
    this.#send = send
  }

  drop(line: number, reason: string, detail: string): void {
    const { dropped, problems } = this.report
    dropped[reason] = (dropped[reason] ?? 0) + 1
    if (!quiet.has(reason) && problems.length < problemsTold) problems.push({ line, reason, detail })
  }

  /** A row of which nothing can be made. */
  refuse(line: number, reason: string, detail: string): void {
    this.report.unusable[reason] = (this.report.unusable[reason] ?? 0) + 1
    this.drop(line, reason, detail)
  }

  skip(reason: string): void {
    this.report.skipped[reason] = (this.report.skipped[reason] ?? 0) + 1
  }

  add(line: number, item: IncomingEvent | Row, size: number): void {
    this.report.made++
    this.#batch.push({ line, item })
    this.#size += 300 + size
  }

  get isFull(): boolean {
    return this.#batch.length >= eventLimits.eventsPerImport || this.#size > batchBytes
  }

  async flush(): Promise<void> {
    if (this.#batch.length === 0) return
    // A row may have made more than one request holds.
    const sent = this.#batch.splice(0, eventLimits.eventsPerImport)
    const answer = await this.#send(sent.map(({ item }) => item))
    this.report.accepted += answer.accepted
    for (const { index, reason, detail } of answer.dropped) this.drop(sent[index]?.line ?? 0, reason, detail ?? '')
    if (this.#batch.length > 0) return this.flush()
    this.#size = 0
  }
}

/** Reads a file once, row by row; a bad row costs only itself. Throws UnreadableFile and WrongMapping. */
export const importFile = async (plan: ImportPlan): Promise<FileReport> => {
  const { path, format, as, context, onProgress } = plan
  const totalBytes = (await stat(path).catch(() => ({ size: 0 }))).size
  const reading = new Reading(plan.send)
  const facts = new FileFacts(context.options.currency ?? context.site.currency)
  const idOf = rowIds()
  let bytes = 0
  let turn: ReturnType<ImportFormat['start']> | undefined
  const tell = () => onProgress?.({ bytes, totalBytes, rows: reading.report.read })

  const onBytes = (count: number) => {
    bytes += count
  }
  for await (const item of readRows({ path, format, onBytes, isWanted: as.isLike })) {
    reading.report.read++
    if ('problem' in item) {
      reading.refuse(item.line, 'invalid_line', item.problem)
      continue
    }
    // The columns of JSON Lines may come and go; the first row must have those that matter.
    turn ??= as.start(context, Object.keys(item.row))
    const turned = turn(item.row)
    if ('problem' in turned) reading.refuse(item.line, turned.problem, turned.detail)
    else if ('skipped' in turned) reading.skip(turned.skipped)
    else if ('rows' in turned) {
      for (const row of turned.rows) {
        facts.row(row)
        reading.add(item.line, row, 0)
      }
    } else {
      for (const event of turned.events) {
        facts.event(event)
        // A mapped row is one event, and its id that of all its columns; other events have what was made of them.
        const id = event.id ?? idOf(as.kind === 'events' ? item.row : event)
        reading.add(item.line, { ...event, id }, JSON.stringify(event.properties ?? {}).length)
      }
    }
    if (reading.isFull) {
      await reading.flush()
      tell()
    }
  }
  await reading.flush()
  bytes = totalBytes
  tell()
  reading.report.problems.sort((one, other) => one.line - other.line)
  return { ...reading.report, ...facts.read() }
}
