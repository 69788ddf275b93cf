import { type EventStore, hasJoinedVisitors } from '../events/index.ts'
import { sql } from '../platform/sql.ts'
import type { SiteFacts } from './rows.ts'

/** What is true of a site now; asked before each report, so that most sites never pay for refunds. */
export const siteFacts = async (events: EventStore, site: string): Promise<SiteFacts> => {
  const [identities, refunds] = await Promise.all([
    hasJoinedVisitors(events, site),
    events.query<object>(
      sql`SELECT 1 FROM events WHERE site = ${site} AND name = 'refund' AND transaction_id != '' LIMIT 1`,
    ),
  ])
  return { site, identities, refunds: refunds.length > 0 }
}
