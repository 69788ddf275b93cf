import type { Kysely } from 'kysely'
import type { ControlTables } from '../schema.ts'
import { begin } from './001-begin.ts'
import { leases } from './002-leases.ts'
import { privacy } from './003-privacy.ts'
import { siteRules } from './004-site-rules.ts'
import { mentions } from './005-mentions.ts'
import { otherIds } from './007-other-ids.ts'
import { rights } from './008-rights.ts'
import { imports } from './009-imports.ts'
import { collectorNotes } from './010-collector-notes.ts'
import { erasureTraces } from './011-erasure-traces.ts'
import { importsGoOn } from './012-imports-go-on.ts'
import { dayCounts } from './013-day-counts.ts'
import type { Migration } from './migration.ts'

const migrations: readonly Migration[] = [
  begin,
  leases,
  privacy,
  siteRules,
  mentions,
  otherIds,
  imports,
  collectorNotes,
  rights,
  erasureTraces,
  importsGoOn,
  dayCounts,
]

/** The data were written by a newer Minnow than this one. */
export class NewerControlStore extends Error {
  override name = 'NewerControlStore'
}

/** Brings the schema up to date; refuses, untouched, a store that a newer version has written. */
export const migrate = async (db: Kysely<ControlTables>): Promise<void> => {
  await db.schema
    .createTable('meta')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute()
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'schema').executeTakeFirst()
  const done = Number(row?.value ?? 0)
  if (done > migrations.length) {
    throw new NewerControlStore(
      `The settings database has schema ${done}, and this version of Minnow knows ${migrations.length}. Start the newer version, or restore a backup made by this one.`,
    )
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < done) continue
    await db.transaction().execute(async (transaction) => {
      await migration.up(transaction)
      const value = String(index + 1)
      await transaction
        .insertInto('meta')
        .values({ key: 'schema', value })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
        .execute()
    })
  }
}
