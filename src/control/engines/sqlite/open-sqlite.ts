import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { type Dialect, SqliteDialect } from 'kysely'

const bindable = (value: unknown): SQLInputValue => {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof Date) return value.toISOString()
  return value as SQLInputValue
}

/** The shape that Kysely's dialect expects, over the SQLite that comes with Node. */
const prepared = (statement: StatementSync) => ({
  reader: statement.columns().length > 0,
  all: (parameters: readonly unknown[]) => statement.all(...parameters.map(bindable)),
  run: (parameters: readonly unknown[]) => {
    const { changes, lastInsertRowid } = statement.run(...parameters.map(bindable))
    return { changes, lastInsertRowid }
  },
  iterate: (parameters: readonly unknown[]) => statement.iterate(...parameters.map(bindable)),
})

/** WAL with synchronous = FULL: what was answered with success is on disk. */
export const openSqlite = (path: string): Dialect => {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5_000 })
  if (path !== ':memory:') database.exec('PRAGMA journal_mode = WAL')
  database.exec('PRAGMA synchronous = FULL')
  // What is deleted is written over: of people who were erased as well.
  database.exec('PRAGMA secure_delete = ON')
  const cache = new Map<string, ReturnType<typeof prepared>>()
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare: (sql) => {
        const known = cache.get(sql)
        if (known) return known
        const statement = prepared(database.prepare(sql))
        if (cache.size < 500) cache.set(sql, statement)
        return statement
      },
    },
  })
}
