import type { Migration } from './migration.ts'

/** How long a site keeps events, and what it does before a visitor agrees. */
export const privacy: Migration = {
  name: '003-privacy',
  up: async (db) => {
    await db.schema
      .alterTable('sites')
      .addColumn('privacy', 'text', (column) => column.notNull().defaultTo('{}'))
      .execute()
  },
}
