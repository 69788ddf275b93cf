import { setTimeout as wait } from 'node:timers/promises'
import { type Link, QueryTooHeavy, StoreUnavailable } from '../events/index.ts'
import type { Log } from '../platform/log.ts'
import { hash64 } from './hash.ts'
import type { Hit } from './hit.ts'
import { Feeder } from './journal/feeder.ts'
import { Journal } from './journal/journal.ts'
import { type Marks, marksOf } from './journal/marks.ts'
import type { StoredRow } from './journal/record.ts'
import { RowStore, type RowStoreDeps } from './journal/row-store.ts'
import { Spooled } from './journal/spooled.ts'
import type { Repeats } from './seen/repeats.ts'
import { WriteBuffer } from './write-buffer.ts'

export type Written = 'stored' | 'duplicate'

export type WriterDeps = RowStoreDeps & {
  repeats: Repeats
  /** Of the journal. */
  folder: string
  /** How much the journal may hold for a store that takes nothing; beyond, senders are told to come again. */
  spoolBytes: number
  log: Log
}

/** Events older than this are history: they come in bulk and touch other months on disk. */
const HISTORY_MS = 2 * 86_400_000
const BATCH_ROWS = 10_000
const MOST_WAITING_ROWS = 50_000
/** How long the store may take to say whether it has something… */
const ANSWER_MS = 3_000
/** …and for how long it is not asked once it did not. */
const SILENT_MS = 2_000
const CLOSE_WAITS_MS = 10_000
const DUPLICATE = Promise.resolve('duplicate' as const)

/** The end of the pipeline: an id is stored once, a transaction counts once, and the answer waits for the disk. */
export class Writer {
  readonly #store: RowStore
  readonly #repeats: Repeats
  readonly #journal: Journal
  readonly #spoolBytes: number
  readonly #feeder: Feeder
  readonly #live: WriteBuffer
  readonly #history: WriteBuffer
  /** Ids that the store cannot tell of yet: who sends one again meanwhile waits for the same outcome. */
  readonly #ids = new Map<bigint, Promise<unknown>>()
  readonly #transactions = new Map<string, Promise<unknown>>()
  #silentUntil = 0
  /** Purchases that count and that the store cannot tell of yet. */
  readonly #counted = new Set<string>()

