import type { Goal } from '../contract/goal.ts'
import type { ConversionFigures } from '../contract/report.ts'
import { personSql } from '../events/index.ts'
import { conditionSql, nameIn, namesOf, plainNames } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { wilson } from '../platform/statistics/rates.ts'
import { canBeUndone, countedSql, netSql, type SiteFacts } from './rows.ts'

/** Conversions, converting people and value of goals, as aggregates over rows; the words are in docs/figures.md. */

const sum = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`0` : sql`(${join(parts, ' + ')})`)

/** True of a row that converts for the goal. */
export const whenSql = (goal: Goal, facts: SiteFacts): Sql =>
  countedSql(conditionSql(goal.condition), namesOf(goal.condition), facts)

/** Goals that are just event names, told from the rest: their names are looked up together. */
const split = (goals: readonly Goal[]) => ({
  plain: goals.flatMap((goal) => plainNames(goal.condition) ?? []),
  others: goals.filter((goal) => plainNames(goal.condition) === null),
})

const namedSql = (names: readonly string[], facts: SiteFacts): Sql => countedSql(nameIn(names), names, facts)

/** True of a row that converts for any of the goals. */
export const anyGoalSql = (goals: readonly Goal[], facts: SiteFacts): Sql => {
  const { plain, others } = split(goals)
  const undone = plain.filter((name) => canBeUndone([name]))
  const lasting = plain.filter((name) => !canBeUndone([name]))
  const named = [undone, lasting]
    .filter((names) => names.length > 0)
    .map((names) => namedSql([...new Set(names)], facts))
  const parts = [...named, ...others.map((goal) => whenSql(goal, facts))]
  return parts.length === 0 ? sql`0` : sql`(${join(parts, ' OR ')})`
}

/** How often one goal was reached, as it counts. */
export const conversionsSql = (goal: Goal, facts: SiteFacts): Sql => {
  const when = whenSql(goal, facts)
  if (goal.counting === 'every') return sql`countIf(${when})`
  return goal.counting === 'session'
    ? sql`uniqExactIf(session, ${when})`
    : sql`uniqExactIf(${personSql(facts)}, ${when})`
}

/** What a row is worth. */
export const worth = {
  gross: (_facts: SiteFacts): Sql => sql`value`,
  net: netSql,
}

const inCurrency = (currency: string): Sql => sql`currency IN ('', ${currency})`

/** A goal counted once a session or person is worth its largest value there. */
const largestSql = (goal: Goal, amount: Sql, when: Sql, facts: SiteFacts): Sql => {
  const who = goal.counting === 'session' ? sql`session` : personSql(facts)
  return sql`arraySum(mapValues(maxMapIf(map(${who}, ${amount}), ${when})))`
}

export type Money = { currency: string; kind: keyof typeof worth }

/** The value of goals, in the site's currency. An event that several goals count every time lends its value once. */
export const valueSql = (goals: readonly Goal[], { currency, kind }: Money, facts: SiteFacts): Sql => {
  const amount = worth[kind](facts)
  const fixed = goals.flatMap((goal) =>
    goal.value.kind === 'fixed' ? [sql`${goal.value.amount} * ${conversionsSql(goal, grossFacts(kind, facts))}`] : [],
  )
  const fromEvents = goals.filter(({ value }) => value.kind === 'event')
  const everyTime = fromEvents.filter(({ counting }) => counting === 'every')
  const limited = fromEvents.filter(({ counting }) => counting !== 'every')
  const mine = inCurrency(currency)
  const unrefunded = { ...facts, refunds: false }
  return sum([
    ...fixed,
    ...(everyTime.length > 0 ? [sql`sumIf(${amount}, ${anyGoalSql(everyTime, unrefunded)} AND ${mine})`] : []),
    ...limited.map((goal) => largestSql(goal, amount, sql`${whenSql(goal, unrefunded)} AND ${mine}`, facts)),
  ])
}

/** Before refunds, a purchase given back still counts. */
const grossFacts = (kind: Money['kind'], facts: SiteFacts): SiteFacts =>
  kind === 'gross' ? { ...facts, refunds: false } : facts

/** Net value in currencies other than the site's, by currency. */
export const otherCurrenciesSql = (goals: readonly Goal[], currency: string, facts: SiteFacts): Sql => {
  const fromEvents = goals.filter(({ value }) => value.kind === 'event')
  const when = anyGoalSql(fromEvents, { ...facts, refunds: false })
  return sql`sumMapIf(map(toString(currency), ${netSql(facts)}), ${when} AND NOT ${inCurrency(currency)})`
}

export const conversionFigures = (conversions: number, people: number, of: number): ConversionFigures => {
  const trials = Math.max(of, people)
  const interval = wilson({ successes: people, trials })
  return {
    conversions,
    people,
    rate: interval && { value: people / trials, low: interval[0], high: interval[1] },
  }
}
