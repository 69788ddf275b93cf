import type { Goal } from '../contract/goal.ts'
import type { CostFigures, Costs, Estimate } from '../contract/report.ts'
import { type EventStore, filtersSql, personSql, type QueryOptions, sideRows, withPeople } from '../events/index.ts'
import { bind, join, type Sql, sql } from '../platform/sql.ts'
import { type WeightedCount, weightedCountInterval } from '../platform/statistics/weighted-count.ts'
import type { BreakdownPlan } from './breakdown.ts'
import { specialRows } from './counted-rows.ts'
import { valueSql } from './measures.ts'
import { money } from './money.ts'
import { namedBy } from './parted.ts'
import { rowsSql } from './rows.ts'

/**
 * What was spent, beside what those brought who came by it. Spending is told by day, source, medium, campaign and
 * keyword; conversions are counted of people who came by a source and medium that money was spent on, so that a
 * channel's other traffic does not make it look cheap.
 */
export type CostPlan = Omit<BreakdownPlan, 'chosen'> & { days: { from: string; to: string } }

const spentBy = new Set(['channel', 'source', 'medium', 'campaign', 'term'])

/** Spending has no page, device or hour: such questions have no answer. */
export const knowsCosts = ({ by, filters }: Pick<BreakdownPlan, 'by' | 'filters'>): boolean =>
  spentBy.has(by) && filters.every(({ field }) => spentBy.has(field))

const spent = (plan: CostPlan): Sql =>
  sideRows('costs', {
    site: plan.site,
    where: [
      sql`day >= toDate(${plan.days.from}) AND day < toDate(${plan.days.to})`,
      ...(plan.filters.length > 0 ? [filtersSql(plan.filters)] : []),
    ],
  })

export const costsQuery = (plan: CostPlan): Sql =>
  sql`SELECT toString(${plan.key}) AS key, toString(currency) AS currency, sum(cost) AS cost, sum(clicks) AS clicks,
      sum(impressions) AS impressions, groupUniqArray((toString(source), toString(medium))) AS pairs
    FROM ${spent(plan)} GROUP BY key, currency`

type Pair = readonly [source: string, medium: string]

const paidFor = (pairs: readonly Pair[]): Sql =>
  sql`(source, medium) IN (${join(
    pairs.map(([source, medium]) => sql`(${source}, ${medium})`),
    ', ',
  )})`

const sums = sql`sum(n) AS sum, sum(n * n) AS squares, max(n) AS largest`

const goalPlaces = (goals: readonly Goal[], of: (goal: Goal) => boolean): Sql =>
  bind([0, ...goals.flatMap((goal, place) => (of(goal) ? [place + 1] : []))], 'Array(UInt16)')

/** For each key and tier: conversions as they count, by person. */
export const brought = (plan: CostPlan, pairs: readonly Pair[]): Sql => {
  const { goals } = plan
  const columns = sql`toString(${plan.key}) AS key, ${personSql(plan.facts)} AS person, session, ${paidFor(pairs)} AS paid`
  const rows = sql`SELECT * FROM (${specialRows(plan, { special: goals }, columns)}) WHERE paid`
  const times = sql`multiIf(has(${goalPlaces(goals, ({ counting }) => counting === 'every')}, goal), toFloat64(count()),
    has(${goalPlaces(goals, ({ counting }) => counting === 'session')}, goal), toFloat64(uniqExact(session)), 1.)`
  const macro = sql`has(${goalPlaces(goals, ({ tier }) => tier === 'macro')}, goal)`
  return sql`SELECT key, together, macro, ${sums} FROM (
      SELECT key, together, ${macro} AS macro, person, sum(times) AS n FROM (
        SELECT key, grouping(key) AS together, goal, person, ${times} AS times FROM (${rows})
        GROUP BY GROUPING SETS ((key, goal, person), (goal, person)))
      GROUP BY key, together, macro, person)
    GROUP BY key, together, macro`
}

