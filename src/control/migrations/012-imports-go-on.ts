import type { Migration } from './migration.ts'

/** How often an import began again after the process that did it had ended. */
export const importsGoOn: Migration = {
  name: '012-imports-go-on',
  up: async (db) => {
    await db.schema
      .alterTable('imports')
      .addColumn('resumed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
