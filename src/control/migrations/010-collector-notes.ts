import type { Migration } from './migration.ts'

/** What collectors on the same stores tell each other for half an hour: see collector-notes.ts. */
export const collectorNotes: Migration = {
  name: '010-collector-notes',
  up: async (db) => {
    await db.schema
      .createTable('collector_notes')
      .addColumn('position', 'bigint', (column) => column.primaryKey())
      .addColumn('collector', 'text', (column) => column.notNull())
      .addColumn('told', 'bigint', (column) => column.notNull())
      .addColumn('ids', 'text', (column) => column.notNull())
      .addColumn('transactions', 'text', (column) => column.notNull())
      .addColumn('visitors', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('collector_notes_told').on('collector_notes').column('told').execute()
  },
}
