import type { Goal } from '../contract/goal.ts'
import { withPeople } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { otherCurrenciesSql, valueSql } from './measures.ts'
import { namedBy } from './parted.ts'
import { type Rows, rowsSql } from './rows.ts'

/** The value of macro conversions by a key and together: a query of its own, over the few rows that have any. */
export type MoneyPlan = Rows & { goals: readonly Goal[]; currency: string }

/** Null when no macro goal has a value. */
export const moneyQuery = (plan: MoneyPlan, key: Sql): Sql | null => {
  const { currency, facts } = plan
  const valued = plan.goals.filter(({ tier, value }) => tier === 'macro' && value.kind !== 'none')
  if (valued.length === 0) return null
  return sql`SELECT ${key} AS key, grouping(key) AS together,
      ${valueSql(valued, { currency, kind: 'net' }, facts)} AS net,
      ${valueSql(valued, { currency, kind: 'gross' }, facts)} AS gross,
      ${otherCurrenciesSql(valued, currency, facts)} AS other_currencies
    FROM ${withPeople(facts)} WHERE ${rowsSql(plan)} AND ${namedBy(valued)} GROUP BY key WITH ROLLUP`
}

type Figure = number | string
export type Worth = { net: number; gross: number; other_currencies: Record<string, number> }
export type MoneyRow = { key: Figure; together: Figure } & Worth

export const noMoney: MoneyRow = { key: '', together: 1, net: 0, gross: 0, other_currencies: {} }

/** Sums of floating point amounts, to the ten-thousandth of a unit. */
export const money = (amount: Figure): number => Math.round(Number(amount) * 10_000) / 10_000

export const moneyOf = (rows: readonly MoneyRow[]) => {
  const byKey = new Map(rows.filter((row) => Number(row.together) === 0).map((row) => [String(row.key), row]))
  return {
    together: rows.find((row) => Number(row.together) === 1) ?? noMoney,
    at: (key: Figure): MoneyRow => byKey.get(String(key)) ?? noMoney,
  }
}
