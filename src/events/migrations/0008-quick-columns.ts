import { raw } from '../../platform/sql.ts'
import { columnsRecodedBy } from './columns.ts'
import type { Migration } from './migration.ts'

const recoded = [...columnsRecodedBy(8), 'mark UInt8 CODEC(LZ4)'].map((column) => `MODIFY COLUMN ${column}`).join(', ')

/**
 * What reports read is packed by LZ4: read in half the processor time, for a quarter more on disk. Holds for what is
 * written or merged from now on; older parts stay as they are, and are read as before.
 */
export const quickColumns: Migration = {
  version: 8,
  name: 'quick-columns',
  statements: [raw(`ALTER TABLE events ${recoded}`)],
}
