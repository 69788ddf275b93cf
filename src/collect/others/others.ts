import type { Clock } from '../../platform/clock.ts'
import { hash64 } from '../hash.ts'
import type { StoredRow } from '../journal/record.ts'
import type { Repeats } from '../seen/repeats.ts'
import type { Exchange } from './exchange.ts'
import { RecentIds } from './recent-ids.ts'

/** Longer than a row waits between being judged and being stored; rows that wait longer are all looked up. */
const IDS_KEPT_MS = 20 * 60_000
/** A session that goes on elsewhere is heard of while it can still go on here: a site's pause is at most twelve hours. */
const VISITORS_KEPT_MS = 12 * 3_600_000 + IDS_KEPT_MS
/** At a start, the store is read in afterwards; what is being stored meanwhile is in notes no older than this. */
const START_BACK_MS = 5 * 60_000

export const transactionHash = (row: StoredRow): bigint => hash64(row.site, row.transaction_id)
const isCounted = (row: StoredRow): boolean => row.name === 'purchase' && row.repeat === 0 && row.transaction_id !== ''

/** What this collector knows of those that feed the same store. "No" is certain; "maybe" is a question to the store. */
export class Others {
  readonly #exchange: Exchange
  readonly #repeats: Repeats
  readonly #clock: Clock
  readonly #ids = new RecentIds(IDS_KEPT_MS)
  readonly #transactions = new RecentIds(IDS_KEPT_MS)
  readonly #visitors = new RecentIds(VISITORS_KEPT_MS)
  #position: number

  private constructor(deps: { exchange: Exchange; repeats: Repeats; clock: Clock; position: number }) {
    this.#exchange = deps.exchange
    this.#repeats = deps.repeats
    this.#clock = deps.clock
    this.#position = deps.position
  }

  static async open(deps: { exchange: Exchange; repeats: Repeats; clock: Clock }): Promise<Others> {
    const position = await deps.exchange.positionAt(deps.clock.now() - START_BACK_MS)
    return new Others({ ...deps, position })
  }

  turn<T>(work: () => Promise<T>): Promise<T> {
    return this.#exchange.turn(work)
  }

  /** False when something was told that could not be heard: then everything is a question to the store. */
  async hear(): Promise<boolean> {
    const now = this.#clock.now()
    const { notes, position, missed } = await this.#exchange.read(this.#position)
    for (const { ids, transactions, visitors } of notes) {
      this.#ids.add(ids, now)
      this.#transactions.add(transactions, now)
      this.#visitors.add(visitors, now)
      for (const id of ids) this.#repeats.noteId(id, now)
      for (const transaction of transactions) this.#repeats.noteTransactionHash(transaction)
    }
    this.#position = position
    if (missed) await this.#repeats.fill(now)
    return !missed
  }

  maybeStored(row: StoredRow): boolean {
    return this.#ids.has(row.id)
  }

  maybeCounted(row: StoredRow): boolean {
    return isCounted(row) && this.#transactions.has(transactionHash(row))
  }

  maybeSeen({ visitor }: StoredRow): boolean {
    return this.#visitors.has(visitor)
  }

  /** Before the rows are stored: should this process end on the way, the others know what to ask the store about. */
  async tell(rows: readonly StoredRow[]): Promise<void> {
    const note = {
      ids: BigUint64Array.from(rows, ({ id }) => id),
      transactions: BigUint64Array.from(rows.filter(isCounted), transactionHash),
      visitors: BigUint64Array.from(new Set(rows.map(({ visitor }) => visitor))),
    }
    await this.#exchange.tell(note, this.#clock.now())
  }
}
