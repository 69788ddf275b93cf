import type { EventStore } from '../../events/index.ts'
import { type Sql, sql } from '../../platform/sql.ts'
import type { Stretch } from './unsettled.ts'

const DAY_MS = 86_400_000
const BACK_MS = 3 * DAY_MS
/** Events that took longer than this may have come after later ones. */
const LATE_MS = 120_000

const SESSIONS_PER_QUERY = 10_000

const time = (ms: number): Sql => sql`fromUnixTimestamp64Milli(${ms}, 'UTC')`

/**
 * Visitors whose sessions may not be in order, because a process ended before it came to it: their rows disagree, or one
 * came late within the last day.
 */
export const findUnsettled = async (events: EventStore, now: number): Promise<Map<string, Stretch[]>> => {
  const from = now - BACK_MS
  const rows = await events.query<{ place: string; who: string; first: string; last: string }>(
    sql`SELECT place, toString(who) AS who, toString(toUnixTimestamp64Milli(min(first))) AS first,
        toString(toUnixTimestamp64Milli(max(last))) AS last
      FROM (
        SELECT site AS place, visitor AS who, session, min(ts) AS first, max(ts) AS last,
          min(session_started) >= ${time(from)} AND (uniqExact(session_started) > 1 OR sum(session_opens) != 1
            OR uniqExact(source, medium, campaign, click_id) > 1) AS disagrees,
          max(lag > ${LATE_MS} AND toUnixTimestamp64Milli(ts) + lag > ${now - DAY_MS}) AS isLate
        FROM events WHERE toDate(ts) >= toDate(${time(from)}) AND ts >= ${time(from)} AND bitAnd(evidence, 16) > 0
        GROUP BY site, visitor, session)
      WHERE disagrees OR isLate GROUP BY place, who LIMIT 100000`,
    { maxSeconds: 120 },
  )
  return Map.groupBy(
    rows.map(({ place, who, first, last }) => ({ place, visitor: BigInt(who), from: Number(first), to: Number(last) })),
    ({ place }) => place,
  )
}

/** Of sessions that a sender named, and whose they are: those that are opened more than once, whole. */
export const findOpenedTwice = async (
  events: EventStore,
  site: string,
  named: ReadonlyMap<bigint, bigint>,
): Promise<Stretch[]> => {
  const found: Stretch[] = []
  const all = [...named]
  for (let start = 0; start < all.length; start += SESSIONS_PER_QUERY) {
    const some = all.slice(start, start + SESSIONS_PER_QUERY)
    const sessions = some.map(([session]) => session)
    const visitors = some.map(([, visitor]) => visitor)
    const rows = await events.query<{ who: string; first: string; last: string }>(
      sql`SELECT toString(visitor) AS who, toString(toUnixTimestamp64Milli(min(ts))) AS first,
          toString(toUnixTimestamp64Milli(max(ts))) AS last
        FROM events WHERE site = ${site} AND visitor IN ${visitors} AND session IN ${sessions}
        GROUP BY visitor, session HAVING sum(session_opens) > 1`,
      { maxSeconds: 120 },
    )
    found.push(...rows.map(({ who, first, last }) => ({ visitor: BigInt(who), from: Number(first), to: Number(last) })))
  }
  return found
}
