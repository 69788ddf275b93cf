import type { Goal } from '../contract/goal.ts'
import type { OrphanReason, OrphansAnswer } from '../contract/orphans.ts'
import { isSome, personSql, withPeople } from '../events/index.ts'
import { conditionSql, namesOf } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { countedSql, type Rows, rowsSql } from './rows.ts'

/** Conversions that have no visit: nobody can say what brought them. */
export type OrphansPlan = Rows & { goals: readonly Goal[] }

export const visitDays = 30
const shownExamples = 50
const DAY_MS = 86_400_000

const time = (ms: number): Sql => sql`fromUnixTimestamp64Milli(${ms}, 'UTC')`

/** Macro-conversions of somebody, whichever goal they meet. */
const conversion = ({ goals, facts }: OrphansPlan): Sql => {
  const macro = goals.filter(({ tier }) => tier === 'macro')
  if (macro.length === 0) return sql`false`
  return sql`${isSome(sql`visitor`)} AND (${join(
    macro.map(({ condition }) => countedSql(conditionSql(condition), namesOf(condition), facts)),
    ' OR ',
  )})`
}

export const orphansQuery = (plan: OrphansPlan): Sql => {
  const { site, from, to, facts } = plan
  const since = from - visitDays * DAY_MS
  const days = sql`toDate(ts) BETWEEN toDate(${time(since)}) AND toDate(${time(to)})`
  return sql`SELECT toUnixTimestamp64Milli(at) AS time, what AS name, multiIf(
      hidden, 'visit_set_aside',
      position(said, '=denied') > 0, 'no_consent',
      file, 'imported',
      at < start OR toUnixTimestamp64Milli(start) = 0, 'before_the_tag',
      door = 'tag', 'page_untold',
      named, 'known_elsewhere',
      'server_alone') AS reason,
      orderId AS transaction_id, worth AS value, money AS currency, door AS origin, toString(who) AS visitor
    FROM (
      SELECT ts AS at, name AS what, visitor AS who, ${personSql(facts)} AS human, consent AS said,
        import != '' OR origin = 'import' AS file, origin AS door, transaction_id AS orderId, value AS worth, currency AS money,
        visitor IN (SELECT visitor FROM events_aside WHERE site = ${site}) AS hidden,
        visitor IN (SELECT visitor FROM people WHERE site = ${site}) AS named,
        (SELECT min(ts) FROM events WHERE site = ${site} AND name = 'page_view') AS start
      FROM ${withPeople(facts)} WHERE ${rowsSql(plan)} AND ${conversion(plan)}
    ) AS done
    LEFT JOIN (
      SELECT ${personSql(facts)} AS human, min(ts) AS first FROM ${withPeople(facts)}
      WHERE site = ${site} AND ${days} AND ts >= ${time(since)} AND name = 'page_view' GROUP BY human
    ) AS visits ON done.human = visits.human
    WHERE toUnixTimestamp64Milli(visits.first) = 0 OR visits.first > done.at
    ORDER BY at DESC`
}

export const conversionsQuery = (plan: OrphansPlan): Sql =>
  sql`SELECT count() AS conversions FROM events WHERE ${rowsSql(plan)} AND ${conversion(plan)}`

type Text = 'name' | 'reason' | 'transaction_id' | 'currency' | 'origin' | 'visitor'
export type OrphanRow = Record<Text, string> & { time: number | string; value: number }

export const readOrphans = (
  rows: readonly OrphanRow[],
  conversions: number,
): Omit<OrphansAnswer, 'period' | 'visit_days'> => {
  const reasons = Map.groupBy(rows, ({ reason }) => reason as OrphanReason)
  return {
    conversions,
    orphans: rows.length,
    reasons: [...reasons]
      .map(([reason, found]) => ({ reason, conversions: found.length }))
      .toSorted((one, other) => other.conversions - one.conversions || (one.reason < other.reason ? -1 : 1)),
    examples: rows.slice(0, shownExamples).map(({ time: at, reason, value, ...row }) => ({
      ...row,
      time: Number(at),
      value: Number(value),
      reason: reason as OrphanReason,
    })),
  }
}
