import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { ControlTables } from './schema.ts'
import type { ControlStore } from './store.ts'

/** What belongs to running processes, not to the installation. */
const ofProcesses = new Set(['leases', 'collector_notes'])
const rowsAtOnce = 200

type Row = Record<string, unknown>
type Column = { name: string; type: string }
export type CopiedTable = { table: string; rows: number; checksum: string }

/** The source has what the other Minnow does not know: it is a newer one. */
export class CannotCopy extends Error {
  override name = 'CannotCopy'
}

const tablesOf = async (db: Kysely<ControlTables>): Promise<Map<string, Column[]>> => {
  const tables = await db.introspection.getTables()
  return new Map(
    tables
      .filter(({ isView, name }) => !isView && !ofProcesses.has(name))
      .map(({ name, columns }) => [name, columns.map((column) => ({ name: column.name, type: column.dataType }))]),
  )
}

/** Tables in an order in which each follows those that it refers to. */
const inOrder = async (db: Kysely<ControlTables>, names: readonly string[]): Promise<string[]> => {
  const parents = new Map<string, string[]>()
  for (const name of names) {
    const { rows } = await sql<{ table: string }>`PRAGMA foreign_key_list(${sql.table(name)})`.execute(db)
    parents.set(
      name,
      rows.map(({ table }) => table).filter((parent) => parent !== name),
    )
  }
  const ordered: string[] = []
  const add = (name: string): void => {
    if (ordered.includes(name)) return
    for (const parent of parents.get(name) ?? []) add(parent)
    ordered.push(name)
  }
  for (const name of names) add(name)
  return ordered
}

/** SQLite keeps yes and no as 1 and 0, and times of accounts as text. */
const toType = (value: unknown, type: string): unknown => {
  if (value === null || value === undefined) return null
  if (type.startsWith('bool')) return value === 1 || value === true || value === '1'
  if (type.startsWith('timestamp') || type === 'date') return new Date(value as string | number)
  return value
}

/** The same text for the same value, whichever engine it came from. */
const canonical = (row: Row, columns: readonly Column[]): string =>
  JSON.stringify(
    columns.map(({ name, type }) => {
      const value = toType(row[name], type)
      return value instanceof Date ? value.getTime() : typeof value === 'number' ? String(value) : value
    }),
  )

const summary = (table: string, rows: readonly Row[], columns: readonly Column[]): CopiedTable => {
  const lines = rows.map((row) => canonical(row, columns)).sort()
  return {
    table,
    rows: rows.length,
    checksum: createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 16),
  }
}

const read = async (db: Kysely<ControlTables>, table: string): Promise<Row[]> => {
  const { rows } = await sql<Row>`SELECT * FROM ${sql.table(table)}`.execute(db)
  // The schema's version is each store's own.
  return table === 'meta' ? rows.filter(({ key }) => key !== 'schema') : rows
}

/**
 * Everything of an embedded store into one on PostgreSQL of the same schema, instead of what is there: all of it, or
 * nothing. Reads back what it wrote and compares.
 */
export const copyControl = async (
  from: ControlStore,
  to: ControlStore,
  keep: Record<string, string>,
): Promise<CopiedTable[]> => {
  const source = await tablesOf(from.db)
  const target = await tablesOf(to.db)
  const names = await inOrder(from.db, [...source.keys()])
  return to.db.transaction().execute(async (db) => {
    for (const name of names.toReversed()) {
      if (!target.has(name)) throw new CannotCopy(`The database has no table ${name}: it belongs to another version.`)
      await (name === 'meta'
        ? sql`DELETE FROM meta WHERE key != 'schema'`.execute(db)
        : sql`DELETE FROM ${sql.table(name)}`.execute(db))
    }
    const copied: CopiedTable[] = []
    for (const name of names) {
      const columns = (target.get(name) ?? []).filter((column) =>
        source.get(name)?.some((other) => other.name === column.name),
      )
      const rows = await read(from.db, name)
      for (let start = 0; start < rows.length; start += rowsAtOnce) {
        const values = rows
          .slice(start, start + rowsAtOnce)
          .map((row) =>
            Object.fromEntries(columns.map((column) => [column.name, toType(row[column.name], column.type)])),
          )
        await db
          .insertInto(name as keyof ControlTables)
          .values(values as never)
          .execute()
      }
      const wanted = summary(name, rows, columns)
      const found = summary(name, await read(db, name), columns)
      if (found.checksum !== wanted.checksum) throw new CannotCopy(`The copy of ${name} is not what was copied.`)
      copied.push(wanted)
    }
    for (const [key, value] of Object.entries(keep)) await db.insertInto('meta').values({ key, value }).execute()
    return copied
  })
}
