import { raw } from '../../platform/sql.ts'
import { columnsChangedBy } from './columns.ts'
import type { Migration } from './migration.ts'

const changed = columnsChangedBy(7)
  .map((column) => `MODIFY COLUMN ${column}`)
  .join(', ')

/**
 * A site has far fewer paths than events: kept as a dictionary of them, a filter by page costs a quarter and the column
 * half the disk. Written anew at once; ten million events took two seconds.
 */
export const repeatedPaths: Migration = {
  version: 7,
  name: 'repeated-paths',
  statements: ['events', 'events_aside'].map((table) =>
    raw(`ALTER TABLE ${table} ${changed} SETTINGS mutations_sync = 2`),
  ),
}
