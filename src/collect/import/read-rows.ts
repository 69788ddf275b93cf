import type { FileFormat } from '../../contract/imports.ts'
import { type FileRow, UnreadableFile } from './file-row.ts'
import { readCsv } from './read-csv.ts'
import { readJson } from './read-json.ts'
import { readLog } from './read-log.ts'
import { readParquet } from './read-parquet.ts'
import { firstBytes, isGzip, isParquet, readText } from './read-text.ts'
import { readXml } from './read-xml.ts'
import { readZip } from './read-zip.ts'

const endings: Record<FileFormat, readonly string[]> = {
  csv: ['csv', 'tsv', 'txt'],
  jsonl: ['jsonl', 'ndjson', 'json'],
  parquet: ['parquet', 'pq'],
  log: ['log'],
  xml: ['xml', 'rss', 'atom'],
  zip: ['zip'],
}

export const formatOfName = (name: string): FileFormat | undefined => {
  // Logs that are put away have a number or a date behind: access.log.1
  const ending =
    name
      .toLowerCase()
      .replace(/\.gz$/, '')
      .replace(/(\.log)[.-][\d-]+$/, '$1')
      .split('.')
      .pop() ?? ''
  return (Object.keys(endings) as FileFormat[]).find((format) => endings[format].includes(ending))
}

const isZip = (head: Buffer): boolean => head.subarray(0, 4).toString('latin1') === 'PK\u0003\u0004'

const isText = (head: Buffer): boolean =>
  !head.subarray(0, 4_096).includes(0) || isGzip(head) || head[0] === 0xff || head[0] === 0xfe

export type ReadPlan = {
  path: string
  format: FileFormat
  onBytes?: (count: number) => void
  /** Of an archive, the tables that are read. */
  isWanted?: (columns: readonly string[]) => boolean
}

/** Every row of a file, one by one. Throws UnreadableFile. */
export async function* readRows({
  path,
  format,
  onBytes = () => undefined,
  isWanted = () => true,
}: ReadPlan): AsyncGenerator<FileRow> {
  const head = await firstBytes(path)
  if (head.length === 0) throw new UnreadableFile(`${path} is empty.`)
  if (isParquet(head) !== (format === 'parquet')) {
    throw new UnreadableFile(
      isParquet(head) ? `${path} is a Parquet file; say --format parquet.` : `${path} is no Parquet file.`,
    )
  }
  if (format === 'parquet') return yield* readParquet(path, onBytes)
  if (isZip(head) !== (format === 'zip')) {
    throw new UnreadableFile(isZip(head) ? `${path} is an archive; say --format zip.` : `${path} is no zip archive.`)
  }
  if (format === 'zip') return yield* readZip(path, isWanted, onBytes)
  if (!isText(head)) {
    throw new UnreadableFile(
      `${path} is no text file. Minnow imports CSV, JSON, Parquet, access logs, XML feeds and zip archives of tables.`,
    )
  }
  const text = readText(path, head, onBytes)
  if (format === 'csv') yield* readCsv(text)
  else if (format === 'jsonl') yield* readJson(text)
  else if (format === 'log') yield* readLog(text)
  else yield* readXml(text)
}
