import { createSideTable } from '../side-tables.ts'
import type { Migration } from './migration.ts'

/** What other tools counted, and what is known of things: see side-tables.ts. */
export const sideTables: Migration = {
  version: 4,
  name: 'side-tables',
  statements: (['costs', 'search_words', 'products', 'posts', 'imported_days'] as const).map(createSideTable),
}
