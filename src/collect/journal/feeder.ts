import { type EventStore, linkVisitors } from '../../events/index.ts'
import type { Log } from '../../platform/log.ts'
import { storedIds } from '../seen/stored.ts'
import type { Journal, Segment } from './journal.ts'
import type { StoredRow } from './record.ts'

/** Rows wait this long for company; who reads meanwhile calls `flush`. */
const WAIT_MS = 2_000
const INSERT_ROWS = 20_000
const RETRY_MS = 1_000
/** After this many failed attempts the rows are tried in halves, so that one impossible row does not hold up the rest. */
const ATTEMPTS_TOGETHER = 3

type Part = { rows: readonly StoredRow[]; segment: Segment }

/** Those of the rows that the store does not have: what to do after an insert whose outcome is unknown. */
export const missingRows = async (store: EventStore, rows: readonly StoredRow[]): Promise<StoredRow[]> => {
  const missing: StoredRow[] = []
  for (let start = 0; start < rows.length; start += INSERT_ROWS / 2) {
    const some = rows.slice(start, start + INSERT_ROWS / 2)
    const questions = some.map(({ site, id, visitor, ts }) => ({ site, id, visitor, time: ts, door: 'past' as const }))
    const stored = await storedIds(store, questions, 0)
    missing.push(...some.filter(({ id }) => !stored.has(String(id))))
  }
  return missing
}

/** Stores rows, and joins the visitors among them who said who they are. */
export const storeRows = async (store: EventStore, rows: readonly StoredRow[]): Promise<void> => {
  await store.insert(rows)
  await linkRows(store, rows)
}

/** Doing it again changes nothing. */
export const linkRows = async (store: EventStore, rows: readonly StoredRow[]): Promise<void> => {
  const links = rows.filter(({ identities }) => identities.length > 0)
  if (links.length > 0) await linkVisitors(store, links)
}

/** Carries rows from the journal into the event store, in large inserts, each exactly once. */
export class Feeder {
  readonly #store: EventStore
  readonly #journal: Journal
  readonly #log: Log
  readonly #onStored: (rows: readonly StoredRow[]) => void
  #parts: Part[] = []
  #waitingRows = 0
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(deps: {
    store: EventStore
    journal: Journal
    log: Log
    onStored: (rows: readonly StoredRow[]) => void
  }) {
    this.#store = deps.store
    this.#journal = deps.journal
    this.#log = deps.log
    this.#onStored = deps.onStored
  }

  get waitingRows(): number {
    return this.#waitingRows
  }

  add(part: Part): void {
    this.#parts.push(part)
    this.#waitingRows += part.rows.length
    if (this.#waitingRows >= INSERT_ROWS && this.#failures === 0) void this.#feed()
    else this.#later(WAIT_MS)
  }

  /** Resolves when everything added so far can be queried, or could not be stored just now. */
  async flush(): Promise<void> {
    if (this.#running) await this.#running
    if (this.#waitingRows > 0) await this.#feed()
  }

  /** Stops trying; what is not stored stays in the journal for the next start. */
  stop(): void {
    clearTimeout(this.#timer)
  }

  #later(ms: number): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      void this.#feed()
    }, ms)
  }

  #feed(): Promise<void> {
    this.#running ??= this.#attempt().finally(() => {
      this.#running = undefined
    })
    return this.#running
  }

  async #attempt(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const parts = this.#parts.splice(0)
    const rows = parts.flatMap((part) => part.rows)
    try {
      if (this.#failures === 0) await storeRows(this.#store, rows)
      else {
        await this.#insertAgain(rows)
        await linkRows(this.#store, rows)
      }
      this.#failures = 0
    } catch (error) {
      this.#failures++
      this.#log.warn(
        { error, rows: rows.length },
        'accepted events wait in the journal: the event store does not take them',
      )
      this.#parts.unshift(...parts)
      this.#later(RETRY_MS)
      return
    }
    this.#waitingRows -= rows.length
    this.#onStored(rows)
    for (const part of parts) await this.#journal.stored(part.segment, part.rows.length)
  }

  async #insertAgain(rows: readonly StoredRow[]): Promise<void> {
    const missing = await missingRows(this.#store, rows)
    if (missing.length === 0) return
    if (this.#failures < ATTEMPTS_TOGETHER) return this.#store.insert(missing)
    const impossible = await this.#insertInHalves(missing)
    if (impossible.length === missing.length) throw new Error('the event store takes nothing')
    for (const { site, name } of impossible)
      this.#log.error({ site, name }, 'an event could not be stored and is given up')
  }

  /** Answers the rows that the store refuses on their own. */
  async #insertInHalves(rows: readonly StoredRow[]): Promise<StoredRow[]> {
    try {
      await this.#store.insert(rows)
      return []
    } catch {
      if (rows.length === 1) return [...rows]
      const middle = rows.length >> 1
      const first = await this.#insertInHalves(rows.slice(0, middle))
      return [...first, ...(await this.#insertInHalves(rows.slice(middle)))]
    }
  }
}
