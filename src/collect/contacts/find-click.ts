import type { EventStore } from '../../events/index.ts'
import { sql } from '../../platform/sql.ts'
import { evidence, type Session } from '../sessions.ts'
import type { Touch } from '../source/touch.ts'

const DAY_MS = 86_400_000
/** A link that was kept longer says little of how somebody came. */
const LONGEST_MS = 90 * DAY_MS
/** What the tag puts into the link, which is a property of the click. */
const reference = 'mnw_([a-z0-9]{8,60})'

type Row = { visitor: string; session: string; opened: string; at: string } & Touch

/** Whose click it was, and the session in which it happened. */
export const findClick = async (
  events: EventStore,
  { site, click, now }: { site: string; click: string; now: number },
): Promise<{ visitor: bigint; session: Session } | undefined> => {
  const [row] = await events.query<Row>(sql`
    SELECT toString(visitor) AS visitor, toString(session) AS session, toString(toUnixTimestamp(session_started)) AS opened,
      toString(toUnixTimestamp64Milli(ts)) AS at, channel, source, medium, campaign, term, content, click_id_kind,
      click_id, landing_page
    FROM events WHERE site = ${site} AND ts >= fromUnixTimestamp64Milli(${now - LONGEST_MS}, 'UTC')
      AND name = 'contact'
      AND extract(properties['href'], ${reference}) = ${click} ORDER BY ts LIMIT 1`)
  if (!row) return undefined
  const { visitor, session, opened, at, ...touch } = row
  return {
    visitor: BigInt(visitor),
    session: {
      ...{ id: BigInt(session), openedAt: Number(opened) * 1_000, isOpened: true },
      ...{ start: Number(at), last: Number(at), sent: '', touch, evidence: evidence.page },
    },
  }
}
