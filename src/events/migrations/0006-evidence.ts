import { raw } from '../../platform/sql.ts'
import { columnsAddedBy } from './columns.ts'
import type { Migration } from './migration.ts'

const added = columnsAddedBy(6)
  .map((column) => `ADD COLUMN IF NOT EXISTS ${column}`)
  .join(', ')

/** What each event says of its session, so that sessions can be put in order when an event comes late. */
export const evidence: Migration = {
  version: 6,
  name: 'evidence',
  statements: [raw(`ALTER TABLE events ${added}`), raw(`ALTER TABLE events_aside ${added}`)],
}
