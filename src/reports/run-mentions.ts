import type { z } from 'zod'
import type { Goal } from '../contract/goal.ts'
import type { Giveaway, GiveawaysAnswer, MentionsAnswer, MentionsRequest } from '../contract/mention.ts'
import type { SharesAnswer, SharesRequest } from '../contract/share.ts'
import type { Site } from '../contract/site.ts'
import type { QueryOptions } from '../events/index.ts'
import { countsPosts } from '../goals/index.ts'
import { raw } from '../platform/sql.ts'
import { askBreakdown } from './ask-breakdown.ts'
import { type BreakdownPlan, readBreakdown } from './breakdown.ts'
import { siteFacts } from './facts.ts'
import {
  type EntrantRow,
  type GiveawayPlan,
  giveawayEntrantsQuery,
  giveawayTotalsQuery,
  readGiveaway,
} from './giveaways.ts'
import {
  type DayRow,
  type KeyRow,
  type MentionsPlan,
  mentionDaysQuery,
  mentionHashtagsQuery,
  mentionNetworksQuery,
  mentionRowsQuery,
  mentionTotalsQuery,
  readMentions,
  type TextRow,
  type TotalsRow,
} from './mentions.ts'
import { bucketsOf, comparisonOf, intervalFor, spanOf } from './period.ts'
import type { ReportDeps } from './run.ts'
import {
  type ArrivalRow,
  arrivalsQuery,
  isOfShare,
  type MadeRow,
  madeQuery,
  type ParentRow,
  type PeopleRow,
  parentsQuery,
  peopleQuery,
  readShares,
  type SharesPlan,
  shareKey,
} from './shares.ts'

const DAY_MS = 86_400_000
/** More shares than this that were visited in a period are summed as one. */
const MOST_SHARES = 20_000

/** What is done with posts is told of no visit. */
const goalsOfVisits = async ({ goalsOf }: ReportDeps, { id }: Site): Promise<Goal[]> =>
  (await goalsOf(id)).filter((goal) => !countsPosts(goal))

export const runMentions = async (
  { events, clock }: ReportDeps,
  { site, request, options = {} }: { site: Site; request: z.output<typeof MentionsRequest>; options?: QueryOptions },
): Promise<MentionsAnswer> => {
  const facts = await siteFacts(events, site.id)
  const span = spanOf(request, site.timezone)
  const comparison = comparisonOf(span, request.compare, clock.now())
  const plan: MentionsPlan = {
    ...{ site: site.id, facts, from: span.from, to: span.to, filters: request.filters, limit: request.limit },
    ...{ interval: intervalFor(span), buckets: bucketsOf(span, intervalFor(span)), now: clock.now() },
  }
  const [totals, previous, days, networks, hashtags, rows] = await Promise.all([
    events.query<TotalsRow>(mentionTotalsQuery(plan), options),
    comparison &&
      events.query<TotalsRow>(mentionTotalsQuery({ ...plan, from: comparison.from, to: comparison.to }), options),
    events.query<DayRow>(mentionDaysQuery(plan), options),
    events.query<KeyRow>(mentionNetworksQuery(plan), options),
    events.query<KeyRow>(mentionHashtagsQuery(plan), options),
    events.query<TextRow>(mentionRowsQuery(plan), options),
  ])
  return { period: span, ...readMentions(plan, { totals, previous, days, networks, hashtags, rows }) }
}

const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString().slice(0, 10)

export const runGiveaways = async (
  deps: ReportDeps,
  site: Site,
  giveaways: readonly Giveaway[],
): Promise<GiveawaysAnswer> => {
  const { events, clock } = deps
  const [facts, goals] = await Promise.all([siteFacts(events, site.id), goalsOfVisits(deps, site)])
  const resultOf = async (giveaway: Giveaway) => {
    const span = spanOf({ from: giveaway.first_day, to: dayAfter(giveaway.last_day) }, site.timezone)
    const plan: GiveawayPlan = { site: site.id, facts, from: span.from, to: span.to, filters: [], giveaway }
    const { campaign } = giveaway
    const links: BreakdownPlan = {
      ...{ ...plan, filters: [{ field: 'campaign', op: 'is', values: [campaign] }], by: 'campaign' },
      ...{
        key: raw('campaign'),
        isOfSession: true,
        limit: 1,
        goals,
        chosen: [],
        currency: site.currency,
      },
    }
    const [totals, entrants, came] = await Promise.all([
      events.query<TotalsRow>(giveawayTotalsQuery(plan)),
      events.query<EntrantRow>(giveawayEntrantsQuery(plan)),
      campaign === '' ? null : askBreakdown(events, links, {}),
    ])
    const result = { totals, entrants, came: came && readBreakdown(links, came, null).total }
    return readGiveaway({ giveaway, span, now: clock.now() }, result)
  }
  const results: GiveawaysAnswer['giveaways'] = []
  for (const giveaway of giveaways) results.push(await resultOf(giveaway))
  return { currency: site.currency, giveaways: results }
}

export const runShares = async (
  deps: ReportDeps,
  { site, request, options = {} }: { site: Site; request: z.output<typeof SharesRequest>; options?: QueryOptions },
): Promise<SharesAnswer> => {
  const { events } = deps
  const [facts, goals] = await Promise.all([siteFacts(events, site.id), goalsOfVisits(deps, site)])
  const span = spanOf(request, site.timezone)
  const rows = { site: site.id, facts, from: span.from, to: span.to, filters: request.filters }
  const made = await events.query<MadeRow>(madeQuery(rows), options)
  const plan: SharesPlan = { ...rows, limit: request.limit, hasMakers: made.length > 0 }
  const arrivals = await events.query<ArrivalRow>(arrivalsQuery(plan), options)
  const answer = { period: span, currency: site.currency }
  if (arrivals.length === 0) {
    return { ...answer, ...readShares(plan, { brought: [], made, parents: [], arrivals, people: [] }) }
  }
  const breakdown: BreakdownPlan = {
    ...{ ...plan, within: isOfShare(plan), by: 'share', key: shareKey(plan), isOfSession: false, limit: MOST_SHARES },
    ...{ goals, chosen: [], currency: site.currency },
  }
  const [part, people, parents] = await Promise.all([
    askBreakdown(events, breakdown, options),
    events.query<PeopleRow>(peopleQuery(plan), options),
    plan.hasMakers ? events.query<ParentRow>(parentsQuery(plan), options) : [],
  ])
  const brought = readBreakdown(breakdown, part, null).rows
  return { ...answer, ...readShares(plan, { brought, made, parents, arrivals, people }) }
}
