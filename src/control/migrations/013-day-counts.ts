import type { Migration } from './migration.ts'

/** What came of events, by site and the site's day: see day-counts.ts. */
export const dayCounts: Migration = {
  name: '013-day-counts',
  up: async (db) => {
    await db.schema
      .createTable('day_counts')
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('outcome', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('events', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('day_counts_key', ['site', 'day', 'outcome', 'reason'])
      .execute()
  },
}
