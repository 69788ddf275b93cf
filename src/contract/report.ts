import { z } from 'zod'

/** What every report takes (the frame of a page) and what each answers. Rates are shares from 0 to 1, money is in the site's currency, times are epoch milliseconds. */

export const dimensions = [
  'channel',
  'source',
  'medium',
  'campaign',
  'term',
  'content',
  'referrer',
  'landing_page',
  'page',
  'host',
  'device',
  'browser',
  'os',
  'os_version',
  'country',
  'region',
  'city',
  'language',
  'event',
] as const
export const Dimension = z.enum(dimensions)
export type Dimension = z.infer<typeof Dimension>

/** A dimension, or `property:NAME` for an event property. */
export const FilterField = z.union([Dimension, z.string().regex(/^property:.{1,100}$/)])

export const Filter = z.object({
  field: FilterField,
  op: z.enum([
    'is',
    'is_not',
    'contains',
    'not_contains',
    'starts_with',
    'glob',
    'regex',
    'more_than',
    'less_than',
    'exists',
    'missing',
  ]),
  values: z.array(z.string().max(500)).max(100),
})
export type Filter = z.infer<typeof Filter>

/** A day of the site's time zone, or a local date and time to the minute. */
export const LocalTime = z.string().regex(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/, 'a date looks like 2026-11-22')

export const Frame = z.object({
  /** Included. */
  from: LocalTime,
  /** Excluded. */
  to: LocalTime,
  compare: z.enum(['none', 'previous', 'year']).default('none'),
  filters: z.array(Filter).max(20).default([]),
})
export type Frame = z.infer<typeof Frame>

export const Period = z.object({ from: z.number(), to: z.number(), timezone: z.string() })

/** A figure with its 95 % interval. */
export const Estimate = z.object({ value: z.number(), low: z.number(), high: z.number() })
export type Estimate = z.infer<typeof Estimate>

/** Against the comparison: ratio − 1 (null when it was zero), and whether chance alone explains it (95 %). */
export const Change = z.object({ relative: z.number().nullable(), certain: z.boolean() })
export type Change = z.infer<typeof Change>

export const ConversionFigures = z.object({
  conversions: z.number(),
  /** People who converted at least once. */
  people: z.number(),
  /** Converting people per person, Wilson 95 %; null without people. */
  rate: Estimate.nullable(),
})
export type ConversionFigures = z.infer<typeof ConversionFigures>

export const Totals = z.object({
  people: z.number(),
  sessions: z.number(),
  page_views: z.number(),
  events: z.number(),
  macro: ConversionFigures,
  micro: ConversionFigures,
  /** Value of macro conversions in the site's currency: gross − refunds. */
  value: z.object({ net: z.number(), gross: z.number(), refunds: z.number() }),
  /** Value in other currencies is told apart, never added. */
  other_currencies: z.array(z.object({ currency: z.string(), net: z.number() })),
})
export type Totals = z.infer<typeof Totals>

export const SeriesPoint = z.object({
  start: z.number(),
  /** Local label: 2026-11-22 or 2026-11-22T14:00. */
  label: z.string(),
  unfinished: z.boolean(),
  people: z.number(),
  sessions: z.number(),
  page_views: z.number(),
  macro: z.number(),
  micro: z.number(),
  macro_people: z.number(),
  micro_people: z.number(),
  value: z.number(),
})
export type SeriesPoint = z.infer<typeof SeriesPoint>

export const Overview = z.object({
  period: Period,
  currency: z.string(),
  interval: z.enum(['hour', 'day', 'week', 'month']),
  totals: Totals,
  series: z.array(SeriesPoint),
  previous: z
    .object({
      period: Period,
      totals: Totals,
      series: z.array(SeriesPoint),
      /** When the site's first visitor came (epoch ms), where the comparison begins before: it is not a whole one. */
      counted_since: z.number().nullable(),
    })
    .nullable(),
  /** Of a comparison that is not whole only rates are compared; what adds up is null. */
  changes: z
    .record(z.enum(['people', 'sessions', 'macro', 'micro', 'macro_rate', 'micro_rate', 'value']), Change.nullable())
    .nullable(),
})
export type Overview = z.infer<typeof Overview>

export const GoalRow = ConversionFigures.extend({
  goal: z.string(),
  name: z.string(),
  preset_key: z.string().nullable(),
  tier: z.enum(['macro', 'micro']),
  kind: z.enum(['milestone', 'supporting']),
  group: z.string(),
  certainty: z.enum(['confirmed', 'intended']),
  counting: z.enum(['every', 'session', 'person']),
  /** posts: figures of posts by day. mentions: what was written elsewhere. Neither tells of people, and has a rate. */
  counts: z.enum(['events', 'posts', 'mentions']),
  value: z.number().nullable(),
  previous: ConversionFigures.nullable(),
  change: Change.nullable(),
  series: z.array(z.number()),
})
export type GoalRow = z.infer<typeof GoalRow>
export const GoalsReport = z.object({
  period: Period,
  currency: z.string(),
  people: z.number(),
  labels: z.array(z.string()),
  goals: z.array(GoalRow),
})
export type GoalsReport = z.infer<typeof GoalsReport>

