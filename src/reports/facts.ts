import { type EventStore, everHappened, firstSeen, hasJoinedVisitors } from '../events/index.ts'
import type { Span } from './period.ts'
import type { SiteFacts } from './rows.ts'

/** What is true of a site now; asked before each report, so that most sites never pay for refunds. */
export const siteFacts = async (events: EventStore, site: string): Promise<SiteFacts> => {
  const [identities, refunds] = await Promise.all([
    hasJoinedVisitors(events, site),
    events.query<object>(everHappened(site, 'refund')),
  ])
  return { site, identities, refunds: refunds.length > 0 }
}

/**
 * When a site's first visitor came, epoch ms to the quarter of an hour, if that is after the span begins: then the span
 * was not counted as a whole. Null where it was, and where there was nobody ever.
 */
export const countedSince = async (events: EventStore, site: string, { from }: Span): Promise<number | null> => {
  const [first] = await events.query<{ seconds: number }>(firstSeen(site))
  const since = Number(first?.seconds ?? 0) * 1000
  return since > from ? since : null
}
