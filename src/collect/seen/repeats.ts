import { setImmediate as nextTurn } from 'node:timers/promises'
import type { EventStore } from '../../events/index.ts'
import type { Log } from '../../platform/log.ts'
import { hash64 } from '../hash.ts'
import { IdFilter } from './id-filter.ts'
import { Lookup } from './lookup.ts'
import { DEDUPE_WINDOW_MS, LATE_MS, SeenIds } from './seen-ids.ts'
import {
  type IdQuestion,
  idKey,
  idsOfDay,
  storedIds,
  storedTransactions,
  type TransactionQuestion,
  transactionKey,
  transactionsCounted,
} from './stored.ts'

const DAY_MS = 86_400_000
const SLICE = 10_000
const QUESTIONS_PER_QUERY = 5_000

/** Requests are answered in between. */
const inSlices = async (hashes: BigUint64Array, each: (hash: bigint) => void): Promise<void> => {
  for (let start = 0; start < hashes.length; start += SLICE) {
    for (const hash of hashes.subarray(start, start + SLICE)) each(hash)
    await nextTurn()
  }
}

/**
 * Whether an event or a transaction is stored already. Filters in memory say "certainly not" for nearly everything that
 * is new; whatever they do not rule out is asked of the store. Until they are filled after a start, everything is.
 */
export class Repeats {
  readonly #store: EventStore
  readonly #log: Log
  readonly #ids = new SeenIds()
  readonly #transactions = new IdFilter()
  #transactionsComplete = false
  readonly #idLookup: Lookup<IdQuestion>
  readonly #transactionLookup: Lookup<TransactionQuestion>

  constructor(store: EventStore, log: Log) {
    this.#store = store
    this.#log = log
    this.#idLookup = new Lookup({
      ask: (questions) => storedIds(store, questions, this.#windowMs(questions)),
      keyOf: idKey,
      maxQuestions: QUESTIONS_PER_QUERY,
    })
    this.#transactionLookup = new Lookup({
      ask: (questions) => storedTransactions(store, questions),
      keyOf: transactionKey,
      maxQuestions: QUESTIONS_PER_QUERY,
    })
  }

  /** Fills the filters with what is stored; ids that arrive meanwhile are added besides. */
  async fill(now: number): Promise<void> {
    const started = performance.now()
    let ids = 0
    // From a day ahead, since the clock may have been set back.
    for (let day = now + DAY_MS; day > now - DEDUPE_WINDOW_MS - LATE_MS - DAY_MS; day -= DAY_MS) {
      const arrivedBy = Math.min(day + LATE_MS, now)
      for await (const part of idsOfDay(this.#store, day)) {
        this.#ids.reserve(part.length, arrivedBy)
        await inSlices(part, (id) => this.#ids.add(id, arrivedBy))
        ids += part.length
      }
    }
    this.#ids.completed()
    for await (const part of transactionsCounted(this.#store))
      await inSlices(part, (key) => this.#transactions.add(key))
    this.#transactionsComplete = true
    this.#log.debug({ ids, bytes: this.#ids.bytes, ms: Math.round(performance.now() - started) }, 'event ids read in')
  }

  /** Usually the window, before and after the time that an event says. */
  #windowMs(questions: readonly IdQuestion[]): number {
    const reach = questions.reduce((most, { time }) => Math.max(most, this.#ids.reachMs(time)), 0)
    return Math.max(DEDUPE_WINDOW_MS, reach) + LATE_MS
  }

  maybeStored(id: bigint): boolean {
    return this.#ids.maybeSeen(id)
  }

  isStored(question: IdQuestion): Promise<boolean> {
    return this.#idLookup.exists(question)
  }

  /** Call before the row is written: a failed insert may have stored it. */
  noteId(id: bigint, arrivedAt: number): void {
    this.#ids.add(id, arrivedAt)
  }

  async isTransactionStored(question: TransactionQuestion): Promise<boolean> {
    const hash = hash64(question.site, question.transaction)
    if (this.#transactionsComplete && !this.#transactions.has(hash)) return false
    return this.#transactionLookup.exists(question)
  }

  noteTransaction({ site, transaction }: TransactionQuestion): void {
    this.noteTransactionHash(hash64(site, transaction))
  }

  noteTransactionHash(hash: bigint): void {
    this.#transactions.add(hash)
  }

  get filterBytes(): number {
    return this.#ids.bytes + this.#transactions.bytes
  }

  get isFilled(): boolean {
    return this.#transactionsComplete
  }
}
