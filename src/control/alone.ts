import { type Kysely, sql } from 'kysely'
import type { ControlTables } from './schema.ts'

/** Any numbers, the same in every Minnow: "mnw" in ASCII, and the next ones. */
const locks = { schema: 0x6d6e77, events: 0x6d6e78, sessions: 0x6d6e79 }

/** Runs while no other server on the same database does; of the embedded store there is only one. */
export const alone = async <T>(
  { db, engine }: { db: Kysely<ControlTables>; engine: 'sqlite' | 'postgres' },
  work: () => Promise<T>,
  what: keyof typeof locks = 'schema',
): Promise<T> => {
  if (engine === 'sqlite') return work()
  return db.connection().execute(async (connection) => {
    await sql`SELECT pg_advisory_lock(${locks[what]})`.execute(connection)
    try {
      return await work()
    } finally {
      await sql`SELECT pg_advisory_unlock(${locks[what]})`.execute(connection)
    }
  })
}
