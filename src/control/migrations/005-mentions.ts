import type { Migration } from './migration.ts'

/** Feeds that are asked for mentions, mentions that are known, addresses that others send to, give-aways. */
export const mentions: Migration = {
  name: '005-mentions',
  up: async (db) => {
    await db.schema
      .createTable('feeds')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('url', 'text', (column) => column.notNull())
      .addColumn('network', 'text', (column) => column.notNull())
      .addColumn('campaign', 'text', (column) => column.notNull())
      .addColumn('every_minutes', 'integer', (column) => column.notNull())
      .addColumn('checked', 'bigint')
      .addColumn('next_check', 'bigint', (column) => column.notNull())
      .addColumn('etag', 'text', (column) => column.notNull())
      .addColumn('last_modified', 'text', (column) => column.notNull())
      .addColumn('failures', 'integer', (column) => column.notNull())
      .addColumn('mentions', 'bigint', (column) => column.notNull())
      .addColumn('error', 'text')
      .execute()
    await db.schema
      .createTable('known_mentions')
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('mention', 'text', (column) => column.notNull())
      .addColumn('seen', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('known_mentions_once', ['site', 'mention'])
      .execute()
    await db.schema
      .createTable('hooks')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('secret', 'text', (column) => column.notNull())
      .addColumn('token', 'text', (column) => column.notNull())
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('last_received', 'bigint')
      .addColumn('received', 'bigint', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('giveaways')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('site', 'text', (column) => column.notNull().references('sites.id').onDelete('cascade'))
      .addColumn('created', 'bigint', (column) => column.notNull())
      .addColumn('definition', 'text', (column) => column.notNull())
      .execute()
    for (const table of ['feeds', 'hooks', 'giveaways']) {
      await db.schema.createIndex(`${table}_site`).on(table).column('site').execute()
    }
  },
}
