import { type ColumnName, columns } from '../event.ts'

/** Columns that the first schema did not have, by the migration that adds them. */
const addedBy: Readonly<Record<number, readonly ColumnName[]>> = {
  3: ['os_version', 'region', 'city', 'import', 'consent'],
  6: ['evidence'],
}

/** Types that a column had before the migration that changed them. */
const changedBy: Readonly<Record<number, Partial<Record<ColumnName, string>>>> = {
  7: { path: 'String', landing_page: 'String' },
}

/** How columns were packed at first; otherwise ZSTD(1). */
const firstCodecs: Partial<Record<ColumnName, string>> = {
  ts: 'CODEC(Delta, ZSTD(1))',
  visitor: 'CODEC(Delta, ZSTD(1))',
  session_started: 'CODEC(Delta, ZSTD(1))',
  lag: 'CODEC(T64, ZSTD(1))',
}

/** Long texts, which reports hardly read; they stay packed as small as can be. */
const longTexts = new Set<ColumnName>(['query', 'title', 'referrer', 'click_id', 'transaction_id'])

/** How columns are packed by the migrations that changed it. */
const recodedBy: Readonly<Record<number, Partial<Record<ColumnName, string>>>> = {
  8: {
    ...Object.fromEntries(
      (Object.keys(columns) as ColumnName[]).filter((name) => !longTexts.has(name)).map((name) => [name, 'CODEC(LZ4)']),
    ),
    ts: 'CODEC(Delta, LZ4)',
    lag: 'CODEC(T64, LZ4)',
  },
}

const typeAt = (version: number, name: ColumnName): string => {
  const later = Object.entries(changedBy).find(([by, types]) => Number(by) > version && types[name] !== undefined)
  return later?.[1][name] ?? columns[name]
}

const definitionAt =
  (version: number) =>
  (name: ColumnName): string =>
    `${name} ${typeAt(version, name)} ${recodedBy[version]?.[name] ?? firstCodecs[name] ?? 'CODEC(ZSTD(1))'}`

/** Every column as it stands in a CREATE TABLE of migration `version`. */
export const columnsAt = (version: number): readonly string[] => {
  const missing = new Set(Object.entries(addedBy).flatMap(([by, names]) => (Number(by) > version ? names : [])))
  return (Object.keys(columns) as ColumnName[]).filter((name) => !missing.has(name)).map(definitionAt(version))
}

/** What migration `version` adds to a table that stands already. */
export const columnsAddedBy = (version: number): readonly string[] =>
  (addedBy[version] ?? []).map(definitionAt(version))

/** What migration `version` makes of columns that stand already. */
export const columnsChangedBy = (version: number): readonly string[] =>
  (Object.keys(changedBy[version] ?? {}) as ColumnName[]).map(definitionAt(version))

/** What migration `version` packs otherwise. */
export const columnsRecodedBy = (version: number): readonly string[] =>
  (Object.keys(recodedBy[version] ?? {}) as ColumnName[]).map(definitionAt(version))
