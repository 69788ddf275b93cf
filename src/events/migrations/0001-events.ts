import { raw } from '../../platform/sql.ts'
import { columnsAt } from './columns.ts'
import { firstRollup, nameBitColumn } from './first-rollup.ts'
import type { Migration } from './migration.ts'

/**
 * The one wide table and its roll-up. Sorted by visitor within a site's day, which serves funnels and days alike;
 * on disk before an insert is answered.
 */
export const events: Migration = {
  version: 1,
  name: 'events',
  statements: [
    raw(`CREATE TABLE events (${[...columnsAt(1), nameBitColumn, ...firstRollup].join(', ')})
      ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY (site, toDate(ts), visitor, ts)
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1, lightweight_mutation_projection_mode = 'rebuild'`),
  ],
}
