import { type EventStore, isSome, nobody } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import type { Hit } from './hit.ts'
import { type Evidence, SESSION_GAP_MS, type Session, type Sessions } from './sessions.ts'
import type { Touch } from './source/touch.ts'

const MOST_SESSIONS = 100_000
/** Younger events find their session in memory: `warm` read back further than this. */
const RECENT_MS = 1.5 * SESSION_GAP_MS
const WARM_MS = 2 * SESSION_GAP_MS
/** Sessions that began after a late event's, too. */
const REFRESH_MS = 24 * SESSION_GAP_MS
const VISITORS_PER_QUERY = 5_000
/** So many are read back at a time after a start: as text they take ten times the memory that they are kept in. */
const SESSIONS_PER_QUERY = 10_000

type Row = { visitor: string; session: string; opened: string; start: string; last: string; level: number } & Touch

/** Brings sessions back from the store, so that neither a restart nor a late event parts or doubles one. */
export class SessionMemory {
  readonly #events: EventStore
  readonly #sessions: Sessions
  /** Sites with events of before this process; of others, memory knows everything. */
  readonly #sitesWithPast = new Set<string>()
  readonly #isShared: boolean

  /** `isShared`: other collectors store events, too. */
  constructor(events: EventStore, sessions: Sessions, { isShared }: { isShared: boolean }) {
    this.#events = events
    this.#sessions = sessions
    this.#isShared = isShared
  }

  /** Sessions that may still be open when the server starts. */
  async warm(now: number): Promise<void> {
    for (const { site } of await this.#events.query<{ site: string }>(sql`SELECT DISTINCT site FROM events`)) {
      this.#sitesWithPast.add(site)
    }
    const open = sql`${days(now - WARM_MS, now)} AND ts >= ${seconds(now - WARM_MS)}`
    const [count] = await this.#events.query<{ sessions: string }>(
      sql`SELECT toString(uniqExact(session)) AS sessions FROM events WHERE ${open}`,
    )
    const parts = Math.ceil(Math.min(Number(count?.sessions ?? 0), MOST_SESSIONS) / SESSIONS_PER_QUERY)
    const most = Math.ceil(MOST_SESSIONS / parts)
    for (let part = 0; part < parts; part++) {
      await this.#restore(sql`${open} AND e.visitor % ${parts} = ${part}`, most)
    }
  }

  /** Sessions of visitors who are not in memory but may be in the store. Undefined when there is nothing to look up. */
  recall(site: string, hits: readonly Hit[]): Promise<void> | undefined {
    if (!this.#isShared && !this.#sitesWithPast.has(site) && !this.#sessions.hasForgotten) return undefined
    let visitors: Set<bigint> | undefined
    let from = Number.POSITIVE_INFINITY
    let to = Number.NEGATIVE_INFINITY
    for (const { time, door, visitor } of hits) {
      if (door.receivedAt - time < RECENT_MS || visitor === nobody || this.#sessions.knows(visitor)) continue
      visitors ??= new Set()
      visitors.add(visitor)
      from = Math.min(from, time)
      to = Math.max(to, time)
    }
    if (visitors === undefined) return undefined
    return this.#recall(site, [...visitors], days(from - SESSION_GAP_MS, to + SESSION_GAP_MS))
  }

  /** Sessions that were told anew: what is remembered of them is what is stored now. */
  async refresh(site: string, stretches: readonly { visitor: bigint; from: number; to: number }[]): Promise<void> {
    if (stretches.length === 0) return
    const from = Math.min(...stretches.map((stretch) => stretch.from))
    const to = Math.max(...stretches.map((stretch) => stretch.to)) + REFRESH_MS
    const visitors = stretches.map(({ visitor }) => visitor)
    for (const [visitor, sessions] of await sessionsOf(this.#events, { site, visitors, from, to })) {
      this.#sessions.forget(visitor)
      for (const session of sessions) this.#sessions.restore(visitor, session)
    }
  }

  async #recall(site: string, visitors: readonly bigint[], within: Sql): Promise<void> {
    for (let start = 0; start < visitors.length; start += VISITORS_PER_QUERY) {
      const some = visitors.slice(start, start + VISITORS_PER_QUERY)
      await this.#restore(sql`site = ${site} AND ${within} AND e.visitor IN ${some}`)
    }
  }

  async #restore(where: Sql, most = MOST_SESSIONS): Promise<void> {
    for (const { visitor, session } of await storedSessions(this.#events, where, most)) {
      this.#sessions.restore(visitor, session)
    }
  }
}

/** The latest last. */
const storedSessions = async (
  events: EventStore,
  where: Sql,
  most = MOST_SESSIONS,
): Promise<{ visitor: bigint; session: Session }[]> => {
  const rows = await events.query<Row>(sql`
    SELECT toString(e.visitor) AS visitor, toString(e.session) AS session,
      toString(toUnixTimestamp(any(e.session_started))) AS opened,
      toString(toUnixTimestamp64Milli(min(e.ts))) AS start, toString(toUnixTimestamp64Milli(max(e.ts))) AS last,
      if(max(bitAnd(e.evidence, 16)) > 0, max(bitAnd(e.evidence, 3)), if(countIf(e.landing_page != '') > 0, 1, 0)) AS level,
      any(e.channel) AS channel, any(e.source) AS source, any(e.medium) AS medium, any(e.campaign) AS campaign,
      any(e.term) AS term, any(e.content) AS content, any(e.click_id_kind) AS click_id_kind,
      any(e.click_id) AS click_id, argMax(e.landing_page, e.landing_page != '') AS landing_page
    FROM events AS e WHERE ${where} AND ${isSome(sql`e.visitor`)}
    GROUP BY e.visitor, e.session ORDER BY max(e.ts) DESC LIMIT ${most}`)
  return rows.reverse().map(({ visitor, session, opened, start, last, level, ...touch }) => ({
    visitor: BigInt(visitor),
    session: {
      id: BigInt(session),
      openedAt: Number(opened) * 1000,
      isOpened: true,
      start: Number(start),
      last: Number(last),
      sent: '',
      touch,
      evidence: level as Evidence,
    },
  }))
}

/** Sessions of visitors of one site, near enough to the given times for an event of then to be part of them. */
export const sessionsOf = async (
  events: EventStore,
  { site, visitors, from, to }: { site: string; visitors: readonly bigint[]; from: number; to: number },
): Promise<Map<bigint, Session[]>> => {
  const found: { visitor: bigint; session: Session }[] = []
  const within = days(from - SESSION_GAP_MS, to + SESSION_GAP_MS)
  for (let start = 0; start < visitors.length; start += VISITORS_PER_QUERY) {
    const some = visitors.slice(start, start + VISITORS_PER_QUERY)
    found.push(...(await storedSessions(events, sql`site = ${site} AND ${within} AND e.visitor IN ${some}`)))
  }
  const sessions = new Map<bigint, Session[]>()
  for (const { visitor, session } of found) sessions.set(visitor, [...(sessions.get(visitor) ?? []), session])
  return sessions
}

const seconds = (time: number): Sql => sql`toDateTime64(${Math.max(0, Math.floor(time / 1000))}, 3, 'UTC')`
const days = (from: number, to: number): Sql =>
  sql`toDate(ts) BETWEEN toDate(${seconds(from)}) AND toDate(${seconds(to)})`
