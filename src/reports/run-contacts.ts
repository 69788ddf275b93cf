import type { z } from 'zod'
import type { ContactsAnswer } from '../contract/contacts.ts'
import type { Frame } from '../contract/report.ts'
import type { Site } from '../contract/site.ts'
import { everHappened, type QueryOptions } from '../events/index.ts'
import {
  type ContactsRow,
  contactDays,
  contactsQuery,
  readContacts,
  type ToldSinceRow,
  toldSinceQuery,
} from './contacts.ts'
import { siteFacts } from './facts.ts'
import { spanOf } from './period.ts'
import type { ReportDeps } from './run.ts'

export const runContacts = async (
  { events }: ReportDeps,
  { site, request, options }: { site: Site; request: z.output<typeof Frame>; options?: QueryOptions },
): Promise<ContactsAnswer> => {
  const period = spanOf(request, site.timezone)
  const [facts, wasTold] = await Promise.all([
    siteFacts(events, site.id),
    events.query<object>(everHappened(site.id, 'contact_confirmed'), options),
  ])
  const plan = { site: site.id, facts, from: period.from, to: period.to, filters: request.filters }
  const [rows, told] = await Promise.all([
    events.query<ContactsRow>(contactsQuery(plan), options),
    wasTold.length === 0 ? [] : events.query<ToldSinceRow>(toldSinceQuery(plan), options),
  ])
  return { period, window_days: contactDays, rows: readContacts(rows, told) }
}
