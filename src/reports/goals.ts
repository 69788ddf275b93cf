import type { Goal } from '../contract/goal.ts'
import type { ConversionFigures, GoalRow, GoalsReport } from '../contract/report.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { rateChange } from './changes.ts'
import { maskedRows, specialRows } from './counted-rows.ts'
import { conversionFigures } from './measures.ts'
import { money } from './money.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { bucketSql, netSql, personSql, type Rows, rowsSql } from './rows.ts'

/**
 * Every goal of a site. What people (or sessions) did is gathered into one number each, a bit a goal, and the bits
 * are counted: thirty goals take the memory of one.
 */
export type GoalsPlan = Rows & { span: Span; interval: Interval; goals: readonly Goal[]; currency: string }

/** The people of the period, which rates are shares of. */
export const peopleQuery = (plan: GoalsPlan): Sql =>
  sql`SELECT uniqExact(${personSql(plan.facts)}) AS people FROM events WHERE ${rowsSql(plan)}`

const startOf = (plan: GoalsPlan): Sql => bucketSql(sql`toUnixTimestamp(ts)`, bucketsOf(plan.span, plan.interval))

const bitCounts = (goals: readonly Goal[]): Sql =>
  sql`[${join(
    goals.map((_, bit) => sql`countIf(bitTest(met, ${bit}))`),
    ', ',
  )}] AS counts`

const whoSql = (plan: GoalsPlan, who: 'session' | 'person'): Sql =>
  who === 'session' ? sql`session` : personSql(plan.facts)

/** For each goal of the plan: by how many people, or in how many sessions, it was reached. */
export const reachedQuery = (plan: GoalsPlan, who: 'session' | 'person'): Sql =>
  sql`SELECT ${bitCounts(plan.goals)} FROM (
    SELECT groupBitOr(met) AS met FROM (${maskedRows(plan, sql`${whoSql(plan, who)} AS who`)}) GROUP BY who)`

/** The same by point of the line, as the goals of the plan (which all count alike) count. */
export const lineQuery = (plan: GoalsPlan, counting: Goal['counting']): Sql => {
  if (counting === 'every') {
    return sql`SELECT start, ${bitCounts(plan.goals)} FROM (${maskedRows(plan, sql`${startOf(plan)} AS start`)}) GROUP BY start`
  }
  const columns = sql`${startOf(plan)} AS start, ${whoSql(plan, counting)} AS who`
  return sql`SELECT start, ${bitCounts(plan.goals)} FROM (
    SELECT start, groupBitOr(met) AS met FROM (${maskedRows(plan, columns)}) GROUP BY start, who) GROUP BY start`
}

/** What the goals of the plan, all with a value from the event, were worth; `goal` is the place in the list, from 1. */
export const worthQuery = (plan: GoalsPlan): Sql => {
  const { facts, goals, currency } = plan
  const columns = sql`${personSql(facts)} AS person, session, if(currency IN ('', ${currency}), ${netSql(facts)}, 0) AS worth`
  return sql`SELECT goal, sum(worth) AS every, arraySum(mapValues(maxMap(map(session, worth)))) AS session,
      arraySum(mapValues(maxMap(map(person, worth)))) AS person
    FROM (${specialRows(plan, { special: goals }, columns)}) GROUP BY goal`
}

type Figure = number | string
export type CountsRow = { counts: readonly Figure[] }
export type LineRow = CountsRow & { start: Figure }
export type WorthRow = { goal: Figure } & Record<Goal['counting'], Figure>

/** By goal id. */
export type GoalsPart = {
  people: number
  converted: ReadonlyMap<string, number>
  conversions: ReadonlyMap<string, number>
  /** By start of the bucket in epoch seconds. */
  lines: ReadonlyMap<string, ReadonlyMap<number, number>>
  worth: ReadonlyMap<string, number>
}

export const readCounts = (goals: readonly Goal[], rows: readonly CountsRow[]): [string, number][] =>
  goals.map(({ id }, bit) => [id, Number(rows[0]?.counts[bit] ?? 0)])

export const readLines = (goals: readonly Goal[], rows: readonly LineRow[]): [string, Map<number, number>][] =>
  goals.map(({ id }, bit) => [id, new Map(rows.map(({ start, counts }) => [Number(start), Number(counts[bit] ?? 0)]))])

export const readWorth = (goals: readonly Goal[], rows: readonly WorthRow[]): [string, number][] =>
  rows.flatMap((row) => {
    const goal = goals[Number(row.goal) - 1]
    return goal ? [[goal.id, Number(row[goal.counting])] as [string, number]] : []
  })

const worthOf = (goal: Goal, part: GoalsPart): number | null => {
  if (goal.value.kind === 'none') return null
  if (goal.value.kind === 'fixed') return money(goal.value.amount * (part.conversions.get(goal.id) ?? 0))
  return money(part.worth.get(goal.id) ?? 0)
}

const figuresOf = ({ id }: Goal, part: GoalsPart): ConversionFigures =>
  conversionFigures(part.conversions.get(id) ?? 0, part.converted.get(id) ?? 0, part.people)

const seriesOf = ({ id }: Goal, part: GoalsPart, buckets: readonly Bucket[]): number[] =>
  buckets.map(({ start }) => part.lines.get(id)?.get(Math.floor(start / 1000)) ?? 0)

export const readGoals = (
  { goals, span, interval }: Pick<GoalsPlan, 'goals' | 'span' | 'interval'>,
  current: GoalsPart,
  previous: GoalsPart | null,
): Pick<GoalsReport, 'people' | 'labels' | 'goals'> => {
  const buckets = bucketsOf(span, interval)
  const share = (part: GoalsPart, people: number) => ({ successes: people, trials: Math.max(part.people, people) })
  const rows = goals.map((goal): GoalRow => {
    const { id, name, preset_key, tier, kind, group, certainty, counting } = goal
    const figures = figuresOf(goal, current)
    const before = previous && figuresOf(goal, previous)
    return {
      ...{ goal: id, name, preset_key, tier, kind, group, certainty, counting },
      ...figures,
      value: worthOf(goal, current),
      previous: before,
      change: previous && before && rateChange(share(current, figures.people), share(previous, before.people)),
      series: seriesOf(goal, current, buckets),
    }
  })
  return { people: current.people, labels: buckets.map(({ label }) => label), goals: rows }
}
