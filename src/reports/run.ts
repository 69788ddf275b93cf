import type { z } from 'zod'
import type { Goal } from '../contract/goal.ts'
import {
  type BreakdownAnswer,
  BreakdownRequest,
  Frame,
  type FunnelAnswer,
  FunnelRequest,
  type GoalsReport,
  type Overview,
} from '../contract/report.ts'
import type { Site } from '../contract/site.ts'
import { type EventStore, fieldSql, isSome, type QueryOptions } from '../events/index.ts'
import { countsPosts, resolveStep } from '../goals/index.ts'
import type { Clock } from '../platform/clock.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { askBreakdown } from './ask-breakdown.ts'
import { askGoals } from './ask-goals.ts'
import { type BreakdownPlan, readBreakdown } from './breakdown.ts'
import { askCosts } from './costs.ts'
import { isOfEvent, isOfSession } from './counted-rows.ts'
import { askCounts } from './counts.ts'
import { countedSince, siteFacts } from './facts.ts'
import { type FunnelRow, readFunnel } from './funnel.ts'
import { type FunnelPlan, funnelQuery } from './funnel-query.ts'
import { type GoalsPlan, readGoals } from './goals.ts'
import { askPostGoals } from './goals-of-posts.ts'
import { askHappened, type Happened } from './happened.ts'
import { InvalidRequest } from './invalid-request.ts'
import { type OverviewPlan, overviewChanges, overviewPlaces, readOverview } from './overview.ts'
import { bucketsOf, comparisonOf, intervalFor, type Span, spanOf, wholeDays } from './period.ts'

/** Each report: its plan from the request, its queries, its answer. */

export type ReportDeps = {
  events: EventStore
  clock: Clock
  /** Definitions of a site's goals, from the control store. */
  goalsOf: (site: string) => Promise<readonly Goal[]>
}

type Asked = { deps: ReportDeps; site: Site; options: QueryOptions }

export const prepare = async ({ deps, site }: Asked) => {
  const [facts, all] = await Promise.all([siteFacts(deps.events, site.id), deps.goalsOf(site.id)])
  // What is done with posts is told of no visit: only the goals report has it.
  const [postGoals, goals] = [all.filter(countsPosts), all.filter((goal) => !countsPosts(goal))]
  return { facts, goals, postGoals, now: deps.clock.now() }
}

type Period = { span: Span; happened: Happened }

/** What is different in a plan about another period. */
const inPeriod = ({ span, happened }: Period) => ({ span, happened, from: span.from, to: span.to })

/**
 * What a report needs before its queries: what is true of the site, its period, and the one before to compare with;
 * what happened by a key over (quarter, channel).
 */
const frame = async (asked: Asked, request: z.output<typeof Frame>, keyOf: (span: Span) => Sql) => {
  const { deps, site, options } = asked
  const span = spanOf(request, site.timezone)
  const comparison = comparisonOf(span, request.compare, deps.clock.now())
  const periodOf = async (of: Span): Promise<Period> => {
    const rows = { site: site.id, from: of.from, to: of.to, filters: request.filters, key: keyOf(of) }
    return { span: of, happened: await askHappened(deps.events, rows, options) }
  }
  const [prepared, period, before] = await Promise.all([
    prepare(asked),
    periodOf(span),
    comparison && periodOf(comparison),
  ])
  return { ...prepared, period, before }
}

