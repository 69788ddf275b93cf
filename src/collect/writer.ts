import type { EventStore } from '../events/index.ts'
import type { Log } from '../platform/log.ts'
import type { Hit } from './hit.ts'
import { Feeder, linkRows, missingRows, storeRows } from './journal/feeder.ts'
import { Journal } from './journal/journal.ts'
import type { StoredRow } from './journal/record.ts'
import type { Repeats } from './seen/repeats.ts'
import { WriteBuffer } from './write-buffer.ts'

export type Written = 'stored' | 'duplicate'

/** Events older than this are history: they come in bulk and touch other months on disk. */
const HISTORY_MS = 2 * 86_400_000
const BATCH_ROWS = 10_000
const MOST_WAITING_ROWS = 50_000

/** The end of the pipeline: an id is stored once, a transaction counts once, and the answer waits for the disk. */
export class Writer {
  readonly #repeats: Repeats
  readonly #journal: Journal
  readonly #feeder: Feeder
  readonly #live: WriteBuffer
  readonly #history: WriteBuffer
  /** Ids that the store cannot tell of yet: who sends one again meanwhile waits for the same outcome. */
  readonly #ids = new Map<bigint, Promise<unknown>>()
  readonly #transactions = new Map<string, Promise<unknown>>()
  /** Purchases that count and that the store cannot tell of yet. */
  readonly #counted = new Set<string>()

  private constructor(deps: { events: EventStore; repeats: Repeats; journal: Journal; log: Log }) {
    const { events, journal, log } = deps
    this.#repeats = deps.repeats
    this.#journal = journal
    const forget = (rows: readonly StoredRow[]) => {
      for (const row of rows) {
        this.#ids.delete(row.id)
        if (row.repeat === 0 && row.transaction_id !== '') this.#counted.delete(transactionKey(row))
      }
    }
    this.#feeder = new Feeder({ store: events, journal, log, onStored: forget })
    this.#live = new WriteBuffer({
      batchRows: BATCH_ROWS,
      maxRows: MOST_WAITING_ROWS,
      quietMs: 0,
      maxWaitMs: 0,
      write: async (rows) => {
        try {
          this.#feeder.add({ rows, segment: await journal.append(rows) })
        } catch (error) {
          forget(rows)
          throw error
        }
      },
    })
    this.#history = new WriteBuffer({
      batchRows: BATCH_ROWS,
      maxRows: MOST_WAITING_ROWS,
      quietMs: 5,
      maxWaitMs: 100,
      write: (rows) => storeRows(events, rows).finally(() => forget(rows)),
    })
  }

  /** Stores what an earlier process accepted and did not come to store. */
  static async open(deps: { events: EventStore; repeats: Repeats; folder: string; log: Log }): Promise<Writer> {
    const { journal, left, files } = await Journal.open(deps.folder)
    if (left.length > 0) {
      const missing = await missingRows(deps.events, left)
      for (let start = 0; start < missing.length; start += BATCH_ROWS) {
        await deps.events.insert(missing.slice(start, start + BATCH_ROWS))
      }
      await linkRows(deps.events, left)
      deps.log.info({ accepted: left.length, stored: missing.length }, 'events of the journal brought into the store')
    }
    await Journal.remove(files)
    return new Writer({ ...deps, journal })
  }

  get isFull(): boolean {
    return this.#live.waitingRows + this.#feeder.waitingRows >= MOST_WAITING_ROWS || this.#history.isFull
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

  /** Resolves when everything accepted can be queried, or could not be stored just now. */
  async flush(): Promise<void> {
    await this.#live.flush()
    await this.#history.flush()
    await this.#feeder.flush()
  }

  /** Call when nothing more is written. */
  async close(): Promise<void> {
    while (this.#live.waitingRows + this.#history.waitingRows + this.#transactions.size > 0) {
      await Promise.allSettled(this.#transactions.values())
      await this.#live.flush()
      await this.#history.flush()
    }
    await this.#feeder.flush()
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

  async #writeSlowly(
    row: StoredRow,
    { mustAsk, isKnown, isTransaction }: { mustAsk: boolean; isKnown: boolean; isTransaction: boolean },
  ): Promise<Written> {
    if (mustAsk) {
      const door = row.origin === 'import' || row.origin === 'demo' ? 'past' : 'live'
      const { site, id, visitor, ts } = row
      if (await this.#repeats.isStored({ site, id, visitor, time: ts, door })) return 'duplicate'
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
      const isRepeat = this.#counted.has(key) || (await this.#repeats.isTransactionStored(question))
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

const transactionKey = (row: StoredRow): string => `${row.site}\0${row.transaction_id}`
