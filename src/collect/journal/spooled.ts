import { hash64 } from '../hash.ts'
import type { Segment } from './journal.ts'
import type { StoredRow } from './record.ts'

const sorted = (hashes: readonly bigint[]): BigUint64Array => BigUint64Array.from(hashes).sort()

const holds = (hashes: BigUint64Array, wanted: bigint): boolean => {
  let low = 0
  let high = hashes.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = hashes[middle] as bigint
    if (found === wanted) return true
    if (found < wanted) low = middle + 1
    else high = middle - 1
  }
  return false
}

/** A file of the journal whose rows wait on disk only, with what must be known of them meanwhile: eight bytes a row. */
export class Spooled {
  readonly segment: Segment
  readonly rows: number
  readonly #ids: BigUint64Array
  readonly #transactions: BigUint64Array

  constructor(segment: Segment, rows: readonly StoredRow[]) {
    this.segment = segment
    this.rows = rows.length
    this.#ids = sorted(rows.map(({ id }) => id))
    const counted = rows.filter(({ repeat, transaction_id }) => repeat === 0 && transaction_id !== '')
    this.#transactions = sorted(counted.map((row) => hash64(row.site, row.transaction_id)))
  }

  holdsId(id: bigint): boolean {
    return holds(this.#ids, id)
  }

  /** A purchase that counts; the hash is of site and transaction. */
  holdsTransaction(hash: bigint): boolean {
    return holds(this.#transactions, hash)
  }
}
