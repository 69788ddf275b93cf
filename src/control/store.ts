import { type Dialect, Kysely } from 'kysely'
import { alone } from './alone.ts'
import { openSqlite } from './engines/sqlite/open-sqlite.ts'
import { migrate } from './migrations/migrate.ts'
import type { ControlTables } from './schema.ts'

export type ControlDatabase = Kysely<ControlTables>

/** What people configure. The same Kysely code serves both engines. */
export type ControlStore = {
  db: ControlDatabase
  engine: 'sqlite' | 'postgres'
  close(): Promise<void>
}

export type ControlPlace =
  /** A file, or `:memory:`. */
  { path: string } | { url: string; onError(error: Error): void }

/** Its client is loaded only where it is used. */
const postgres = async ({ url, onError }: { url: string; onError(error: Error): void }): Promise<Dialect> => {
  const { openPostgres } = await import('./engines/postgres/open-postgres.ts')
  return openPostgres(url, onError)
}

/** Opens and migrates. Throws NewerControlStore when a newer version has written the data. */
export const openControl = async (place: ControlPlace): Promise<ControlStore> => {
  const dialect = 'path' in place ? openSqlite(place.path) : await postgres(place)
  const engine = 'path' in place ? 'sqlite' : 'postgres'
  const db = new Kysely<ControlTables>({ dialect })
  try {
    await alone({ db, engine }, () => migrate(db))
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, engine, close: () => db.destroy() }
}
