import { type Link, rowsToText } from '../../events/index.ts'
import type { Log } from '../../platform/log.ts'
import type { Journal, Place, Segment } from './journal.ts'
import { type Marks, marksOf } from './marks.ts'
import type { StoredRow } from './record.ts'
import type { RowStore } from './row-store.ts'
import { Spooled } from './spooled.ts'

/** Rows wait this long for company: every insert is a part, and parts are merged again and again. Who reads meanwhile
 * calls `flush`. */
const WAIT_MS = 10_000
const INSERT_ROWS = 20_000
const RETRY_MS = 1_000
/** After this many failed attempts the rows are tried in halves, so that one impossible row does not hold up the rest. */
const ATTEMPTS_TOGETHER = 3
/** Beyond this, rows that wait are forgotten in memory and read again from their file; sooner, once the store fails. */
const MOST_ROWS_IN_MEMORY = 40_000
const FEW_ROWS_IN_MEMORY = 10_000

/**
 * The rows of one write. Nearly all wait as the text of their insert, which the garbage collector need not look at;
 * should that fail, they are read again from the journal.
 */
type Part = {
  place: Place
  count: number
  marks: Marks
  content: Buffer | readonly StoredRow[]
  links: readonly Link[]
}

const countOf = (parts: readonly Part[]): number => parts.reduce((sum, { count }) => sum + count, 0)

/** Carries rows from the journal into the event store, in large inserts, each exactly once. */
export class Feeder {
  readonly #store: RowStore
  readonly #journal: Journal
  readonly #log: Log
  readonly #onLeft: (marks: Marks) => void
  #parts: Part[] = []
  #spooled: Spooled[] = []
  /** Of `#parts` and of what is being stored. */
  #rowsInMemory = 0
  #failures = 0
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(deps: {
    store: RowStore
    journal: Journal
    log: Log
    /** Rows that left the memory: they are stored, or the feeder is asked for them. */
    onLeft: (marks: Marks) => void
    /** Files of an earlier process that the store did not take yet. */
    waiting: Spooled[]
  }) {
    this.#store = deps.store
    this.#journal = deps.journal
    this.#log = deps.log
    this.#onLeft = deps.onLeft
    this.#spooled = deps.waiting
    if (this.#spooled.length > 0) this.#later(RETRY_MS)
  }

  get waitingRows(): number {
    return this.#rowsInMemory + this.#spooled.reduce((sum, { rows }) => sum + rows, 0)
  }

  /** Whether an event with this id waits in a file of the journal. */
  holdsId(id: bigint): boolean {
    return this.#spooled.some((spooled) => spooled.holdsId(id))
  }

  holdsTransaction(hash: bigint): boolean {
    return this.#spooled.some((spooled) => spooled.holdsTransaction(hash))
  }

  add(rows: readonly StoredRow[], place: Place): void {
    const links = rows
      .filter(({ identities }) => identities.length > 0)
      .map(({ site, visitor, identities }) => ({ site, visitor, identities }))
    const content = this.#store.isPlain(rows) ? rowsToText(rows) : rows
    this.#parts.push({ place, count: rows.length, marks: marksOf(rows), content, links })
    this.#rowsInMemory += rows.length
    if (this.#isCrowded) this.#spool()
    if (this.#rowsInMemory >= INSERT_ROWS && this.#failures === 0) void this.#feed()
    else this.#later(WAIT_MS)
  }

  get #isCrowded(): boolean {
    return this.#rowsInMemory > (this.#failures === 0 ? MOST_ROWS_IN_MEMORY : FEW_ROWS_IN_MEMORY)
  }

  /** Resolves when everything added so far can be queried, or could not be stored just now. */
  async flush(): Promise<void> {
    if (this.#running) await this.#running
    if (this.waitingRows > 0) await this.#feed()
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
    try {
      // While the store is away, no file is read in vain.
      if (this.#failures > 0) await this.#store.check()
      // In order of arrival: the files first.
      while (this.#spooled[0]) await this.#storeSpooled(this.#spooled[0])
      await this.#storeParts()
      this.#failures = 0
    } catch (error) {
      this.#failures++
      const rows = this.waitingRows
      this.#log.warn({ error, rows }, 'accepted events wait in the journal: the event store does not take them')
      this.#later(RETRY_MS)
    }
  }

  async #storeSpooled({ segment }: Spooled): Promise<void> {
    const rows = await this.#journal.read(segment)
    await this.#storeAgain(rows)
    this.#spooled = this.#spooled.filter((other) => other.segment !== segment)
    await this.#journal.stored(segment, segment.unstored)
  }

  async #storeParts(): Promise<void> {
    const parts = this.#parts.splice(0)
    if (parts.length === 0) return
    try {
      if (this.#failures === 0) await this.#storeFirst(parts)
      else await this.#storeAgain(await this.#rowsOf(parts))
    } catch (error) {
      this.#parts.unshift(...parts)
      if (this.#isCrowded) this.#spool()
      throw error
    }
    this.#rowsInMemory -= countOf(parts)
    for (const { place, count, marks } of parts) {
      this.#onLeft(marks)
      await this.#journal.stored(place.segment, count)
    }
  }

  async #storeFirst(parts: readonly Part[]): Promise<void> {
    const pieces = parts.flatMap(({ content }) => (Buffer.isBuffer(content) ? [content] : []))
    const rows = parts.flatMap(({ content }) => (Buffer.isBuffer(content) ? [] : content))
    const plain = parts.filter(({ content }) => Buffer.isBuffer(content))
    if (pieces.length > 0) {
      await this.#store.storePlain(
        { pieces, length: countOf(plain) },
        plain.flatMap(({ links }) => links),
      )
    }
    if (rows.length > 0) await this.#store.store(rows)
  }

  /** Kept from now on: after one failure there may be more. */
  async #rowsOf(parts: readonly Part[]): Promise<StoredRow[]> {
    const encoded = parts.filter(({ content }) => Buffer.isBuffer(content))
    const read = await this.#journal.readPlaces(encoded.map(({ place }) => place))
    for (const [index, part] of encoded.entries()) part.content = read[index] ?? []
    return parts.flatMap(({ content }) => (Buffer.isBuffer(content) ? [] : content))
  }

  /** Rows of files that are complete wait in them; those of the file that is being written stay. */
  #spool(): void {
    const inFiles = Map.groupBy(this.#parts, ({ place }): Segment | undefined =>
      this.#journal.isOpen(place.segment) ? undefined : place.segment,
    )
    const kept = inFiles.get(undefined) ?? []
    this.#rowsInMemory -= countOf(this.#parts) - countOf(kept)
    this.#parts = kept
    for (const [segment, parts] of inFiles) {
      if (!segment) continue
      const marks = parts.map((part) => part.marks)
      this.#spooled.push(new Spooled(segment, marks))
      for (const some of marks) this.#onLeft(some)
    }
  }

  async #storeAgain(rows: readonly StoredRow[]): Promise<void> {
    const inPieces = async (missing: readonly StoredRow[]): Promise<void> => {
      const impossible = await this.#insertInHalves(missing)
      if (impossible.length === missing.length) throw new Error('the event store takes nothing')
      for (const { site, name } of impossible)
        this.#log.error({ site, name }, 'an event could not be stored and is given up')
    }
    if (this.#failures < ATTEMPTS_TOGETHER) await this.#store.storeMissing(rows)
    else await this.#store.storeMissing(rows, inPieces)
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
