import type { Migration } from './migration.ts'

/** How a site wants its traffic read; a site without a row has the usual rules. */
export const siteRules: Migration = {
  name: '004-site-rules',
  up: async (db) => {
    await db.schema
      .createTable('site_rules')
      .addColumn('site', 'text', (column) => column.primaryKey().references('sites.id').onDelete('cascade'))
      .addColumn('rules', 'text', (column) => column.notNull())
      .execute()
  },
}