/** A step: a goal by id, an event by name, or a page by path (starting with `/`, `*` stands for anything). */
export const FunnelStep = z
  .object({
    goal: z.string().optional(),
    event: z.string().optional(),
    path: z.string().optional(),
    label: z.string().max(100).optional(),
  })
  .refine(
    (step) => [step.goal, step.event, step.path].filter((part) => part !== undefined).length === 1,
    'a step is one of goal, event or path',
  )
export type FunnelStep = z.infer<typeof FunnelStep>

export const FunnelRequest = Frame.extend({
  steps: z.array(FunnelStep).min(2).max(10),
  window_seconds: z
    .number()
    .int()
    .min(1)
    .max(366 * 86_400)
    .default(30 * 86_400),
  per: z.enum(['person', 'session']).default('person'),
  breakdown: FilterField.optional(),
  /** Also a row for each day of entry. */
  by_day: z.boolean().default(false),
})
export type FunnelRequest = z.infer<typeof FunnelRequest>
export type FunnelRequestInput = z.input<typeof FunnelRequest>

export const FunnelStepFigures = z.object({
  label: z.string(),
  people: z.number(),
  rate_from_start: z.number().nullable(),
  rate_from_start_interval: z.tuple([z.number(), z.number()]).nullable(),
  rate_from_previous: z.number().nullable(),
  rate_from_previous_interval: z.tuple([z.number(), z.number()]).nullable(),
  /** Median time from the previous step, among those who made it; null for the first and where nobody did. */
  median_seconds: z.number().nullable(),
})
export type FunnelStepFigures = z.infer<typeof FunnelStepFigures>
export const FunnelAnswer = z.object({
  period: Period,
  per: z.enum(['person', 'session']),
  window_seconds: z.number(),
  steps: z.array(FunnelStepFigures),
  /** Entrants who have not finished and whose window is still open: they may yet convert. */
  open: z.number(),
  groups: z.array(z.object({ key: z.string(), steps: z.array(FunnelStepFigures), open: z.number() })),
  days: z.array(z.object({ label: z.string(), steps: z.array(FunnelStepFigures), open: z.number() })),
  previous: z.object({ period: Period, steps: z.array(FunnelStepFigures), open: z.number() }).nullable(),
})
export type FunnelAnswer = z.infer<typeof FunnelAnswer>

export const BreakdownRequest = Frame.extend({
  by: FilterField,
  limit: z.number().int().min(1).max(1000).default(100),
  goals: z.array(z.string()).max(50).optional(),
})
export type BreakdownRequest = z.infer<typeof BreakdownRequest>
export const BreakdownRow = z.object({
  key: z.string(),
  people: z.number(),
  sessions: z.number(),
  events: z.number(),
  macro: ConversionFigures,
  micro: ConversionFigures,
  value: z.number(),
  /** By goal id, in the order asked. */
  goals: z.record(z.string(), ConversionFigures),
  previous: z
    .object({
      people: z.number(),
      sessions: z.number(),
      macro: ConversionFigures,
      micro: ConversionFigures,
      value: z.number(),
    })
    .nullable(),
})
export type BreakdownRow = z.infer<typeof BreakdownRow>
/** What spending brought, beside a row of a breakdown. */
export const CostFigures = z.object({
  cost: z.number(),
  clicks: z.number(),
  impressions: z.number(),
  /** Of those who came by what was paid for; null without any. */
  per_macro: Estimate.nullable(),
  per_micro: Estimate.nullable(),
  /** Value for each unit of money spent; null where nothing was spent. */
  return_on_spend: Estimate.nullable(),
})
export type CostFigures = z.infer<typeof CostFigures>

export const Costs = z.object({
  /** By key of the breakdown; also keys that nobody came by. */
  rows: z.record(z.string(), CostFigures),
  total: CostFigures,
  /** Spent in other currencies: told, never added. */
  other_currencies: z.array(z.object({ currency: z.string(), cost: z.number() })),
})
export type Costs = z.infer<typeof Costs>

export const BreakdownAnswer = z.object({
  period: Period,
  currency: z.string(),
  by: z.string(),
  rows: z.array(BreakdownRow),
  total: BreakdownRow,
  more: z.number(),
  /** Null where no spending is known, or where it cannot be told apart like this. */
  costs: Costs.nullable(),
})
export type BreakdownAnswer = z.infer<typeof BreakdownAnswer>

/** Values that exist, for choosing a filter or a step. */
export const ValuesAnswer = z.object({ values: z.array(z.object({ value: z.string(), events: z.number() })) })
export type ValuesAnswer = z.infer<typeof ValuesAnswer>
