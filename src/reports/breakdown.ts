import type { Goal } from '../contract/goal.ts'
import type { BreakdownAnswer, BreakdownRow, ConversionFigures } from '../contract/report.ts'
import { personSql, someOrNull } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { countedFigures, countedRows, keepsSessionsWhole, openedOutside, specialRows } from './counted-rows.ts'
import type { Counts } from './counts.ts'
import { conversionFigures } from './measures.ts'
import { type MoneyRow, money, moneyOf, moneyQuery } from './money.ts'
import { type Rows, rowsSql } from './rows.ts'

/** People and conversions by one field: channels, sources, pages, devices, … */
export type BreakdownPlan = Rows & {
  by: string
  /** The field as an expression over a row. */
  key: Sql
  /** The field says the same on every row of a session. */
  isOfSession: boolean
  limit: number
  goals: readonly Goal[]
  /** Goals with columns of their own, in order. */
  chosen: readonly Goal[]
  currency: string
}

/** Goals chosen for columns of their own are counted by a query of their own, over their rows only. */
export const breakdownGoalsQuery = (plan: BreakdownPlan): Sql | null => {
  if (plan.chosen.length === 0) return null
  const parted = { named: [], special: plan.chosen }
  const columns = sql`toString(${plan.key}) AS key, ${personSql(plan.facts)} AS person, session`
  return sql`SELECT key, grouping(key) AS together, goal, count() AS every,
      uniqExact(${someOrNull(sql`session`)}) AS session, uniqExact(${someOrNull(sql`person`)}) AS person
    FROM (${specialRows(plan, parted, columns)}) GROUP BY GROUPING SETS ((key, goal), (goal))`
}

export const breakdownQuery = (plan: BreakdownPlan): Sql =>
  sql`SELECT *, count() OVER () AS found FROM (
      SELECT toString(key) AS key, grouping(key) AS together, ${countedFigures(plan.goals)},
        ${addsSessionsUp(plan) ? sql`sum(opens)` : sql`uniqExact(session)`} AS sessions
      FROM (${countedRows(plan, plan.key)}) GROUP BY key WITH ROLLUP)
    ORDER BY together DESC, people DESC, key LIMIT ${plan.limit + 1}`

const addsSessionsUp = (plan: BreakdownPlan): boolean => plan.isOfSession && keepsSessionsWhole(plan)

/** Sessions with events in the period that were opened outside of it; those opened within were added up. */
export const breakdownCrossingsQuery = (plan: BreakdownPlan): Sql | null =>
  addsSessionsUp(plan)
    ? sql`SELECT toString(key) AS key, grouping(key) AS together, uniqExact(session) AS sessions FROM (
        SELECT ${plan.key} AS key, session, session_started AS started FROM events WHERE ${rowsSql(plan)})
      WHERE ${openedOutside(plan)} GROUP BY key WITH ROLLUP`
    : null

export const breakdownMoneyQuery = (plan: BreakdownPlan): Sql | null => moneyQuery(plan, sql`toString(${plan.key})`)

type Figure = number | string
export type BreakdownQueryRow = Record<
  'together' | 'found' | 'people' | 'sessions' | 'events' | 'macro' | 'macro_people' | 'micro' | 'micro_people',
  Figure
> & { key: string }
export type BreakdownGoalRow = { key: string } & Record<'together' | 'goal' | Goal['counting'], Figure>
export type CrossingRow = { key: string; together: Figure; sessions: Figure }
export type BreakdownPart = {
  rows: readonly BreakdownQueryRow[]
  goals: readonly BreakdownGoalRow[]
  worth: readonly MoneyRow[]
  crossings: readonly CrossingRow[]
}

/** The rows that breakdownQuery gives, from counts at each key. */
export const rowsOfCounts = (
  { limit }: Pick<BreakdownPlan, 'limit'>,
  keys: readonly string[],
  countsAt: (place: number | null) => Counts,
): BreakdownQueryRow[] => {
  const found = keys.length + 1
  const rows = keys
    .map((key, place) => ({ key, together: 0, found, ...countsAt(place) }))
    .sort((one, other) => other.people - one.people || (one.key < other.key ? -1 : 1))
  return [{ key: '', together: 1, found, ...countsAt(null) }, ...rows.slice(0, limit)]
}

const macro = (row: BreakdownQueryRow): ConversionFigures =>
  conversionFigures(Number(row.macro), Number(row.macro_people), Number(row.people))
const micro = (row: BreakdownQueryRow): ConversionFigures =>
  conversionFigures(Number(row.micro), Number(row.micro_people), Number(row.people))

const nothing: BreakdownQueryRow = {
  ...{ key: '', together: 1, found: 1, people: 0, sessions: 0, events: 0 },
  ...{ macro: 0, macro_people: 0, micro: 0, micro_people: 0 },
}

const isTotal = (row: { together: Figure }): boolean => Number(row.together) === 1

/** The rows of one span, by key; `null` is all keys together. */
const readPart = (part: BreakdownPart, chosen: readonly Goal[]) => {
  const byKey = new Map(part.rows.filter((row) => !isTotal(row)).map((row) => [row.key, row]))
  const byGoal = new Map(part.goals.map((row) => [`${row.together} ${row.goal} ${isTotal(row) ? '' : row.key}`, row]))
  const values = moneyOf(part.worth)
  const crossing = (key: string | null): number =>
    Number(
      part.crossings.find((row) => (key === null ? isTotal(row) : !isTotal(row) && row.key === key))?.sessions ?? 0,
    )
  const figuresAt = (key: string | null) => {
    const row = (key === null ? part.rows.find(isTotal) : byKey.get(key)) ?? nothing
    return {
      people: Number(row.people),
      sessions: Number(row.sessions) + crossing(key),
      macro: macro(row),
      micro: micro(row),
      value: money((key === null ? values.together : values.at(key)).net),
    }
  }
  const goalsAt = (key: string | null, people: number) =>
    Object.fromEntries(
      chosen.map((goal, place) => {
        const row = byGoal.get(`${key === null ? 1 : 0} ${place + 1} ${key ?? ''}`)
        return [goal.id, conversionFigures(Number(row?.[goal.counting] ?? 0), Number(row?.person ?? 0), people)]
      }),
    )
  return { figuresAt, goalsAt, eventsAt: (key: string) => Number(byKey.get(key)?.events ?? 0) }
}

/** `previous` is the comparison's, or null without one. */
export const readBreakdown = (
  { chosen, limit }: Pick<BreakdownPlan, 'chosen' | 'limit'>,
  current: BreakdownPart,
  previous: BreakdownPart | null,
): Pick<BreakdownAnswer, 'rows' | 'total' | 'more'> => {
  const now = readPart(current, chosen)
  const before = previous && readPart(previous, [])
  const rowOf = (key: string | null, events: number): BreakdownRow => {
    const figures = now.figuresAt(key)
    return {
      ...{ key: key ?? '', events, ...figures },
      goals: now.goalsAt(key, figures.people),
      previous: before === null ? null : before.figuresAt(key),
    }
  }
  const keys = current.rows.filter((row) => !isTotal(row)).map(({ key }) => key)
  const shown = keys.slice(0, limit)
  const found = Number(current.rows[0]?.found ?? 1) - 1
  return {
    rows: shown.map((key) => rowOf(key, now.eventsAt(key))),
    total: rowOf(null, Number(current.rows.find(isTotal)?.events ?? 0)),
    more: Math.max(0, found - shown.length),
  }
}
