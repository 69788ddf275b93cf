import type { Condition, Goal, PostFigure } from '../contract/goal.ts'
import { postFigures } from '../contract/goal.ts'
import type { ConversionFigures, Frame, GoalRow } from '../contract/report.ts'
import { type EventStore, type QueryOptions, sideRows } from '../events/index.ts'
import { figuresOfPosts } from '../goals/index.ts'
import { join, raw, type Sql, sql } from '../platform/sql.ts'
import { epochToLocal, localToEpoch } from '../platform/time-zone.ts'
import { countChange } from './changes.ts'
import { money } from './money.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'

/**
 * Goals that count what people did with posts on the platforms themselves. The platforms tell sums by day and of nobody
 * in particular: such a goal has conversions, and neither people nor a rate; and a filter, which is about visits, cannot
 * part them, so that under one they are left out.
 */
export type PostGoalsPlan = {
  site: string
  span: Span
  comparison: Span | null
  interval: Interval
  goals: readonly Goal[]
}

const DAY_MS = 86_400_000
const dayText = (local: number): string => new Date(local).toISOString().slice(0, 10)

/** The days that a span touches, the end excluded; a day that has only begun counts as far as it is told. */
const daysIn = ({ from, to, timezone }: Span): { from: string; to: string } => ({
  from: dayText(epochToLocal(from, timezone)),
  to: dayText(epochToLocal(to - 1, timezone) + DAY_MS),
})

const sums: Sql = join(
  postFigures.map((figure) => sql`sum(p.${raw(figure)}) AS ${raw(figure)}`),
  ', ',
)

const byDayQuery = (site: string, days: { from: string; to: string }): Sql =>
  sql`SELECT toString(p.day) AS at, toString(p.network) AS place, ${sums}
    FROM ${sideRows('posts', { site, where: [sql`day >= toDate(${days.from}) AND day < toDate(${days.to})`] })} AS p
    GROUP BY at, place`

type Row = { at: string; place: string } & Record<PostFigure, number | string>

const countOf = (condition: Condition, row: Row): number => {
  const { figures, network } = figuresOfPosts(condition) ?? { figures: [] }
  if (network !== undefined && network !== row.place) return 0
  return figures.reduce((sum, figure) => sum + Number(row[figure]), 0)
}

/** The points of a goal's line. Told by day: where a line has hours, a day stands in its first. */
const lineOf = (goal: Goal, rows: readonly Row[], { buckets, span }: { buckets: readonly Bucket[]; span: Span }) => {
  const line = buckets.map(() => 0)
  for (const row of rows) {
    const begins = Math.max(span.from, localToEpoch(Date.parse(`${row.at}T00:00:00Z`), span.timezone))
    const place = buckets.findIndex(({ start, end }) => begins >= start && begins < end)
    if (place >= 0) line[place] = (line[place] ?? 0) + countOf(goal.condition, row)
  }
  return line
}

const figures = (line: readonly number[]): ConversionFigures => ({
  conversions: line.reduce((sum, count) => sum + count, 0),
  people: 0,
  rate: null,
})

export const askPostGoals = async (
  events: EventStore,
  { site, span, comparison, interval, goals }: PostGoalsPlan,
  { filters, options }: { filters: Frame['filters']; options: QueryOptions },
): Promise<GoalRow[]> => {
  if (goals.length === 0 || filters.length > 0) return []
  const [rows, before] = await Promise.all([
    events.query<Row>(byDayQuery(site, daysIn(span)), options),
    comparison && events.query<Row>(byDayQuery(site, daysIn(comparison)), options),
  ])
  const buckets = bucketsOf(span, interval)
  return goals.map((goal): GoalRow => {
    const { id, name, preset_key, tier, kind, group, certainty, counting, value } = goal
    const series = lineOf(goal, rows, { buckets, span })
    const earlier =
      before && comparison && lineOf(goal, before, { buckets: bucketsOf(comparison, interval), span: comparison })
    const now = figures(series)
    const previous = earlier && figures(earlier)
    return {
      ...{ goal: id, name, preset_key, tier, kind, group, certainty, counting, counts: 'posts' },
      ...{ ...now, previous, series },
      value: value.kind === 'fixed' ? money(value.amount * now.conversions) : null,
      change:
        previous &&
        earlier &&
        countChange({ total: now.conversions, series }, { total: previous.conversions, series: earlier }),
    }
  })
}

/** What a condition about posts counted in a span, for somebody who is still writing it. */
export const countPosts = async (
  events: EventStore,
  { site, span, condition }: { site: string; span: Span; condition: Condition },
): Promise<number> => {
  const rows = await events.query<Row>(byDayQuery(site, daysIn(span)))
  return rows.reduce((sum, row) => sum + countOf(condition, row), 0)
}
