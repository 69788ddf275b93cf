import type { Migration } from './migration.ts'

/** Files that were imported, and what came of them. */
export const imports: Migration = {
  name: '009-imports',
  up: async (db) => {
    await db.schema
      .createTable('imports')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('file', 'text', (column) => column.notNull())
      .addColumn('bytes', 'bigint', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('started', 'bigint', (column) => column.notNull())
      .addColumn('finished', 'bigint')
      .addColumn('progress', 'double precision', (column) => column.notNull())
      .addColumn('accepted', 'bigint', (column) => column.notNull())
      .addColumn('problem', 'text', (column) => column.notNull())
      .addColumn('report', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('imports_site').on('imports').column('site').execute()
  },
}
