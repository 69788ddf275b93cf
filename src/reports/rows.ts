import type { Filter } from '../contract/report.ts'
import { filtersSql, markOf, type PersonFacts, refundsRollup } from '../events/index.ts'
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
  /** Only rows that meet this as well. */
  within?: Sql
}

export const instantSql = (instant: number): Sql => sql`fromUnixTimestamp64Milli(${instant}, 'UTC')`

export const rowsSql = ({ site, from, to, filters, within }: Rows): Sql =>
  sql`site = ${site} AND ts >= ${instantSql(from)} AND ts < ${instantSql(to)}
    ${filters.length === 0 ? sql`` : sql`AND ${filtersSql(filters)}`} ${within ? sql`AND ${within}` : sql``}`

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
    return sql`intDiv(toUInt32(${seconds} - ${bind(first, 'UInt32')}), ${bind(Math.max(width, 1), 'UInt32')})`
  }
  const places = bind(
    starts.map((_, place) => place),
    'Array(UInt16)',
  )
  return sql`transform(${bucketSql(seconds, buckets)}, ${bind(starts, 'Array(UInt32)')}, ${places}, toUInt16(0))`
}

const refundable = sql`name = 'purchase' AND transaction_id != ''`

/**
 * What was refunded of the transaction of a row with (name or mark, transaction_id); a refund without a value is a whole
 * one. Both lists in one subquery, so that they agree. Name it once (`… AS refunded`); isGone and netOfRefunded ask for it.
 */
export const refundedSql = ({ site, refunds }: SiteFacts, of: Sql = refundable): Sql => {
  if (!refunds) return sql`0.`
  const lists = sql`(SELECT (groupArray(refunded), groupArray(amount)) FROM (
    SELECT refund.transaction_id AS refunded, if(min(refund.each) <= 0, 1e300, sum(refund.worth)) AS amount
    FROM ${refundsRollup(site)} AS refund GROUP BY refunded))`
  return sql`if(${of}, transform(transaction_id, tupleElement(${lists}, 1), tupleElement(${lists}, 2), 0.), 0.)`
}

/** Only purchases are repeated or given back; other conditions pay for neither. */
export const canBeUndone = (names: Iterable<string>): boolean => [...names].includes('purchase')

/** Whether a row with (refunded, value) was given back in whole. */
export const isGone: Sql = sql`(refunded > 0 AND refunded >= value)`

/** The value of a row with (refunded, value) after refunds; never below zero. */
export const netOfRefunded: Sql = sql`if(refunded > 0, greatest(value - refunded, 0), value)`

/** A purchase by its mark, in a row with (mark, transaction_id). */
export const markedPurchase: Sql = sql`mark = ${markOf('purchase')} AND transaction_id != ''`

/**
 * A condition as it counts: a repeat of a transaction is kept as an event and never counts, a purchase given back in
 * whole counts no longer.
 */
export const countedSql = (when: Sql, names: Iterable<string>, facts: SiteFacts): Sql => {
  if (!canBeUndone(names)) return when
  if (!facts.refunds) return sql`(${when} AND repeat = 0)`
  const refunded = refundedSql(facts)
  return sql`(${when} AND repeat = 0 AND NOT (${refunded} > 0 AND ${refunded} >= value))`
}

/** A row's value after refunds; never below zero. */
export const netSql = (facts: SiteFacts): Sql =>
  facts.refunds ? sql`if(${refundable}, greatest(value - ${refundedSql(facts)}, 0), value)` : sql`value`
