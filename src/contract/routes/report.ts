import { z } from 'zod'
import { ContactsAnswer } from '../contacts.ts'
import { type Endpoints, report } from '../endpoint.ts'
import { LiveAnswer } from '../live.ts'
import {
  BreakdownAnswer,
  BreakdownRequest,
  FilterField,
  Frame,
  FunnelAnswer,
  FunnelRequest,
  GoalsReport,
  Overview,
  ValuesAnswer,
} from '../report.ts'

/** Reports. */
export const reportEndpoints = {
  overview: report('overview', 'People, sessions, conversions and value over time', Frame, Overview),
  goalsReport: report('goals', 'Every goal with its conversions and rate', Frame, GoalsReport),
  contactsReport: report(
    'contacts',
    'Contacts by network: how many were intended, and how many of those became contacts',
    Frame,
    ContactsAnswer,
  ),
  funnel: report('funnel', 'How many people go from step to step', FunnelRequest, FunnelAnswer),
  breakdown: report(
    'breakdown',
    'People and conversions by channel, page, device, …',
    BreakdownRequest,
    BreakdownAnswer,
  ),
  live: {
    method: 'GET',
    path: '/api/sites/:site/reports/live',
    access: 'site:read',
    summary: 'What happens now',
    output: LiveAnswer,
  },
  values: {
    method: 'POST',
    path: '/api/sites/:site/values',
    access: 'site:read',
    summary: 'Values that a field had lately, for choosing filters',
    input: z.object({ field: z.union([FilterField, z.literal('property')]), search: z.string().max(100).default('') }),
    output: ValuesAnswer,
  },
} as const satisfies Endpoints
