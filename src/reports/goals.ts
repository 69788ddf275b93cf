import type { Goal } from '../contract/goal.ts'
import type { ConversionFigures, GoalRow, GoalsReport } from '../contract/report.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { rateChange } from './changes.ts'
import { specialRows } from './counted-rows.ts'
import { conversionFigures } from './measures.ts'
import { money } from './money.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { bucketSql, netSql, personSql, type Rows, rowsSql } from './rows.ts'

/**
 * Every goal of a site in one pass: each row that meets some goal is counted once for each goal that it meets.
 * The people of the period, which rates are shares of, are a query of their own.
 */
export type GoalsPlan = Rows & { span: Span; interval: Interval; goals: readonly Goal[]; currency: string }

export const peopleQuery = (plan: GoalsPlan): Sql =>
  sql`SELECT uniqExact(${personSql(plan.facts)}) AS people FROM events WHERE ${rowsSql(plan)}`

export const goalsQuery = (plan: GoalsPlan): Sql => {
  const { facts, goals, currency } = plan
  const columns = sql`${personSql(facts)} AS person, session,
    ${bucketSql(sql`toUnixTimestamp(ts)`, bucketsOf(plan.span, plan.interval))} AS start,
    if(currency IN ('', ${currency}), ${netSql(facts)}, 0) AS worth`
  const places = (of: (goal: Goal) => boolean): Sql => {
    const listed = goals.flatMap((goal, index) => (of(goal) ? [sql`${index + 1}`] : []))
    return listed.length === 0 ? sql`0` : sql`goal IN (${join(listed, ', ')})`
  }
  const bySession = places(({ counting }) => counting === 'session')
  const largest = (who: 'session' | 'person'): Sql =>
    sql`arraySum(mapValues(maxMapIf(map(${who === 'session' ? sql`session` : sql`person`}, worth), ${places(
      (goal) => goal.counting === who && goal.value.kind === 'event',
    )})))`
  return sql`SELECT goal, start, grouping(start) AS together,
      count() AS times, uniqExact(person) AS people, uniqExactIf(session, ${bySession}) AS sessions,
      sumIf(worth, ${places((goal) => goal.counting === 'every')}) + ${largest('session')} + ${largest('person')} AS worth_together
    FROM (${specialRows(plan, { named: [], special: goals }, columns)})
    GROUP BY GROUPING SETS ((goal, start), (goal))`
}

type Figure = number | string
export type GoalsQueryRow = Record<
  'goal' | 'start' | 'together' | 'times' | 'people' | 'sessions' | 'worth_together',
  Figure
>

const conversionsOf = (goal: Goal, row: GoalsQueryRow | undefined): number => {
  if (!row) return 0
  if (goal.counting === 'every') return Number(row.times)
  return Number(goal.counting === 'session' ? row.sessions : row.people)
}

const worthOf = (goal: Goal, row: GoalsQueryRow | undefined): number | null => {
  if (goal.value.kind === 'none') return null
  if (goal.value.kind === 'fixed') return money(goal.value.amount * conversionsOf(goal, row))
  return money(row?.worth_together ?? 0)
}

export type GoalsPart = { people: number; rows: readonly GoalsQueryRow[] }

const together = (part: GoalsPart, place: number): GoalsQueryRow | undefined =>
  part.rows.find((row) => Number(row.goal) === place && Number(row.together) === 1)

const figuresOf = (goal: Goal, part: GoalsPart, place: number): ConversionFigures => {
  const row = together(part, place)
  return conversionFigures(conversionsOf(goal, row), Number(row?.people ?? 0), part.people)
}

const seriesOf = (goal: Goal, part: GoalsPart, place: number, buckets: readonly Bucket[]): number[] => {
  const mine = part.rows.filter((row) => Number(row.goal) === place && Number(row.together) === 0)
  const byStart = new Map(mine.map((row) => [Number(row.start), row]))
  return buckets.map(({ start }) => conversionsOf(goal, byStart.get(Math.floor(start / 1000))))
}

export const readGoals = (
  { goals, span, interval }: Pick<GoalsPlan, 'goals' | 'span' | 'interval'>,
  current: GoalsPart,
  previous: GoalsPart | null,
): Pick<GoalsReport, 'people' | 'labels' | 'goals'> => {
  const buckets = bucketsOf(span, interval)
  const rows = goals.map((goal, index): GoalRow => {
    const { id, name, preset_key, tier, kind, group, certainty, counting } = goal
    const figures = figuresOf(goal, current, index + 1)
    const before = previous && figuresOf(goal, previous, index + 1)
    const share = (part: GoalsPart, people: number) => ({ successes: people, trials: Math.max(part.people, people) })
    return {
      ...{ goal: id, name, preset_key, tier, kind, group, certainty, counting },
      ...figures,
      value: worthOf(goal, together(current, index + 1)),
      previous: before,
      change: previous && before && rateChange(share(current, figures.people), share(previous, before.people)),
      series: seriesOf(goal, current, index + 1, buckets),
    }
  })
  return { people: current.people, labels: buckets.map(({ label }) => label), goals: rows }
}
