import { type EncodedRows, type EventStore, type Link, linkVisitors, nobody } from '../../events/index.ts'
import { sql } from '../../platform/sql.ts'
import { type Joined, joinSessions } from '../others/join-sessions.ts'
import type { Others } from '../others/others.ts'
import { DEDUPE_WINDOW_MS, LATE_MS } from '../seen/seen-ids.ts'
import { storedIds, storedTransactions, transactionKey } from '../seen/stored.ts'
import { sessionsOf } from '../session-memory.ts'
import type { StoredRow } from './record.ts'

const QUESTION_ROWS = 10_000

const questionOf = ({ site, transaction_id: transaction }: StoredRow) => ({ site, transaction })

export type RowStoreDeps = {
  events: EventStore
  /** Given where other collectors feed the same store. */
  others: Others | undefined
  /** The pause that parts sessions of a site; undefined where it is the usual one. */
  gapMsOf: (site: string) => number | undefined
  /** Sessions that turned out to be others'. */
  onJoined: (joined: readonly Joined[]) => void
}

/** Where rows of the journal and of imports go, each id once. */
export class RowStore {
  readonly #events: EventStore
  readonly #others: Others | undefined
  readonly #gapMsOf: RowStoreDeps['gapMsOf']
  readonly #onJoined: RowStoreDeps['onJoined']

  constructor({ events, others, gapMsOf, onJoined }: RowStoreDeps) {
    this.#events = events
    this.#others = others
    this.#gapMsOf = gapMsOf
    this.#onJoined = onJoined
  }

  /** Stores rows that were not tried before, and joins the visitors among them who said who they are. */
  async store(given: readonly StoredRow[]): Promise<void> {
    const others = this.#others
    if (others) {
      await others.turn(async () => {
        const hasHeardAll = await others.hear()
        const rows = await this.#withoutDoubt(given)
        const doubtful = hasHeardAll ? rows.filter((row) => others.maybeStored(row)) : rows
        const stored = await this.#stored(doubtful)
        await this.#storeWithOthers(
          others,
          rows.filter(({ id }) => !stored.has(String(id))),
          { asked: !hasHeardAll },
        )
      })
    } else {
      const rows = await this.#withoutDoubt(given)
      if (rows.length > 0) await this.#events.insert(rows)
    }
    await this.link(given)
  }

  /** Whether rows may be stored as they are: nothing that another collector stored, or that is in doubt, can touch them. */
  isPlain(rows: readonly StoredRow[]): boolean {
    return !this.#others && rows.every(({ doubtful }) => !doubtful)
  }

  /** Stores plain rows that were not tried before; the links are theirs. */
  async storePlain(rows: EncodedRows, links: readonly Link[]): Promise<void> {
    await this.#events.insert(rows)
    await this.link(links)
  }

  /** After an attempt whose outcome is unknown: what is missing. Answers how many rows that were. */
  async storeMissing(
    given: readonly StoredRow[],
    insert: (rows: readonly StoredRow[]) => Promise<void> = (missing) => this.#events.insert(missing),
  ): Promise<number> {
    const others = this.#others
    const work = async (): Promise<number> => {
      if (others) await others.hear()
      const rows = await this.#withoutDoubt(given)
      const stored = await this.#stored(rows)
      const missing = new Map(rows.filter(({ id }) => !stored.has(String(id))).map((row) => [row.id, row]))
      if (others) await this.#storeWithOthers(others, [...missing.values()], { asked: true, insert })
      else if (missing.size > 0) await insert([...missing.values()])
      return missing.size
    }
    const stored = await (others ? others.turn(work) : work())
    await this.link(given)
    return stored
  }

  /** Rejects with StoreUnavailable while the store does not answer. */
  async check(): Promise<void> {
    await this.#events.query(sql`SELECT 1`)
  }

  /** As it is, without asking. */
  insert(rows: readonly StoredRow[]): Promise<void> {
    return this.#events.insert(rows)
  }

  /** `asked`: what others may have stored is not known, so that the store is asked about every row. */
  async #storeWithOthers(
    others: Others,
    rows: readonly StoredRow[],
    { asked, insert }: { asked: boolean; insert?: (rows: readonly StoredRow[]) => Promise<void> },
  ): Promise<void> {
    if (rows.length === 0) return
    await this.#markRepeats(asked ? rows : rows.filter((row) => others.maybeCounted(row)))
    await this.#joinSessions(asked ? rows : rows.filter((row) => others.maybeSeen(row)))
    await others.tell(rows)
    await (insert ? insert(rows) : this.#events.insert(rows))
  }

  /** The rows without those of which the store could not say, when they arrived, that it has them. */
  async #withoutDoubt(rows: readonly StoredRow[]): Promise<readonly StoredRow[]> {
    const doubtful = rows.filter((row) => row.doubtful)
    if (doubtful.length === 0) return rows
    const stored = await this.#stored(doubtful, 'live')
    const isKnown = (row: StoredRow): boolean => row.doubtful === true && stored.has(String(row.id))
    await this.#markRepeats(doubtful.filter((row) => !isKnown(row)))
    return rows.filter((row) => !isKnown(row))
  }

  /** Ids of those of the rows that the store has: near the time they say, or in the whole window of what comes live. */
  async #stored(rows: readonly StoredRow[], door: 'live' | 'past' = 'past'): Promise<Set<string>> {
    const found = new Set<string>()
    for (let start = 0; start < rows.length; start += QUESTION_ROWS) {
      const questions = rows
        .slice(start, start + QUESTION_ROWS)
        .map(({ site, id, visitor, ts }) => ({ site, id, visitor, time: ts, door }))
      for (const id of await storedIds(this.#events, questions, DEDUPE_WINDOW_MS + LATE_MS)) found.add(id)
    }
    return found
  }

  /** Another collector may have counted the same transaction since this one judged it. */
  async #markRepeats(rows: readonly StoredRow[]): Promise<void> {
    const counted = rows.filter((row) => row.name === 'purchase' && row.repeat === 0 && row.transaction_id !== '')
    if (counted.length === 0) return
    const stored = await storedTransactions(this.#events, counted.map(questionOf))
    for (const row of counted) if (stored.has(transactionKey(questionOf(row)))) row.repeat = 1
  }

  /** The visit may have begun at another collector. */
  async #joinSessions(rows: readonly StoredRow[]): Promise<void> {
    const visits = rows.filter(({ visitor }) => visitor !== nobody)
    for (const [site, some] of Map.groupBy(visits, (row) => row.site)) {
      const times = some.map(({ ts }) => ts)
      const visitors = Map.groupBy(some, (row) => row.visitor)
      const stored = await sessionsOf(this.#events, {
        ...{ site, visitors: [...visitors.keys()] },
        ...{
          from: times.reduce((one, other) => Math.min(one, other)),
          to: times.reduce((one, other) => Math.max(one, other)),
        },
      })
      const joined = [...visitors].flatMap(([visitor, own]) =>
        joinSessions(own, stored.get(visitor) ?? [], this.#gapMsOf(site)),
      )
      this.#onJoined(joined)
    }
  }

  /** Doing it again changes nothing. One collector at a time: a link is written by what is known of the people. */
  async link(rows: readonly Link[]): Promise<void> {
    const links = rows.filter(({ identities }) => identities.length > 0)
    if (links.length === 0) return
    const link = () => linkVisitors(this.#events, links)
    await (this.#others ? this.#others.turn(link) : link())
  }
}