const overview = async (asked: Asked, request: z.output<typeof Frame>): Promise<Overview> => {
  const { deps, site, options } = asked
  const interval = intervalFor(spanOf(request, site.timezone))
  const places = (span: Span) => overviewPlaces({ span, interval })
  const { facts, goals, now, period, before } = await frame(asked, request, (span) => places(span).ofRollup)
  const ask = async (one: Period) => {
    const plan: OverviewPlan = {
      ...{ site: site.id, facts, filters: request.filters, interval, goals, currency: site.currency },
      ...inPeriod(one),
    }
    const counted = await askCounts(deps.events, { ...plan, places: places(one.span) }, options)
    return readOverview(plan, counted, now)
  }
  const [current, previous, since] = await Promise.all([
    ask(period),
    before && ask(before),
    before && countedSince(deps.events, site.id, before.span),
  ])
  return {
    period: period.span,
    currency: site.currency,
    interval,
    ...current,
    previous: previous && before && { period: before.span, ...previous, counted_since: since },
    changes: previous && overviewChanges(current, previous, { isWhole: since === null }),
  }
}

const goalsReport = async (asked: Asked, request: z.output<typeof Frame>): Promise<GoalsReport> => {
  const { deps, site, options } = asked
  const { facts, goals, postGoals, period, before } = await frame(asked, request, () => sql`''`)
  const { span } = period
  const plan: GoalsPlan = {
    ...{ site: site.id, facts, filters: request.filters, interval: intervalFor(span), goals, currency: site.currency },
    ...inPeriod(period),
  }
  const ofPosts = { site: site.id, span, comparison: before?.span ?? null, interval: plan.interval, goals: postGoals }
  const [current, previous, postRows] = await Promise.all([
    askGoals(deps.events, plan, options),
    before && askGoals(deps.events, { ...plan, ...inPeriod(before) }, options),
    askPostGoals(deps.events, ofPosts, { filters: request.filters, options }),
  ])
  const report = readGoals(plan, { span, part: current }, previous && before && { span: before.span, part: previous })
  return { period: span, currency: site.currency, ...report, goals: [...report.goals, ...postRows] }
}

const funnel = async (asked: Asked, request: z.output<typeof FunnelRequest>): Promise<FunnelAnswer> => {
  const { deps, site, options } = asked
  const { facts, goals, postGoals, now } = await prepare(asked)
  const span = spanOf(request, site.timezone)
  const steps = request.steps.map((step, index) => {
    if (postGoals.some(({ id }) => id === step.goal)) {
      throw new InvalidRequest(
        `steps.${index}.goal`,
        'posts are told of no person, so they are no step: choose another goal',
      )
    }
    const resolved = resolveStep(step, goals)
    if (!resolved) throw new InvalidRequest(`steps.${index}.goal`, `there is no goal ${step.goal}`)
    return resolved
  })
  const plan: FunnelPlan & { span: Span } = {
    ...{ site: site.id, facts, from: span.from, to: span.to, filters: request.filters, span, now },
    ...{ steps, windowMs: request.window_seconds * 1000, per: request.per },
    key: request.breakdown === undefined ? null : fieldSql(request.breakdown),
    days: request.by_day ? bucketsOf(span, 'day') : [],
  }
  const comparison = comparisonOf(span, request.compare, now)
  const before = { ...plan, span, key: null, days: [] }
  // By day, and by what the entry was, each person's way is gathered once more.
  const gatheringsOf = ({ key, days }: FunnelPlan): number => 1 + (key === null ? 0 : 1) + (days.length === 0 ? 0 : 1)
  const ask = async (one: FunnelPlan) => {
    const rows = await deps.events.query<FunnelRow>(funnelQuery(one), { ...options, gatherings: gatheringsOf(one) })
    return readFunnel(one, rows)
  }
  const [current, previous] = await Promise.all([
    ask(plan),
    comparison && ask({ ...before, from: comparison.from, to: comparison.to }),
  ])
  return {
    ...{ period: span, per: request.per, window_seconds: request.window_seconds },
    ...current,
    previous: previous && comparison && { period: comparison, steps: previous.steps, open: previous.open },
  }
}

/** The comparison is matched by key; beyond this many keys of it, the rarest have none. */
const comparedKeys = 10_000

