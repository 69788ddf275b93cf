import type { Filter } from '../contract/report.ts'
import { filtersSql, type PersonFacts, personSql as personOf } from '../events/index.ts'
import { bind, type Sql, sql } from '../platform/sql.ts'
import type { Bucket } from './period.ts'

/** Which rows of `events` a report looks at, and what a row counts for. Every report is made of these pieces. */

/** What is true of a site as a whole, so that the others do not pay for it. */
export type SiteFacts = PersonFacts & {
  /** Some purchases were refunded. */
  refunds: boolean
}

export type Rows = {
  site: string
  facts: SiteFacts
  /** Epoch ms, included. */
  from: number
  /** Epoch ms, excluded. */
  to: number
  filters: readonly Filter[]
}

export const instantSql = (instant: number): Sql => sql`fromUnixTimestamp64Milli(${instant}, 'UTC')`

export const rowsSql = ({ site, from, to, filters }: Rows): Sql =>
  sql`site = ${site} AND ts >= ${instantSql(from)} AND ts < ${instantSql(to)}
    ${filters.length === 0 ? sql`` : sql`AND ${filtersSql(filters)}`}`

export const personSql = (facts: SiteFacts): Sql => personOf(facts)

/** The start, in epoch seconds, of the bucket that a time in seconds lies in. */
export const bucketSql = (seconds: Sql, buckets: readonly Bucket[]): Sql =>
  sql`roundDown(${seconds}, ${bind(
    buckets.map(({ start }) => Math.floor(start / 1000)),
    'Array(UInt32)',
  )})`

/** The place, from 0, of the bucket that a time in seconds lies in; the time lies in one. */
export const placeSql = (seconds: Sql, buckets: readonly Bucket[]): Sql => {
  const starts = buckets.map(({ start }) => Math.floor(start / 1000))
  const [first = 0, second = first + 1] = starts
  const width = second - first
  if (starts.every((start, place) => start === first + place * width)) {
    return sql`intDiv(${seconds} - ${first}, ${Math.max(width, 1)})`
  }
  const places = bind(
    starts.map((_, place) => place),
    'Array(UInt16)',
  )
  return sql`transform(${bucketSql(seconds, buckets)}, ${bind(starts, 'Array(UInt32)')}, ${places}, toUInt16(0))`
}

/**
 * What was refunded of a row's transaction; a refund without a value is a whole one. Both lists in one subquery, so
 * that they agree; its columns are told from those of the query around it by its own name for the table.
 */
const refundedSql = ({ site }: SiteFacts): Sql => {
  const refunds = sql`(SELECT (groupArray(refunded), groupArray(amount)) FROM (
    SELECT refund.transaction_id AS refunded, if(min(refund.value) <= 0, 1e300, sum(refund.value)) AS amount
    FROM events AS refund WHERE refund.site = ${site} AND refund.name = 'refund' AND refund.repeat = 0
      AND refund.transaction_id != '' GROUP BY refunded))`
  return sql`transform(transaction_id, tupleElement(${refunds}, 1), tupleElement(${refunds}, 2), 0.)`
}

const refundable = sql`name = 'purchase' AND transaction_id != ''`

/** Only purchases are repeated or given back; other conditions pay for neither. */
export const canBeUndone = (names: Iterable<string>): boolean => [...names].includes('purchase')

/**
 * A condition as it counts: a repeat of a transaction is kept as an event and never counts, a purchase given back in
 * whole counts no longer.
 */
export const countedSql = (when: Sql, names: Iterable<string>, facts: SiteFacts): Sql => {
  if (!canBeUndone(names)) return when
  if (!facts.refunds) return sql`(${when} AND repeat = 0)`
  const refunded = refundedSql(facts)
  return sql`(${when} AND repeat = 0 AND NOT (${refundable} AND ${refunded} > 0 AND ${refunded} >= value))`
}

/** A row's value after refunds; never below zero. */
export const netSql = (facts: SiteFacts): Sql =>
  facts.refunds ? sql`if(${refundable}, greatest(value - ${refundedSql(facts)}, 0), value)` : sql`value`
