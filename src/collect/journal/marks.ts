import type { StoredRow } from './record.ts'

/** What must be known of rows that are accepted and that the store cannot tell of yet. */
export type Marks = {
  ids: readonly bigint[]
  /** Purchases that count. */
  sales: readonly Pick<StoredRow, 'site' | 'transaction_id'>[]
}

export const marksOf = (rows: readonly StoredRow[]): Marks => ({
  ids: rows.map(({ id }) => id),
  sales: rows
    .filter(({ repeat, transaction_id }) => repeat === 0 && transaction_id !== '')
    .map(({ site, transaction_id }) => ({ site, transaction_id })),
})
