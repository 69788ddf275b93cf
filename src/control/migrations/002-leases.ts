import type { Migration } from './migration.ts'

/** Who does a piece of work that only one of all processes may do, and until when; and what came of it last. */
export const leases: Migration = {
  name: '002-leases',
  up: async (db) => {
    await db.schema
      .createTable('leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('expires', 'bigint', (column) => column.notNull())
      .addColumn('done_slot', 'bigint', (column) => column.notNull())
      .addColumn('finished', 'bigint')
      .addColumn('took_ms', 'bigint')
      .addColumn('error', 'text')
      .execute()
  },
}
