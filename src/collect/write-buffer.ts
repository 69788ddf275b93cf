import type { StoredRow } from './journal/record.ts'

export type WriteBufferOptions = {
  write: (rows: readonly StoredRow[]) => Promise<void>
  /** A batch is written at this many rows, whatever the time. */
  batchRows: number
  /** Rows that may wait, being written included; beyond, `isFull`. */
  maxRows: number
  /** Written when nothing more came for this long… 0: after this turn of the event loop. */
  quietMs: number
  /** …or at the latest after this. */
  maxWaitMs: number
}

type Batch = { rows: StoredRow[]; written: Promise<'stored'>; settle: (write: Promise<'stored'>) => void }

const newBatch = (): Batch => {
  const { promise, resolve } = Promise.withResolvers<'stored'>()
  // Each writer of the batch handles its failure; a batch that nobody awaits must not end the process.
  promise.catch(() => undefined)
  return { rows: [], written: promise, settle: resolve }
}

/**
 * Many requests share one write: to the journal, where each costs a sync, or to the store, where each is a part on disk.
 * One batch is written at a time; what arrives meanwhile is the next. A failed write is not repeated here, because its
 * rows may be stored: the senders are told to come again, and their event ids are looked up then.
 */
export class WriteBuffer {
  readonly #options: WriteBufferOptions
  #next = newBatch()
  #waiting = 0
  #isWriting = false
  #timer: NodeJS.Timeout | undefined
  #isDue = false
  #firstAt = 0
  #seenRows = 0

  constructor(options: WriteBufferOptions) {
    this.#options = options
  }

  get isFull(): boolean {
    return this.#waiting >= this.#options.maxRows
  }

  get waitingRows(): number {
    return this.#waiting
  }

  /** Resolves when the row is on disk. Rejects when it may not be. The same promise for all rows of a batch. */
  add(row: StoredRow): Promise<'stored'> {
    const batch = this.#next
    batch.rows.push(row)
    this.#waiting++
    if (this.#isWriting) return batch.written
    if (batch.rows.length >= this.#options.batchRows) this.#write()
    else if (this.#timer === undefined && !this.#isDue) {
      this.#firstAt = performance.now()
      this.#wait()
    }
    return batch.written
  }

  /** Resolves when nothing waits any more; failures are their senders' to know. */
  async flush(): Promise<void> {
    while (this.#waiting > 0) {
      if (!this.#isWriting) this.#write()
      await this.#settled
    }
  }

  #settled: Promise<void> = Promise.resolve()

  #wait(): void {
    if (this.#options.quietMs === 0) {
      this.#isDue = true
      setImmediate(() => {
        this.#isDue = false
        if (!this.#isWriting && this.#next.rows.length > 0) this.#write()
      })
      return
    }
    this.#seenRows = this.#next.rows.length
    this.#timer = setTimeout(() => {
      const isQuiet = this.#next.rows.length === this.#seenRows
      if (isQuiet || performance.now() - this.#firstAt >= this.#options.maxWaitMs) this.#write()
      else this.#wait()
    }, this.#options.quietMs)
  }

  #write(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#next
    this.#next = newBatch()
    this.#isWriting = true
    const writing = this.#options.write(batch.rows)
    batch.settle(writing.then(() => 'stored' as const))
    const done = () => {
      this.#waiting -= batch.rows.length
      this.#isWriting = false
      if (this.#next.rows.length >= this.#options.batchRows) this.#write()
      else if (this.#next.rows.length > 0 && this.#timer === undefined && !this.#isDue) {
        this.#firstAt = performance.now()
        this.#wait()
      }
    }
    this.#settled = writing.then(done, done)
  }
}