const breakdown = async (asked: Asked, request: z.output<typeof BreakdownRequest>): Promise<BreakdownAnswer> => {
  const { deps, site, options } = asked
  const { facts, goals, period, before } = await frame(asked, request, () => sql`toString(channel)`)
  const chosen = (request.goals ?? []).map((id, index) => {
    const goal = goals.find((one) => one.id === id)
    if (!goal) throw new InvalidRequest(`goals.${index}`, `there is no goal ${id}`)
    return goal
  })
  const plan: BreakdownPlan & Period = {
    ...{ site: site.id, facts, filters: request.filters, ...inPeriod(period) },
    ...(isOfEvent(request.by) ? {} : { within: isSome(sql`visitor`) }),
    ...{
      by: request.by,
      key: fieldSql(request.by),
      isOfSession: isOfSession(request.by),
      limit: request.limit,
      goals,
      chosen,
      currency: site.currency,
    },
  }
  const ask = (one: BreakdownPlan & Period) => askBreakdown(deps.events, one, options)
  const days = wholeDays(request)
  const [current, previous, costs] = await Promise.all([
    ask(plan),
    before && ask({ ...plan, ...inPeriod(before), limit: comparedKeys, chosen: [] }),
    days && askCosts(deps.events, { ...plan, days }, options),
  ])
  return {
    period: period.span,
    currency: site.currency,
    by: request.by,
    ...readBreakdown(plan, current, previous),
    costs,
  }
}

/** Breakdowns that have a name of their own. */
const namedBreakdowns = {
  channels: 'channel',
  sources: 'source',
  campaigns: 'campaign',
  'landing-pages': 'landing_page',
  pages: 'page',
  devices: 'device',
  browsers: 'browser',
  countries: 'country',
  regions: 'region',
  cities: 'city',
} as const

const isNamedBreakdown = (name: string): name is keyof typeof namedBreakdowns => Object.hasOwn(namedBreakdowns, name)

export const reportNames = ['overview', 'goals', 'funnel', 'breakdown', ...Object.keys(namedBreakdowns)] as const

type Answers = { overview: Overview; goals: GoalsReport; funnel: FunnelAnswer; breakdown: BreakdownAnswer }

const parsed = <Shape extends z.ZodType>(shape: Shape, input: unknown): z.output<Shape> => {
  const result = shape.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new InvalidRequest(issue?.path.join('.') ?? '', issue?.message ?? 'not a request of this report')
}

const large = (options: QueryOptions): QueryOptions => ({ ...options, isLarge: true })

export const runOverview = (deps: ReportDeps, site: Site, input: unknown, options: QueryOptions = {}) =>
  overview({ deps, site, options: large(options) }, parsed(Frame, input))
export const runGoals = (deps: ReportDeps, site: Site, input: unknown, options: QueryOptions = {}) =>
  goalsReport({ deps, site, options: large(options) }, parsed(Frame, input))
export const runFunnel = (deps: ReportDeps, site: Site, input: unknown, options: QueryOptions = {}) =>
  funnel({ deps, site, options: large(options) }, parsed(FunnelRequest, input))
export const runBreakdown = (deps: ReportDeps, site: Site, input: unknown, options: QueryOptions = {}) =>
  breakdown({ deps, site, options: large(options) }, parsed(BreakdownRequest, input))

/** A report by its name, for the command line and the API: `channels` is the breakdown by channel. */
export const runReport = async (
  deps: ReportDeps,
  name: string,
  site: Site,
  input: object,
): Promise<Answers[keyof Answers]> => {
  if (name === 'overview') return runOverview(deps, site, input)
  if (name === 'goals') return runGoals(deps, site, input)
  if (name === 'funnel') return runFunnel(deps, site, input)
  if (name === 'breakdown') return runBreakdown(deps, site, input)
  if (isNamedBreakdown(name)) return runBreakdown(deps, site, { ...input, by: namedBreakdowns[name] })
  throw new InvalidRequest('name', `there is no report ${name}; there are ${reportNames.join(', ')}`)
}
