import type { FileFormat, ImportKind, ImportPreview } from '../../contract/imports.ts'
import { cellText } from './cells.ts'
import { readLogLine } from './formats/access-log.ts'
import { formatOfKind, kindOfColumns } from './formats/all.ts'
import { formatOfName, readRows } from './read-rows.ts'
import { firstBytes, isGzip, isParquet, readText } from './read-text.ts'
import type { TurnContext } from './turn.ts'

const rowsShown = 20

/** By the name where it says something, else by how the content begins. */
export const findFormat = async (path: string, name: string): Promise<FileFormat> => {
  const head = await firstBytes(path)
  if (isParquet(head)) return 'parquet'
  if (head.subarray(0, 2).toString('latin1') === 'PK') return 'zip'
  const named = formatOfName(name)
  if (named !== undefined && named !== 'csv') return named
  const start = isGzip(head)
    ? ((await readText(path, head, () => undefined).next()).value ?? '')
    : head.toString('utf8')
  const content = start.replace(/^\uFEFF/, '').trimStart()
  if (content.startsWith('{') || content.startsWith('[{')) return 'jsonl'
  if (content.startsWith('<')) return 'xml'
  return readLogLine(content.split('\n', 1)[0] ?? '') ? 'log' : 'csv'
}

export type Recognised = { format: FileFormat; kind: ImportKind; columns: string[]; rows: string[][] }

/** What a file seems to be, by its first rows. Throws UnreadableFile. */
export const recognise = async (
  path: string,
  name: string,
  { format: given, kind: wanted }: { format?: FileFormat; kind?: ImportKind } = {},
): Promise<Recognised> => {
  const format = given ?? (await findFormat(path, name))
  const found: Record<string, unknown>[] = []
  let kind: ImportKind | undefined = wanted
  // Of an archive, the first table that says what it is.
  const isWanted = (columns: readonly string[]): boolean => {
    if (wanted !== undefined) return formatOfKind(wanted).isLike(columns)
    const seen = kindOfColumns(columns, format)
    if (kind === undefined && seen !== 'events') kind = seen
    return kind === seen
  }
  for await (const item of readRows({ path, format, isWanted })) {
    if ('row' in item) found.push(item.row)
    if (found.length >= rowsShown) break
  }
  const columns = [...new Set(found.flatMap((row) => Object.keys(row)))]
  return {
    format,
    kind: kind ?? kindOfColumns(columns, format),
    columns,
    rows: found.map((row) => columns.map((column) => cellText(row[column]).slice(0, 200))),
  }
}

/** What the first rows would become. Throws UnreadableFile and WrongMapping. */
export const previewFile = async (
  path: string,
  { format, kind, context }: { format: FileFormat; kind: ImportKind; context: TurnContext },
): Promise<ImportPreview> => {
  const as = formatOfKind(kind)
  const preview: ImportPreview = { kind, made: [], problems: [], skipped: {} }
  let turn: ReturnType<typeof as.start> | undefined
  for await (const item of readRows({ path, format, isWanted: as.isLike })) {
    if ('problem' in item) {
      preview.problems.push({ line: item.line, reason: 'invalid_line', detail: item.problem })
    } else {
      turn ??= as.start(context, Object.keys(item.row))
      const turned = turn(item.row)
      if ('problem' in turned) preview.problems.push({ line: item.line, reason: turned.problem, detail: turned.detail })
      else if ('skipped' in turned) preview.skipped[turned.skipped] = (preview.skipped[turned.skipped] ?? 0) + 1
      else preview.made.push(...('events' in turned ? turned.events : turned.rows).slice(0, rowsShown))
    }
    if (preview.made.length + preview.problems.length >= rowsShown) break
  }
  return preview
}
