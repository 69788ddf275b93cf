import { raw } from '../../platform/sql.ts'
import { columns } from '../event.ts'
import type { Migration } from './migrate.ts'

const list = Object.entries(columns)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')

/** The one wide table. Sorted by visitor within a site's day, which serves funnels and days alike; durable at every insert. */
export const events: Migration = {
  version: 1,
  name: 'events',
  statements: [
    raw(`CREATE TABLE events (${list}) ENGINE = MergeTree PARTITION BY toYYYYMM(ts)
      ORDER BY (site, toDate(ts), visitor, ts) SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`),
  ],
}