  private constructor(deps: WriterDeps & { journal: Journal; waiting: Spooled[] }) {
    const { journal, log } = deps
    const store = new RowStore(deps)
    this.#store = store
    this.#repeats = deps.repeats
    this.#journal = journal
    this.#spoolBytes = deps.spoolBytes
    const forget = ({ ids, sales }: Marks) => {
      for (const id of ids) this.#ids.delete(id)
      for (const sale of sales) this.#counted.delete(transactionKey(sale))
    }
    this.#feeder = new Feeder({ store, journal, log, onLeft: forget, waiting: deps.waiting })
    this.#live = new WriteBuffer({
      batchRows: BATCH_ROWS,
      maxRows: MOST_WAITING_ROWS,
      quietMs: 0,
      maxWaitMs: 0,
      write: async (rows) => {
        try {
          this.#feeder.add(rows, await journal.append(rows))
        } catch (error) {
          forget(marksOf(rows))
          throw error
        }
      },
    })
    this.#history = new WriteBuffer({
      batchRows: BATCH_ROWS,
      maxRows: MOST_WAITING_ROWS,
      quietMs: 5,
      maxWaitMs: 100,
      write: (rows) => store.store(rows).finally(() => forget(marksOf(rows))),
    })
  }

  /** Stores what an earlier process accepted and did not come to store, or keeps it while the store is away. */
  static async open(deps: WriterDeps): Promise<Writer> {
    const { journal, left } = await Journal.open(deps.folder)
    const store = new RowStore(deps)
    const waiting: Spooled[] = []
    for (const segment of left) {
      const rows = await journal.read(segment)
      try {
        const stored = await store.storeMissing(rows)
        await journal.stored(segment, 0)
        deps.log.info({ accepted: rows.length, stored }, 'events of the journal brought into the store')
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) throw error
        waiting.push(new Spooled(segment, [marksOf(rows)]))
      }
    }
    return new Writer({ ...deps, journal, waiting })
  }

  get isFull(): boolean {
    return this.#live.isFull || this.#history.isFull || this.#journal.bytes >= this.#spoolBytes
  }

  get journalBytes(): number {
    return this.#journal.bytes
  }

  get waitingRows(): number {
    return this.#live.waitingRows + this.#feeder.waitingRows + this.#history.waitingRows
  }

  /** Rejects when the row may not be on disk. */
  write(row: StoredRow, hit: Hit): Promise<Written> {
    const { event, door } = hit
    const isKnown = event.id !== undefined
    const same = isKnown ? this.#ids.get(row.id) : undefined
    if (same) return same.then(() => 'duplicate' as const)
    if (isKnown && this.#feeder.holdsId(row.id)) return DUPLICATE
    const mustAsk = isKnown && (door.origin === 'import' || door.origin === 'demo' || this.#repeats.maybeStored(row.id))
    const isTransaction = row.name === 'purchase' && row.transaction_id !== ''
    if (!mustAsk && !isTransaction) return this.#add(row, isKnown)
    const writing = this.#writeSlowly(row, { mustAsk, isKnown, isTransaction })
    if (isKnown) {
      this.#ids.set(row.id, writing)
      const forget = (outcome: Written | undefined) => {
        if (outcome !== 'stored' && this.#ids.get(row.id) === writing) this.#ids.delete(row.id)
      }
      writing.then(forget, () => forget(undefined))
    }
    return writing
  }

  /** Joins visitors to the people that they said they are. */
  link(links: readonly Link[]): Promise<void> {
    return this.#store.link(links)
  }

  /** Resolves when everything accepted can be queried, or could not be stored just now. */
  async flush(): Promise<void> {
    await this.#live.flush()
    await this.#history.flush()
    await this.#feeder.flush()
  }

  /** Resolves when the journal holds nothing that was stored before; what could not be stored stays. */
  async clear(): Promise<void> {
    await this.flush()
    await this.#journal.turn()
  }

  /** Call when nothing more is written. */
  async close(): Promise<void> {
    while (this.#live.waitingRows + this.#history.waitingRows + this.#transactions.size > 0) {
      await Promise.allSettled(this.#transactions.values())
      await this.#live.flush()
      await this.#history.flush()
    }
    // What a store that hangs does not take is in the journal.
    await Promise.race([this.#feeder.flush(), wait(CLOSE_WAITS_MS, undefined, { ref: false })])
    this.#feeder.stop()
    await this.#journal.close()
  }

  #add(row: StoredRow, isKnown: boolean): Promise<Written> {
    if (isKnown) this.#repeats.noteId(row.id, row.ts + row.lag)
    const isHistory = row.lag > HISTORY_MS || row.origin === 'import' || row.origin === 'demo'
    const written = (isHistory ? this.#history : this.#live).add(row)
    if (isKnown && !this.#ids.has(row.id)) this.#ids.set(row.id, written)
    return written
  }

  /** Undefined while the store does not answer: it is asked again before the row is stored. */
  async #ask(question: () => Promise<boolean>): Promise<boolean | undefined> {
    if (performance.now() < this.#silentUntil) return undefined
    const { promise: silence, resolve } = Promise.withResolvers<undefined>()
    const timer = setTimeout(resolve, ANSWER_MS)
    const asking = question()
    asking.catch(() => undefined)
    const answer = await Promise.race([asking, silence])
      .catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable || error instanceof QueryTooHeavy)) throw error
      })
      .finally(() => clearTimeout(timer))
    if (answer === undefined) this.#silentUntil = performance.now() + SILENT_MS
    return answer ?? undefined
  }

  async #writeSlowly(
    row: StoredRow,
    { mustAsk, isKnown, isTransaction }: { mustAsk: boolean; isKnown: boolean; isTransaction: boolean },
  ): Promise<Written> {
    if (mustAsk) {
      const door = row.origin === 'import' || row.origin === 'demo' ? 'past' : 'live'
      const { site, id, visitor, ts } = row
      const asking = () => this.#repeats.isStored({ site, id, visitor, time: ts, door })
      // An import waits for the answer, because it reports what was there already.
      const isStored = door === 'past' ? await asking() : await this.#ask(asking)
      if (isStored) return 'duplicate'
      if (isStored === undefined) row.doubtful = true
    }
    return isTransaction ? this.#writeTransaction(row, isKnown) : this.#add(row, isKnown)
  }

  /** One at a time for each transaction: the second learns whether the first is on disk before it is judged. */
  async #writeTransaction(row: StoredRow, isKnown: boolean): Promise<Written> {
    const question = { site: row.site, transaction: row.transaction_id }
    const key = transactionKey(row)
    for (let before = this.#transactions.get(key); before; before = this.#transactions.get(key)) {
      await before.catch(() => undefined)
    }
    const writing = (async () => {
      const isRepeat =
        this.#counted.has(key) ||
        this.#feeder.holdsTransaction(hash64(row.site, row.transaction_id)) ||
        (await this.#ask(() => this.#repeats.isTransactionStored(question)))
      if (isRepeat === undefined) row.doubtful = true
      row.repeat = isRepeat ? 1 : 0
      this.#repeats.noteTransaction(question)
      const written = this.#add(row, isKnown)
      if (!isRepeat) this.#counted.add(key)
      return written
    })()
    this.#transactions.set(key, writing)
    try {
      return await writing
    } finally {
      if (this.#transactions.get(key) === writing) this.#transactions.delete(key)
    }
  }
}

const transactionKey = (row: Pick<StoredRow, 'site' | 'transaction_id'>): string => `${row.site}\0${row.transaction_id}`
