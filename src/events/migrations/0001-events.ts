import { raw } from '../../platform/sql.ts'
import { type ColumnName, columns } from '../event.ts'
import { nameBitColumn, rollupDefinitions } from '../rollup.ts'
import type { Migration } from './migration.ts'

const codecs: Partial<Record<ColumnName, string>> = {
  ts: 'CODEC(Delta, ZSTD(1))',
  visitor: 'CODEC(Delta, ZSTD(1))',
  session_started: 'CODEC(Delta, ZSTD(1))',
  lag: 'CODEC(T64, ZSTD(1))',
}

const list = Object.entries(columns).map(
  ([name, type]) => `${name} ${type} ${codecs[name as ColumnName] ?? 'CODEC(ZSTD(1))'}`,
)

/**
 * The one wide table and its roll-up. Sorted by visitor within a site's day, which serves funnels and days alike;
 * on disk before an insert is answered.
 */
export const events: Migration = {
  version: 1,
  name: 'events',
  statements: [
    raw(`CREATE TABLE events (${[...list, nameBitColumn, ...rollupDefinitions].join(', ')})
      ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY (site, toDate(ts), visitor, ts)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, lightweight_mutation_projection_mode = 'rebuild'`),
  ],
}
