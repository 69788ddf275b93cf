import { createHash } from 'node:crypto'
import type { Clock } from '../../platform/clock.ts'
import { raw, render, type Sql, sql } from '../../platform/sql.ts'
import { codeOf } from '../engines/engine-errors.ts'
import { type EventStore, StoreRefused } from '../store.ts'
import { events } from './0001-events.ts'
import { people } from './0002-people.ts'
import { enriched } from './0003-enriched.ts'
import { sideTables } from './0004-side-tables.ts'
import { visits } from './0005-visits.ts'
import { evidence } from './0006-evidence.ts'
import { repeatedPaths } from './0007-repeated-paths.ts'
import { quickColumns } from './0008-quick-columns.ts'
import type { Migration } from './migration.ts'

/** In order, never changed once released: a changed one is refused by its checksum. */
export const migrations: readonly Migration[] = [
  events,
  people,
  enriched,
  sideTables,
  visits,
  evidence,
  repeatedPaths,
  quickColumns,
]

export const schemaVersion = migrations.length

const checksum = (migration: Migration): string =>
  createHash('sha256').update(migration.statements.map(render).join(';\n')).digest('hex').slice(0, 16)

type Applied = { version: number; name: string; checksum: string }

/** A column, or a table, that is there already: an earlier start was stopped in the middle of this step. */
const alreadyThere = new Set([15, 57])

const apply = async (store: EventStore, statement: Sql): Promise<void> => {
  try {
    await store.command(statement)
  } catch (error) {
    if (!alreadyThere.has(codeOf(error) ?? 0)) throw error
  }
}

/** Brings the schema up to date. Rejects with StoreRefused, touching nothing, when the data are newer or were made differently. */
export const migrate = async (store: EventStore, clock: Clock): Promise<void> => {
  await store.command(
    raw(`CREATE TABLE IF NOT EXISTS schema_versions (version UInt32, name String, checksum String,
      applied DateTime64(3, 'UTC')) ENGINE = MergeTree ORDER BY version
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`),
  )
  const applied = await store.query<Applied>(sql`SELECT version, name, checksum FROM schema_versions ORDER BY version`)
  const newest = applied.at(-1)?.version ?? 0
  if (newest > schemaVersion) {
    throw new StoreRefused(
      `These events were written by a newer Minnow (schema ${newest}, this one knows ${schemaVersion}). Install the newer version again.`,
    )
  }
  for (const { version, name, checksum: found } of applied) {
    const known = migrations.find((migration) => migration.version === version)
    if (!known || checksum(known) !== found) {
      throw new StoreRefused(`Step ${version} (${name}) of the event schema is not the one this Minnow knows.`)
    }
  }
  for (const migration of migrations.filter(({ version }) => version > newest)) {
    for (const statement of migration.statements) await apply(store, statement)
    await store.command(
      sql`INSERT INTO schema_versions SELECT ${migration.version}, ${migration.name}, ${checksum(migration)}, fromUnixTimestamp64Milli(${clock.now()})`,
    )
  }
}
