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

const codecs: Partial<Record<ColumnName, string>> = {
  ts: 'CODEC(Delta, ZSTD(1))',
  visitor: 'CODEC(Delta, ZSTD(1))',
  session_started: 'CODEC(Delta, ZSTD(1))',
  lag: 'CODEC(T64, ZSTD(1))',
}

const typeAt = (version: number, name: ColumnName): string => {
  const later = Object.entries(changedBy).find(([by, types]) => Number(by) > version && types[name] !== undefined)
  return later?.[1][name] ?? columns[name]
}

const definitionAt =
  (version: number) =>
  (name: ColumnName): string =>
    `${name} ${typeAt(version, name)} ${codecs[name] ?? 'CODEC(ZSTD(1))'}`

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
