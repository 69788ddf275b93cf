import { raw } from '../../platform/sql.ts'
import { columnsAddedBy, columnsAt } from './columns.ts'
import type { Migration } from './migration.ts'

/**
 * Where somebody was, which import a row came with, and what they agreed to. Traffic that is hardly people's is set
 * aside in a table of its own, so that no report needs to leave it out; it is kept for 90 days.
 */
export const enriched: Migration = {
  version: 3,
  name: 'enriched',
  statements: [
    raw(
      `ALTER TABLE events ${columnsAddedBy(3)
        .map((column) => `ADD COLUMN ${column}`)
        .join(', ')}`,
    ),
    raw(`CREATE TABLE events_aside (${[
      ...columnsAt(3),
      'aside_reason LowCardinality(String) CODEC(ZSTD(1))',
      "aside_at DateTime('UTC') CODEC(ZSTD(1))",
    ].join(', ')})
      ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY (site, toDate(ts), visitor, ts)
      TTL aside_at + INTERVAL 90 DAY
      SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`),
  ],
}
