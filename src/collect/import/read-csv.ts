import { Readable } from 'node:stream'
import { parse as csvParser, type Info } from 'csv-parse'
import { type FileRow, UnreadableFile } from './file-row.ts'

/** The separator that stands most often in the first line, outside quotes. */
export const delimiterOf = (firstLine: string): string => {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

const cellsIn = (line: string): number => line.replace(/"[^"]*"/g, '').split(delimiterOf(line)).length

/** How far down column names are looked for. */
const LINES_LOOKED_AT = 15

/**
 * Where the columns are named, from 0: exports of ads and analytics say first what they are, in lines of few cells. Those
 * are passed over where wider lines of one width follow; a line that is a little narrower or wider is a mistake.
 */
export const headerLine = (lines: readonly string[]): number => {
  const widths = lines.map((line) => (line.trim() === '' || line.startsWith('#') ? 0 : cellsIn(line)))
  const times = (width: number): number => widths.filter((one) => one === width).length
  const wide = widths.filter((width) => width >= 3 && times(width) >= 2)
  const [first = 0] = wide
  const usual = wide.reduce((best, width) => (times(width) > times(best) ? width : best), first)
  const line = widths.indexOf(usual)
  return line > 0 && usual > 0 && widths.slice(0, line).every((width) => width <= usual / 2) ? line : 0
}

/** Rows of a text with a line of column names, whatever parts its cells. */
export async function* readCsv(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  let start = ''
  while (start.split('\n', LINES_LOOKED_AT + 1).length <= LINES_LOOKED_AT) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  // The last one may be cut.
  const lines = start.replace(/^\uFEFF/, '').split(/\r?\n/, LINES_LOOKED_AT)
  const header = headerLine(lines)
  const firstLine = lines[header] ?? ''
  if (firstLine.trim() === '')
    throw new UnreadableFile('The file is empty, or its first line is; it must name the columns.')

  const problems: FileRow[] = []
  const parser = csvParser({
    bom: true,
    columns: true,
    info: true,
    from_line: header + 1,
    delimiter: delimiterOf(firstLine),
    // Left to itself the parser takes the first line's ending for all: files put together from others have both.
    record_delimiter: start.includes('\n') ? ['\r\n', '\n'] : ['\r'],
    relax_quotes: false,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      problems.push({
        line: Number((error as { lines?: number } | undefined)?.lines ?? 0),
        problem: error?.message ?? 'not a CSV line',
      })
      return undefined
    },
  })
  const source = Readable.from(
    (async function* () {
      yield start
      yield* text
    })(),
  )
  source.on('error', (error) => parser.destroy(error))
  source.pipe(parser)
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, unknown>; info: Info }>) {
    while (problems.length > 0) yield problems.shift() as FileRow
    yield { line: info.lines, row: record }
  }
  yield* problems
}
