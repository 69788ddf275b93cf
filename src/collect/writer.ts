import type { EventRow, EventStore } from '../events/index.ts'
import type { Hit } from './hit.ts'
import type { Repeats } from './seen/repeats.ts'
import { WriteBuffer } from './write-buffer.ts'

export type Written = 'stored' | 'duplicate'

/** Events older than this are history: they touch other months on disk, and must not make live events wait. */
const HISTORY_MS = 2 * 86_400_000
const BATCH_ROWS = 10_000

/** The end of the pipeline: an id is stored once, a transaction counts once, and the answer waits for the disk. */
export class Writer {
  readonly #repeats: Repeats
  readonly #live: WriteBuffer
  readonly #history: WriteBuffer
  /** Ids on their way to the disk: who sends one again meanwhile waits for the same outcome. */
  readonly #ids = new Map<bigint, Promise<unknown>>()
  readonly #transactions = new Map<string, Promise<unknown>>()

  constructor(events: EventStore, repeats: Repeats) {
    this.#repeats = repeats
    const insert = async (rows: readonly EventRow[]) => {
      try {
        await events.insert(rows)
      } finally {
        for (const row of rows) this.#ids.delete(row.id)
      }
    }
    this.#live = new WriteBuffer({ insert, batchRows: BATCH_ROWS, maxRows: 50_000, quietMs: 2, maxWaitMs: 25 })
    this.#history = new WriteBuffer({ insert, batchRows: BATCH_ROWS, maxRows: 50_000, quietMs: 5, maxWaitMs: 100 })
  }

  get isFull(): boolean {
    return this.#live.isFull || this.#history.isFull
  }

  get waitingRows(): number {
    return this.#live.waitingRows + this.#history.waitingRows
  }

  /** Rejects when the row may not be on disk. */
  write(row: EventRow, hit: Hit): Promise<Written> {
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
      const forget = () => {
        if (this.#ids.get(row.id) === writing) this.#ids.delete(row.id)
      }
      writing.then(forget, forget)
    }
    return writing
  }

  async flush(): Promise<void> {
    while (this.#ids.size > 0 || this.#transactions.size > 0 || this.waitingRows > 0) {
      await Promise.allSettled([...this.#ids.values(), ...this.#transactions.values()])
      await this.#live.flush()
      await this.#history.flush()
    }
  }

  #add(row: EventRow, isKnown: boolean): Promise<Written> {
    const buffer = row.lag > HISTORY_MS ? this.#history : this.#live
    const written = buffer.add(row)
    if (isKnown) {
      this.#repeats.noteId(row.id, row.ts + row.lag)
      if (!this.#ids.has(row.id)) this.#ids.set(row.id, written)
    }
    return written.then(() => 'stored' as const)
  }

  async #writeSlowly(
    row: EventRow,
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
  async #writeTransaction(row: EventRow, isKnown: boolean): Promise<Written> {
    const question = { site: row.site, transaction: row.transaction_id }
    const key = `${row.site}\0${row.transaction_id}`
    for (let before = this.#transactions.get(key); before; before = this.#transactions.get(key)) {
      await before.catch(() => undefined)
    }
    const writing = (async () => {
      row.repeat = (await this.#repeats.isTransactionStored(question)) ? 1 : 0
      this.#repeats.noteTransaction(question)
      return this.#add(row, isKnown)
    })()
    this.#transactions.set(key, writing)
    try {
      return await writing
    } finally {
      if (this.#transactions.get(key) === writing) this.#transactions.delete(key)
    }
  }
}
