import { Readable } from 'node:stream'
import { parse as csvParser, type Info } from 'csv-parse'
import { type FileRow, UnreadableFile } from './file-row.ts'

/** The separator that stands most often in the first line, outside quotes. */
export const delimiterOf = (firstLine: string): string => {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

/** Rows of a text with a line of column names, whatever parts its cells. */
export async function* readCsv(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  let start = ''
  while (!start.includes('\n')) {
    const { value, done } = await text.next()
    if (done) break
    start += value
  }
  const firstLine = start.replace(/^\uFEFF/, '').split(/\r?\n/)[0] ?? ''
  if (firstLine.trim() === '')
    throw new UnreadableFile('The file is empty, or its first line is; it must name the columns.')

  const problems: FileRow[] = []
  const parser = csvParser({
    bom: true,
    columns: true,
    info: true,
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
