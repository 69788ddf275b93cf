import type { Sql } from '../../platform/sql.ts'

/** One step of the schema. `version` counts from 1 without gaps. */
export type Migration = { version: number; name: string; statements: readonly Sql[] }