/** For each key: the value of macro-conversions, by person. */
const valued = (plan: CostPlan, pairs: readonly Pair[]): Sql | null => {
  const goals = plan.goals.filter(({ tier, value }) => tier === 'macro' && value.kind !== 'none')
  if (goals.length === 0) return null
  const worth = valueSql(goals, { currency: plan.currency, kind: 'net' }, plan.facts)
  const rows = sql`${withPeople(plan.facts)} WHERE ${rowsSql(plan)} AND ${namedBy(goals)} AND ${paidFor(pairs)}`
  const amount = sql`${personSql(plan.facts)} AS who, toFloat64(${worth}) AS n`
  return sql`SELECT key, 0 AS together, ${sums} FROM (
      SELECT toString(${plan.key}) AS key, ${amount} FROM ${rows} GROUP BY key, who) GROUP BY key
    UNION ALL SELECT '' AS key, 1 AS together, ${sums} FROM (SELECT ${amount} FROM ${rows} GROUP BY who)`
}

type Figure = number | string
type SpentRow = { key: string; currency: string; pairs: Pair[] } & Record<'cost' | 'clicks' | 'impressions', Figure>
type SumRow = { key: string } & Record<'together' | 'sum' | 'squares' | 'largest', Figure>
type TierRow = SumRow & { macro: Figure }

const weighted = (row: SumRow | undefined): WeightedCount => ({
  sum: Number(row?.sum ?? 0),
  squares: Number(row?.squares ?? 0),
  largest: Number(row?.largest ?? 0),
})

const sumOf = (rows: readonly SpentRow[], figure: 'cost' | 'clicks' | 'impressions'): number =>
  rows.reduce((sum, row) => sum + Number(row[figure]), 0)

/** Cheap when many converted: the interval turns round. */
const costOfOne = (cost: number, count: WeightedCount): Estimate | null => {
  const interval = weightedCountInterval(count)
  return interval && { value: cost / count.sum, low: cost / interval[1], high: cost / interval[0] }
}

const returnOf = (cost: number, value: WeightedCount): Estimate | null => {
  if (cost <= 0) return null
  const interval = weightedCountInterval(value)
  return interval && { value: value.sum / cost, low: interval[0] / cost, high: interval[1] / cost }
}

type Read = { spent: readonly SpentRow[]; tiers: readonly TierRow[]; values: readonly SumRow[] }

export const readCosts = ({ spent: all, tiers, values }: Read, currency: string): Costs => {
  const mine = all.filter((row) => row.currency === currency)
  const at = <Row extends SumRow>(rows: readonly Row[], key: string | null): Row[] =>
    rows.filter((row) => (key === null ? Number(row.together) === 1 : Number(row.together) === 0 && row.key === key))
  const figuresAt = (key: string | null): CostFigures => {
    const rows = mine.filter((row) => key === null || row.key === key)
    const cost = sumOf(rows, 'cost')
    const tier = (macro: number) => weighted(at(tiers, key).find((row) => Number(row.macro) === macro))
    return {
      ...{ cost: money(cost), clicks: sumOf(rows, 'clicks'), impressions: sumOf(rows, 'impressions') },
      per_macro: costOfOne(cost, tier(1)),
      per_micro: costOfOne(cost, tier(0)),
      return_on_spend: returnOf(cost, weighted(at(values, key)[0])),
    }
  }
  const others = Map.groupBy(
    all.filter((row) => row.currency !== currency),
    (row) => row.currency,
  )
  return {
    rows: Object.fromEntries([...new Set(mine.map(({ key }) => key))].map((key) => [key, figuresAt(key)])),
    total: figuresAt(null),
    other_currencies: [...others].map(([other, rows]) => ({ currency: other, cost: money(sumOf(rows, 'cost')) })),
  }
}

/** Null where no spending is known of the period. */
export const askCosts = async (events: EventStore, plan: CostPlan, options: QueryOptions): Promise<Costs | null> => {
  if (!knowsCosts(plan)) return null
  const found = await events.query<SpentRow>(costsQuery(plan), { ...options, isLarge: false })
  if (found.length === 0) return null
  const pairs = [...new Map(found.flatMap((row) => row.pairs).map((pair) => [pair.join('\0'), pair])).values()]
  const worth = valued(plan, pairs)
  const [tiers, values] = await Promise.all([
    plan.goals.length > 0 ? events.query<TierRow>(brought(plan, pairs), options) : [],
    worth ? events.query<SumRow>(worth, options) : [],
  ])
  return readCosts({ spent: found, tiers, values }, plan.currency)
}
