import type { Goal } from '../contract/goal.ts'
import type { Change, Overview, SeriesPoint, Totals } from '../contract/report.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { countChange, moneyChange, rateChange } from './changes.ts'
import { countedFigures, countedRows } from './counted-rows.ts'
import { conversionFigures } from './measures.ts'
import { type MoneyRow, money, moneyOf, moneyQuery } from './money.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { bucketSql, type Rows } from './rows.ts'

/** People, sessions, conversions and value of a period: as a line, and together. */
export type OverviewPlan = Rows & { span: Span; interval: Interval; goals: readonly Goal[]; currency: string }

/** The start of the bucket of a time in epoch seconds. */
export const startSql = ({ span, interval }: OverviewPlan, seconds: Sql): Sql =>
  bucketSql(seconds, bucketsOf(span, interval))

/** By bucket and, with `together` 1, for the whole span. */
export const overviewQuery = (plan: OverviewPlan): Sql =>
  sql`SELECT key AS start, grouping(key) AS together, ${countedFigures(plan.goals)},
      countIf(goal = 0 AND name = 'page_view') AS page_views, uniqExact(session) AS sessions
    FROM (${countedRows(plan, startSql(plan, sql`toUnixTimestamp(ts)`))}) GROUP BY key WITH ROLLUP`

export const overviewMoneyQuery = (plan: OverviewPlan): Sql | null =>
  moneyQuery(plan, startSql(plan, sql`toUnixTimestamp(ts)`))

/** 64-bit numbers arrive as text. */
type Figure = number | string
export type OverviewRow = Record<
  | 'start'
  | 'together'
  | 'people'
  | 'sessions'
  | 'events'
  | 'page_views'
  | 'macro'
  | 'macro_people'
  | 'micro'
  | 'micro_people',
  Figure
>

const nothing: OverviewRow = {
  ...{ start: 0, together: 1, people: 0, sessions: 0, events: 0, page_views: 0 },
  ...{ macro: 0, macro_people: 0, micro: 0, micro_people: 0 },
}

const readTotals = (row: OverviewRow, worth: MoneyRow): Totals => {
  const people = Number(row.people)
  const [net, gross] = [money(worth.net), money(worth.gross)]
  return {
    people,
    sessions: Number(row.sessions),
    page_views: Number(row.page_views),
    events: Number(row.events),
    macro: conversionFigures(Number(row.macro), Number(row.macro_people), people),
    micro: conversionFigures(Number(row.micro), Number(row.micro_people), people),
    value: { net, gross, refunds: money(gross - net) },
    other_currencies: Object.entries(worth.other_currencies)
      .map(([currency, amount]) => ({ currency, net: money(amount) }))
      .sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}

const readPoint = ({ start, end, label }: Bucket, row: OverviewRow, now: number): Omit<SeriesPoint, 'value'> => ({
  start,
  label,
  unfinished: end > now,
  people: Number(row.people),
  sessions: Number(row.sessions),
  page_views: Number(row.page_views),
  macro: Number(row.macro),
  micro: Number(row.micro),
  macro_people: Number(row.macro_people),
  micro_people: Number(row.micro_people),
})

export type OverviewPart = { totals: Totals; series: SeriesPoint[] }

export const readOverview = (
  { span, interval }: Pick<OverviewPlan, 'span' | 'interval'>,
  { rows, worth }: { rows: readonly OverviewRow[]; worth: readonly MoneyRow[] },
  now: number,
): OverviewPart => {
  const byStart = new Map(rows.filter((row) => Number(row.together) === 0).map((row) => [Number(row.start), row]))
  const values = moneyOf(worth)
  return {
    totals: readTotals(rows.find((row) => Number(row.together) === 1) ?? nothing, values.together),
    series: bucketsOf(span, interval).map((bucket) => {
      const second = Math.floor(bucket.start / 1000)
      return { ...readPoint(bucket, byStart.get(second) ?? nothing, now), value: money(values.at(second).net) }
    }),
  }
}

export const overviewChanges = (current: OverviewPart, previous: OverviewPart): Overview['changes'] => {
  const counts = (pick: (point: SeriesPoint) => number, total: (totals: Totals) => number): Change =>
    countChange(
      { total: total(current.totals), series: current.series.map(pick) },
      { total: total(previous.totals), series: previous.series.map(pick) },
    )
  const of = (totals: Totals, people: number) => ({ successes: people, trials: Math.max(totals.people, people) })
  return {
    people: counts(
      (point) => point.people,
      (totals) => totals.people,
    ),
    sessions: counts(
      (point) => point.sessions,
      (totals) => totals.sessions,
    ),
    macro: counts(
      (point) => point.macro,
      (totals) => totals.macro.conversions,
    ),
    micro: counts(
      (point) => point.micro,
      (totals) => totals.micro.conversions,
    ),
    macro_rate: rateChange(
      of(current.totals, current.totals.macro.people),
      of(previous.totals, previous.totals.macro.people),
    ),
    micro_rate: rateChange(
      of(current.totals, current.totals.micro.people),
      of(previous.totals, previous.totals.micro.people),
    ),
    value: moneyChange(
      { total: current.totals.value.net, series: current.series.map(({ value }) => value) },
      { total: previous.totals.value.net, series: previous.series.map(({ value }) => value) },
    ),
  }
}
