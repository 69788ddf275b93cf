import { raw } from '../../platform/sql.ts'
import { rollupDefinitions, rollupProjections } from '../rollup.ts'
import { markColumn } from '../rollup-marks.ts'
import type { Migration } from './migration.ts'

const done = 'SETTINGS mutations_sync = 2'

/**
 * A roll-up that knows sessions, values and more kinds of events, in place of the first; it is made from the events
 * that are there. Every step may come again, after a migration that was cut short.
 */
export const visits: Migration = {
  version: 5,
  name: 'visits',
  statements: [
    ...['rollup_tally', 'rollup_people', 'rollup_crossings'].map((name) =>
      raw(`ALTER TABLE events DROP PROJECTION IF EXISTS ${name} ${done}`),
    ),
    raw(`ALTER TABLE events ADD COLUMN IF NOT EXISTS ${markColumn} CODEC(ZSTD(1))`),
    raw(`ALTER TABLE events MATERIALIZE COLUMN mark ${done}`),
    raw(`ALTER TABLE events DROP COLUMN IF EXISTS name_bit ${done}`),
    ...rollupDefinitions.map((definition) => raw(`ALTER TABLE events ADD PROJECTION IF NOT EXISTS ${definition}`)),
    ...rollupProjections.map((name) => raw(`ALTER TABLE events MATERIALIZE PROJECTION ${name} ${done}`)),
  ],
}
