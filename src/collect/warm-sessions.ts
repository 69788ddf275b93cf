import type { EventStore } from '../events/index.ts'
import { sql } from '../platform/sql.ts'
import { evidence, SESSION_GAP_MS, type Sessions } from './sessions.ts'
import type { Touch } from './source/touch.ts'

const MOST_SESSIONS = 200_000

type Row = { visitor: string; session: string; start: string; last: string; pages: string } & Touch

/** Sessions that may still be open when the server starts, so that a restart does not part them. */
export const warmSessions = async (events: EventStore, sessions: Sessions, now: number): Promise<void> => {
  const since = now - 2 * SESSION_GAP_MS
  const rows = await events.query<Row>(sql`
    SELECT toString(visitor) AS visitor, toString(session) AS session,
      toString(toUnixTimestamp64Milli(min(ts))) AS start, toString(toUnixTimestamp64Milli(max(ts))) AS last,
      toString(countIf(e.landing_page != '')) AS pages,
      any(e.channel) AS channel, any(e.source) AS source, any(e.medium) AS medium, any(e.campaign) AS campaign,
      any(e.term) AS term, any(e.content) AS content, any(e.click_id_kind) AS click_id_kind,
      any(e.click_id) AS click_id, argMax(e.landing_page, e.landing_page != '') AS landing_page
    FROM events AS e
    WHERE toDate(ts) >= toDate(toDateTime64(${Math.floor(since / 1000)}, 3, 'UTC'))
      AND toUnixTimestamp64Milli(ts) >= ${since}
    GROUP BY e.visitor, e.session ORDER BY max(ts) LIMIT ${MOST_SESSIONS}`)
  for (const row of rows) {
    const { visitor, session, start, last, pages, ...touch } = row
    sessions.restore(BigInt(visitor), {
      id: BigInt(session),
      start: Number(start),
      last: Number(last),
      sent: '',
      touch,
      evidence: Number(pages) > 0 ? evidence.page : evidence.nothing,
    })
  }
}
