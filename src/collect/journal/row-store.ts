import { type EventStore, linkVisitors } from '../../events/index.ts'
import { storedIds, storedTransactions, transactionKey } from '../seen/stored.ts'
import type { StoredRow } from './record.ts'

const QUESTION_ROWS = 10_000

/** Runs while no other collector on the same stores does. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>

const questionOf = ({ site, transaction_id: transaction }: StoredRow) => ({ site, transaction })

/** Where rows of the journal and of imports go, each id once. */
export class RowStore {
  readonly #store: EventStore
  readonly #turn: Turn | undefined

  /** With a `turn`, other collectors feed the same store, and what they stored meanwhile is looked up. */
  constructor(store: EventStore, turn: Turn | undefined) {
    this.#store = store
    this.#turn = turn
  }

  /** Stores rows that were not tried before, and joins the visitors among them who said who they are. */
  async store(rows: readonly StoredRow[]): Promise<void> {
    if (this.#turn) return void (await this.storeMissing(rows))
    await this.#store.insert(rows)
    await this.#link(rows)
  }

  /** After an attempt whose outcome is unknown: what is missing. Answers how many rows that were. */
  async storeMissing(
    rows: readonly StoredRow[],
    insert: (rows: readonly StoredRow[]) => Promise<void> = (missing) => this.#store.insert(missing),
  ): Promise<number> {
    const work = async (): Promise<number> => {
      const missing = await this.#missing(rows)
      if (this.#turn) await this.#markRepeats(missing)
      if (missing.length > 0) await insert(missing)
      await this.#link(rows)
      return missing.length
    }
    return this.#turn ? this.#turn(work) : work()
  }

  /** As it is, without asking. */
  insert(rows: readonly StoredRow[]): Promise<void> {
    return this.#store.insert(rows)
  }

  /** Those of the rows that the store does not have. */
  async #missing(rows: readonly StoredRow[]): Promise<StoredRow[]> {
    const missing = new Map<bigint, StoredRow>()
    for (let start = 0; start < rows.length; start += QUESTION_ROWS) {
      const some = rows.slice(start, start + QUESTION_ROWS)
      const questions = some.map(({ site, id, visitor, ts }) => ({
        ...{ site, id, visitor, time: ts },
        door: 'past' as const,
      }))
      const stored = await storedIds(this.#store, questions, 0)
      for (const row of some) if (!stored.has(String(row.id)) && !missing.has(row.id)) missing.set(row.id, row)
    }
    return [...missing.values()]
  }

  /** Another collector may have counted the same transaction since this one judged it. */
  async #markRepeats(rows: readonly StoredRow[]): Promise<void> {
    const counted = rows.filter((row) => row.name === 'purchase' && row.repeat === 0 && row.transaction_id !== '')
    if (counted.length === 0) return
    const stored = await storedTransactions(this.#store, counted.map(questionOf))
    for (const row of counted) if (stored.has(transactionKey(questionOf(row)))) row.repeat = 1
  }

  /** Doing it again changes nothing. */
  async #link(rows: readonly StoredRow[]): Promise<void> {
    const links = rows.filter(({ identities }) => identities.length > 0)
    if (links.length > 0) await linkVisitors(this.#store, links)
  }
}
