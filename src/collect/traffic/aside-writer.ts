import { type AsideRow, type EventStore, insertAside } from '../../events/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'

const WAIT_MS = 2_000
const BATCH_ROWS = 1_000
/** A flood of robots must not take the memory that people's events need. */
const MOST_ROWS = 10_000

/**
 * Set-aside events on their way to the store. They wait in memory only: nothing was promised to their senders, and what
 * people do must not wait for what robots do.
 */
export class AsideWriter {
  readonly #events: EventStore
  readonly #clock: Clock
  readonly #log: Log
  #rows: AsideRow[] = []
  #lost = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(deps: { events: EventStore; clock: Clock; log: Log }) {
    this.#events = deps.events
    this.#clock = deps.clock
    this.#log = deps.log
  }

  add(row: AsideRow): void {
    if (this.#rows.length >= MOST_ROWS) {
      this.#lost++
      return
    }
    this.#rows.push(row)
    if (this.#rows.length >= BATCH_ROWS) void this.#write()
    else this.#later()
  }

  /** Resolves when everything added so far can be queried, or could not be stored just now. */
  async flush(): Promise<void> {
    if (this.#running) await this.#running
    if (this.#rows.length > 0) await this.#write()
  }

  async close(): Promise<void> {
    await this.flush()
    clearTimeout(this.#timer)
  }

  #later(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#write()
    }, WAIT_MS).unref()
  }

  #write(): Promise<void> {
    this.#running ??= this.#insert().finally(() => {
      this.#running = undefined
      if (this.#rows.length > 0) this.#later()
    })
    return this.#running
  }

  async #insert(): Promise<void> {
    const rows = this.#rows
    this.#rows = []
    try {
      await insertAside(this.#events, rows, this.#clock.now())
    } catch (error) {
      const room = MOST_ROWS - this.#rows.length
      this.#rows.unshift(...rows.slice(0, Math.max(0, room)))
      this.#lost += Math.max(0, rows.length - room)
      this.#log.warn({ error, waiting: this.#rows.length }, 'set-aside events wait: the event store does not take them')
    }
    if (this.#lost === 0) return
    this.#log.warn({ lost: this.#lost }, 'set-aside events were not kept: more came than the event store took')
    this.#lost = 0
  }
}
