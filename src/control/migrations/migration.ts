import type { Kysely } from 'kysely'
import type { ControlTables } from '../schema.ts'

/** One step of the schema. Never changed once released; a later change is a new step. */
export type Migration = { name: string; up(db: Kysely<ControlTables>): Promise<void> }
