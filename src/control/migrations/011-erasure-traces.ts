import type { Migration } from './migration.ts'

/** What the disk is searched for after an erasure, sealed, until that is done: a stop in between loses nothing of it. */
export const erasureTraces: Migration = {
  name: '011-erasure-traces',
  up: async (db) => {
    await db.schema.alterTable('erasures').addColumn('sealed_traces', 'text').execute()
  },
}
