import { type Kysely, sql } from 'kysely'
import type { ControlTables } from './schema.ts'

/** Any number, the same in every Minnow: "mnw" in ASCII. */
const LOCK = 0x6d6e77

/** Runs while no other server on the same database does; of the embedded store there is only one. */
export const alone = async <T>(
  { db, engine }: { db: Kysely<ControlTables>; engine: 'sqlite' | 'postgres' },
  work: () => Promise<T>,
): Promise<T> => {
  if (engine === 'sqlite') return work()
  return db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${LOCK})`.execute(connection)
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(${LOCK})`.execute(connection)
    }
  })
}
