import { type Dialect, PostgresDialect } from 'kysely'
import pg from 'pg'

/** Epoch milliseconds are int8 here; they fit a JavaScript number. */
const INT8 = 20
const getTypeParser: typeof pg.types.getTypeParser = (oid: number, format?: 'text' | 'binary') =>
  oid === INT8 ? Number : format === 'binary' ? pg.types.getTypeParser(oid, format) : pg.types.getTypeParser(oid)

export const openPostgres = (url: string, onError: (error: Error) => void): Dialect => {
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 10_000,
    types: { getTypeParser },
  })
  // An idle connection that breaks would otherwise end the process; the next query opens a new one.
  pool.on('error', onError)
  return new PostgresDialect({ pool })
}
