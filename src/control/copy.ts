import { sql } from 'kysely'
import type { ControlDatabase } from './store.ts'

/** A consistent copy of the embedded store in a new file, while it is in use. */
export const copySettings = async (db: ControlDatabase, file: string): Promise<void> => {
  await sql`VACUUM INTO ${file}`.execute(db)
}
