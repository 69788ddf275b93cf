import type { Migration } from './migration.ts'

/**
 * Who was erased, as hashes, so that neither a late resend nor an older backup brings them back; and who saw or changed
 * what. Both outlive the site that they are about.
 */
export const rights: Migration = {
  name: '008-rights',
  up: async (db) => {
    await db.schema
      .createTable('erasures')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('marks', 'text', (column) => column.notNull())
      .addColumn('known_by', 'text', (column) => column.notNull())
      .addColumn('rows_erased', 'bigint', (column) => column.notNull())
      .addColumn('finished', 'bigint')
      .addColumn('proof', 'text')
      .execute()
    await db.schema.createIndex('erasures_site').on('erasures').columns(['site', 'at']).execute()
    await db.schema
      .createTable('audit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('site', 'text')
      .addColumn('actor_kind', 'text', (column) => column.notNull())
      .addColumn('actor', 'text', (column) => column.notNull())
      .addColumn('actor_name', 'text', (column) => column.notNull())
      .addColumn('action', 'text', (column) => column.notNull())
      .addColumn('detail', 'text', (column) => column.notNull())
      .addColumn('address', 'text', (column) => column.notNull())
      .execute()
    await db.schema.createIndex('audit_site').on('audit').columns(['site', 'at']).execute()
  },
}
