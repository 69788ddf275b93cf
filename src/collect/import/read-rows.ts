import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse as csvParser, type Info } from 'csv-parse'
import { type AsyncBuffer, parquetMetadataAsync, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

/** A row of a file, or why a line of it is none. `line` counts from 1 as an editor does (Parquet: the row's number). */
export type FileRow = { line: number; row: Record<string, unknown> } | { line: number; problem: string }

export const fileFormats = ['csv', 'jsonl', 'parquet'] as const
export type FileFormat = (typeof fileFormats)[number]

/** The file as a whole cannot be read; the message says why and what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}

export const formatOfName = (name: string): FileFormat | undefined => {
  const ending = name.toLowerCase().replace(/\.gz$/, '').split('.').pop() ?? ''
  if (['csv', 'tsv', 'txt'].includes(ending)) return 'csv'
  if (['jsonl', 'ndjson', 'json'].includes(ending)) return 'jsonl'
  if (['parquet', 'pq'].includes(ending)) return 'parquet'
  return undefined
}

const firstBytes = async (path: string): Promise<Buffer> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw new UnreadableFile(
      error.code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be opened: ${error.message}`,
    )
  })
  try {
    if ((await file.stat()).isDirectory()) throw new UnreadableFile(`${path} is a folder; name one file.`)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b
const isParquet = (head: Buffer) => head.subarray(0, 4).toString('latin1') === 'PAR1'

/** The text of a file: gzip undone, UTF-8 or UTF-16 by its byte order mark. `onBytes` hears of progress in the file itself. */
async function* readText(path: string, head: Buffer, onBytes: (count: number) => void): AsyncGenerator<string> {
  const bytes = createReadStream(path)
  bytes.on('data', (chunk) => onBytes(chunk.length))
  const plain = isGzip(head) ? bytes.pipe(createGunzip()) : bytes
  if (plain !== bytes) bytes.on('error', (error) => plain.destroy(error))
  const utf16 =
    head[0] === 0xff && head[1] === 0xfe ? 'utf-16le' : head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined
  const decoder = new TextDecoder(utf16 ?? 'utf-8')
  try {
    for await (const chunk of plain) yield decoder.decode(chunk as Buffer, { stream: true })
  } catch (error) {
    throw new UnreadableFile(`${path} cannot be read to its end: ${(error as Error).message}`)
  }
  yield decoder.decode()
}

/** The separator that stands most often in the first line, outside quotes. */
export const delimiterOf = (firstLine: string): string => {
  const bare = firstLine.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t', '|'].map((mark) => ({ mark, count: bare.split(mark).length }))
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).mark
}

async function* readCsv(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
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

async function* readJsonLines(text: AsyncGenerator<string>): AsyncGenerator<FileRow> {
  let line = 0
  let rest = ''
  const rowOf = (raw: string): FileRow | undefined => {
    line++
    const content = raw.replace(/^\uFEFF/, '').trim()
    if (content === '') return undefined
    try {
      const row: unknown = JSON.parse(content)
      if (typeof row !== 'object' || row === null || Array.isArray(row))
        return { line, problem: 'a line must be one JSON object' }
      return { line, row: row as Record<string, unknown> }
    } catch (error) {
      return { line, problem: `not JSON: ${(error as Error).message}` }
    }
  }
  for await (const chunk of text) {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const raw of lines) {
      const row = rowOf(raw)
      if (row) yield row
    }
  }
  const last = rowOf(rest)
  if (last) yield last
}

async function* readParquet(path: string, onBytes: (count: number) => void): AsyncGenerator<FileRow> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const buffer: AsyncBuffer = {
      byteLength: size,
      async slice(start, end = size) {
        const bytes = Buffer.alloc(end - start)
        await file.read(bytes, 0, bytes.length, start)
        return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer
      },
    }
    const metadata = await parquetMetadataAsync(buffer).catch((error: Error) => {
      throw new UnreadableFile(`${path} is no readable Parquet file: ${error.message}`)
    })
    let rowStart = 0
    for (const group of metadata.row_groups) {
      const rowEnd = rowStart + Number(group.num_rows)
      const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd })
      for (const [index, row] of rows.entries()) yield { line: rowStart + index + 1, row }
      onBytes(Number(group.total_compressed_size ?? group.total_byte_size))
      rowStart = rowEnd
    }
  } finally {
    await file.close()
  }
}

/** Every row of a CSV, JSON Lines or Parquet file, one by one. Throws UnreadableFile. */
export async function* readRows(
  path: string,
  format: FileFormat,
  onBytes: (count: number) => void,
): AsyncGenerator<FileRow> {
  const head = await firstBytes(path)
  if (head.length === 0) throw new UnreadableFile(`${path} is empty.`)
  if (isParquet(head) !== (format === 'parquet')) {
    throw new UnreadableFile(
      isParquet(head) ? `${path} is a Parquet file; say --format parquet.` : `${path} is no Parquet file.`,
    )
  }
  if (format === 'parquet') return yield* readParquet(path, onBytes)
  if (head.subarray(0, 4_096).includes(0) && !isGzip(head) && head[0] !== 0xff && head[0] !== 0xfe) {
    throw new UnreadableFile(`${path} is no text file. Minnow imports CSV, JSON Lines and Parquet.`)
  }
  const text = readText(path, head, onBytes)
  yield* format === 'csv' ? readCsv(text) : readJsonLines(text)
}
