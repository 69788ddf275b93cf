import { type EventStore, everHappened, hasJoinedVisitors } from '../events/index.ts'
import type { SiteFacts } from './rows.ts'

/** What is true of a site now; asked before each report, so that most sites never pay for refunds. */
export const siteFacts = async (events: EventStore, site: string): Promise<SiteFacts> => {
  const [identities, refunds] = await Promise.all([
    hasJoinedVisitors(events, site),
    events.query<object>(everHappened(site, 'refund')),
  ])
  return { site, identities, refunds: refunds.length > 0 }
}
