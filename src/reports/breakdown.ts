import type { Goal } from '../contract/goal.ts'
import type { BreakdownAnswer, BreakdownRow, ConversionFigures } from '../contract/report.ts'
import { identifier, join, type Sql, sql } from '../platform/sql.ts'
import { anyGoalSql, conversionFigures, conversionsSql } from './measures.ts'
import { type FigureRow, figuresSql, money } from './overview.ts'
import { personSql, type Rows, rowsSql } from './rows.ts'

/** People and conversions by one field: channels, sources, pages, devices, … */
export type BreakdownPlan = Rows & {
  /** The field as an expression over a row. */
  key: Sql
  limit: number
  goals: readonly Goal[]
  /** Goals with columns of their own, in order. */
  chosen: readonly Goal[]
  currency: string
}

const column = (place: number, what: 'times' | 'people'): string => `goal_${place}_${what}`

export const breakdownQuery = (plan: BreakdownPlan): Sql => {
  const { facts, chosen } = plan
  const own = chosen.map(
    (goal, place) => sql`, ${conversionsSql(goal, facts)} AS ${identifier(column(place, 'times'))},
      uniqExactIf(${personSql(facts)}, ${anyGoalSql([goal], facts)}) AS ${identifier(column(place, 'people'))}`,
  )
  return sql`SELECT *, count() OVER () AS found FROM (
      SELECT toString(${plan.key}) AS key, grouping(key) AS together, ${figuresSql(plan)} ${join(own, '')}
      FROM events WHERE ${rowsSql(plan)} GROUP BY key WITH ROLLUP)
    ORDER BY together DESC, people DESC, key LIMIT ${plan.limit + 1}`
}

type Figure = number | string
export type BreakdownQueryRow = FigureRow & { key: string; together: Figure; found: Figure } & Record<string, Figure>

const macro = (row: BreakdownQueryRow): ConversionFigures =>
  conversionFigures(Number(row.macro), Number(row.macro_people), Number(row.people))
const micro = (row: BreakdownQueryRow): ConversionFigures =>
  conversionFigures(Number(row.micro), Number(row.micro_people), Number(row.people))

const nothing: BreakdownQueryRow = {
  ...{ key: '', together: 1, found: 1, people: 0, sessions: 0, events: 0 },
  ...{ macro: 0, macro_people: 0, micro: 0, micro_people: 0, net: 0 },
}

const readRow = (
  row: BreakdownQueryRow,
  before: BreakdownQueryRow | undefined | null,
  chosen: readonly Goal[],
): BreakdownRow => {
  const people = Number(row.people)
  const figures = chosen.map((goal, place) => {
    const [times, converted] = [row[column(place, 'times')], row[column(place, 'people')]]
    return [goal.id, conversionFigures(Number(times ?? 0), Number(converted ?? 0), people)] as const
  })
  const previous = before === undefined ? nothing : before
  return {
    key: row.key,
    people,
    sessions: Number(row.sessions),
    events: Number(row.events),
    macro: macro(row),
    micro: micro(row),
    value: money(row.net),
    goals: Object.fromEntries(figures),
    previous: previous && {
      people: Number(previous.people),
      sessions: Number(previous.sessions),
      macro: macro(previous),
      micro: micro(previous),
      value: money(previous.net),
    },
  }
}

/** `previous` rows are those of the comparison, or null without one. */
export const readBreakdown = (
  { chosen, limit }: Pick<BreakdownPlan, 'chosen' | 'limit'>,
  current: readonly BreakdownQueryRow[],
  previous: readonly BreakdownQueryRow[] | null,
): Pick<BreakdownAnswer, 'rows' | 'total' | 'more'> => {
  const isTotal = (row: BreakdownQueryRow): boolean => Number(row.together) === 1
  const before = new Map(previous?.filter((row) => !isTotal(row)).map((row) => [row.key, row]))
  const rows = current.filter((row) => !isTotal(row))
  const found = Number(current[0]?.found ?? 1) - 1
  return {
    rows: rows.slice(0, limit).map((row) => readRow(row, previous && before.get(row.key), chosen)),
    total: readRow(current.find(isTotal) ?? nothing, previous === null ? null : previous.find(isTotal), chosen),
    more: Math.max(0, found - Math.min(limit, rows.length)),
  }
}
