import type { Migration } from './migration.ts'

/** What a site is called in other tools. */
export const otherIds: Migration = {
  name: '007-other-ids',
  up: async (db) => {
    await db.schema
      .createTable('other_ids')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('tool', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addColumn('servers', 'integer', (column) => column.notNull())
      .addColumn('secret_hash', 'text')
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addUniqueConstraint('other_ids_one_site', ['tool', 'value'])
      .execute()
  },
}
