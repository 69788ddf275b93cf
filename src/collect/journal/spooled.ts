import { hash64 } from '../hash.ts'
import type { Segment } from './journal.ts'
import type { Marks } from './marks.ts'

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

  constructor(segment: Segment, marks: readonly Marks[]) {
    this.segment = segment
    this.#ids = sorted(marks.flatMap(({ ids }) => ids))
    this.rows = this.#ids.length
    const sales = marks.flatMap((some) => some.sales)
    this.#transactions = sorted(sales.map((sale) => hash64(sale.site, sale.transaction_id)))
  }

  holdsId(id: bigint): boolean {
    return holds(this.#ids, id)
  }

  /** A purchase that counts; the hash is of site and transaction. */
  holdsTransaction(hash: bigint): boolean {
    return holds(this.#transactions, hash)
  }
}
