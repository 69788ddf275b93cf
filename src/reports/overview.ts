import type { Goal } from '../contract/goal.ts'
import type { Change, Overview, SeriesPoint, Totals } from '../contract/report.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { countChange, moneyChange, rateChange } from './changes.ts'
import { allConversionsSql, anyGoalSql, conversionFigures, otherCurrenciesSql, valueSql } from './measures.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { bucketSql, personSql, type Rows, rowsSql } from './rows.ts'

/** People, sessions, conversions and value of a period: as a line, and together. */
export type OverviewPlan = Rows & { span: Span; interval: Interval; goals: readonly Goal[]; currency: string }

const tier = (goals: readonly Goal[], name: Goal['tier']): Goal[] => goals.filter((goal) => goal.tier === name)

/** Figures of any set of rows; overview by time and breakdown by key are made of these. */
export const figuresSql = ({ goals, currency, facts }: Pick<OverviewPlan, 'goals' | 'currency' | 'facts'>): Sql => {
  const person = personSql(facts)
  const [macro, micro] = [tier(goals, 'macro'), tier(goals, 'micro')]
  return sql`uniqExact(${person}) AS people, uniqExact(session) AS sessions, count() AS events,
    ${allConversionsSql(macro, facts)} AS macro, uniqExactIf(${person}, ${anyGoalSql(macro, facts)}) AS macro_people,
    ${allConversionsSql(micro, facts)} AS micro, uniqExactIf(${person}, ${anyGoalSql(micro, facts)}) AS micro_people,
    ${valueSql(macro, { currency, kind: 'net' }, facts)} AS net`
}

export const overviewQuery = (plan: OverviewPlan): Sql => {
  const { goals, currency, facts, span, interval } = plan
  const macro = tier(goals, 'macro')
  return sql`SELECT start, grouping(start) AS together, ${figuresSql(plan)},
      countIf(name = 'page_view') AS page_views,
      ${valueSql(macro, { currency, kind: 'gross' }, facts)} AS gross,
      ${otherCurrenciesSql(macro, currency, facts)} AS other_currencies
    FROM events WHERE ${rowsSql(plan)}
    GROUP BY ${bucketSql(sql`toUnixTimestamp(ts)`, bucketsOf(span, interval))} AS start WITH ROLLUP`
}

/** 64-bit numbers arrive as text. */
type Figure = number | string
export type FigureRow = Record<
  'people' | 'sessions' | 'events' | 'macro' | 'macro_people' | 'micro' | 'micro_people' | 'net',
  Figure
>
export type OverviewRow = FigureRow & {
  start: Figure
  together: Figure
  page_views: Figure
  gross: Figure
  other_currencies: Record<string, number>
}

const nothing: OverviewRow = {
  start: 0,
  together: 1,
  people: 0,
  sessions: 0,
  events: 0,
  macro: 0,
  macro_people: 0,
  micro: 0,
  micro_people: 0,
  net: 0,
  page_views: 0,
  gross: 0,
  other_currencies: {},
}

const readTotals = (row: OverviewRow): Totals => {
  const people = Number(row.people)
  const [net, gross] = [money(row.net), money(row.gross)]
  return {
    people,
    sessions: Number(row.sessions),
    page_views: Number(row.page_views),
    events: Number(row.events),
    macro: conversionFigures(Number(row.macro), Number(row.macro_people), people),
    micro: conversionFigures(Number(row.micro), Number(row.micro_people), people),
    value: { net, gross, refunds: money(gross - net) },
    other_currencies: Object.entries(row.other_currencies)
      .map(([currency, amount]) => ({ currency, net: money(amount) }))
      .sort((a, b) => a.currency.localeCompare(b.currency)),
  }
}

/** Sums of floating point amounts, to the ten-thousandth of a unit. */
export const money = (amount: Figure): number => Math.round(Number(amount) * 10_000) / 10_000

const readPoint = ({ start, end, label }: Bucket, row: OverviewRow, now: number): SeriesPoint => ({
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
  value: money(row.net),
})

export type OverviewPart = { totals: Totals; series: SeriesPoint[] }

export const readOverview = (
  { span, interval }: Pick<OverviewPlan, 'span' | 'interval'>,
  rows: readonly OverviewRow[],
  now: number,
): OverviewPart => {
  const byStart = new Map(rows.filter((row) => Number(row.together) === 0).map((row) => [Number(row.start), row]))
  return {
    totals: readTotals(rows.find((row) => Number(row.together) === 1) ?? nothing),
    series: bucketsOf(span, interval).map((bucket) =>
      readPoint(bucket, byStart.get(Math.floor(bucket.start / 1000)) ?? nothing, now),
    ),
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
