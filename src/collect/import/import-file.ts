import { stat } from 'node:fs/promises'
import { type CollectAnswer, eventLimits, type IncomingEvent } from '../../contract/collect.ts'
import { fitToColumns, type Mapping, mapRow } from './mapping.ts'
import { type FileFormat, readRows } from './read-rows.ts'
import { rowIds } from './row-id.ts'

export type ImportReport = {
  /** Rows of the file, good or bad. */
  read: number
  /** Rows that are new events now. */
  accepted: number
  /** Rows that are not, by reason. */
  dropped: Record<string, number>
  /** The first lines that were wrong, at most 100. */
  problems: { line: number; reason: string; detail: string }[]
}

export type ImportPlan = {
  path: string
  format: FileFormat
  mapping: Mapping
  /** Stores a batch; resolves when it is durable. */
  send: (events: IncomingEvent[]) => Promise<CollectAnswer>
  onProgress?: (done: { bytes: number; totalBytes: number; rows: number }) => void
}

/** Reasons that mean "was there already", which a person need not look at line by line. */
const quiet = new Set(['duplicate'])
const batchBytes = eventLimits.importBodyBytes / 2

/** Reads a file once, line by line; a bad line costs only itself. Throws UnreadableFile and WrongMapping. */
export const importFile = async ({ path, format, mapping, send, onProgress }: ImportPlan): Promise<ImportReport> => {
  const totalBytes = (await stat(path).catch(() => ({ size: 0 }))).size
  const report: ImportReport = { read: 0, accepted: 0, dropped: {}, problems: [] }
  const idOf = rowIds()
  let bytes = 0
  let fitted: Mapping | undefined
  let batch: { line: number; event: IncomingEvent }[] = []
  let size = 0

  const drop = (line: number, reason: string, detail: string) => {
    report.dropped[reason] = (report.dropped[reason] ?? 0) + 1
    if (!quiet.has(reason) && report.problems.length < 100) report.problems.push({ line, reason, detail })
  }
  const flush = async () => {
    if (batch.length === 0) return
    const sent = batch
    batch = []
    size = 0
    const answer = await send(sent.map(({ event }) => event))
    report.accepted += answer.accepted
    for (const { index, reason, detail } of answer.dropped) drop(sent[index]?.line ?? 0, reason, detail ?? '')
    onProgress?.({ bytes, totalBytes, rows: report.read })
  }

  const rows = readRows(path, format, (count) => {
    bytes += count
  })
  for await (const item of rows) {
    report.read++
    if ('problem' in item) {
      drop(item.line, 'invalid_line', item.problem)
      continue
    }
    // The columns of JSON Lines may come and go; the first row must have those that matter.
    fitted ??= fitToColumns(mapping, Object.keys(item.row))
    const mapped = mapRow(fitted, item.row)
    if ('problem' in mapped) {
      drop(item.line, mapped.problem, mapped.detail)
      continue
    }
    const event = { id: idOf(item.row), ...mapped.event }
    batch.push({ line: item.line, event })
    size += 300 + JSON.stringify(event.properties).length
    if (batch.length >= eventLimits.eventsPerImport || size > batchBytes) await flush()
  }
  await flush()
  onProgress?.({ bytes: totalBytes, totalBytes, rows: report.read })
  report.problems.sort((one, other) => one.line - other.line)
  return report
}
