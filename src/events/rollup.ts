import type { Filter } from '../contract/report.ts'
import { raw, type Sql, sql } from '../platform/sql.ts'
import { filtersSql } from './filter.ts'
import { markOf, nameBits } from './rollup-marks.ts'

/*
 * What the plain overview reads instead of raw events: aggregates that the engine keeps inside every part of the table
 * (projections), written by the same insert and rebuilt by the same deletion. So they are exact at every moment, also
 * after a crash. All are by quarter of an hour UTC, of which every time zone's hours and days are made.
 *
 * Their rows are partial: a key may come several times, from parts that are not merged yet. Add up what adds up,
 * OR the bits of marks, count visitors and sessions distinct.
 */

// As functions and with these spaces: the engine names the columns of a projection after their expressions.
const quarter = 'toStartOfFifteenMinutes(ts)'
const opened = 'toStartOfFifteenMinutes(session_started)'
const [purchase, refund] = [markOf('purchase'), markOf('refund')]

/** Sales and refunds are kept one by one, since a refund lowers its own sale; of other values only the sum. */
const isSale = `and(equals(repeat, 0), or(equals(mark, ${purchase}), equals(mark, ${refund})))`
const isWorth = `or(notEquals(value, 0), ${isSale})`
const bits = 'groupBitOr(bitShiftLeft(toUInt64(1), mark))'

const projections = {
  rollup_tally: { keys: { quarter, channel: 'channel', mark: 'mark' }, sums: ['count()', 'sum(session_opens)'] },
  rollup_visits: {
    keys: { quarter, visitor: 'visitor', session: 'session', opened, channel: 'channel' },
    sums: [bits],
  },
  rollup_worth: {
    keys: {
      quarter,
      channel: 'channel',
      mark: `if(${isWorth}, mark, 64)`,
      currency: `if(${isWorth}, toString(currency), '')`,
      transaction_id: `if(${isSale}, transaction_id, '')`,
      visitor: `if(${isSale}, visitor, 0)`,
      session: `if(${isSale}, session, 0)`,
      each: `if(${isSale}, value, 0)`,
    },
    sums: ['count()', 'sum(value)'],
  },
} as const

/** The projections as they stand in ADD PROJECTION. */
export const rollupDefinitions: readonly string[] = Object.entries(projections).map(([name, { keys, sums }]) => {
  const columns = ['site', ...Object.values(keys)].join(', ')
  return `${name} (SELECT ${columns}, ${sums.join(', ')} GROUP BY ${columns})`
})

export const rollupProjections: readonly string[] = Object.keys(projections)

/** `filters` are about the channel alone: all that the roll-up knows of where somebody came from. */
export type RollupPeriod = { site: string; from: number; to: number; filters: readonly Filter[] }

const quarterMs = 900_000

/** Whether the roll-up can answer for a period: both ends, in epoch milliseconds, on a quarter of an hour. */
export const onQuarters = ({ from, to }: { from: number; to: number }): boolean =>
  from % quarterMs === 0 && to % quarterMs === 0

type Projection = keyof typeof projections

/** Keys and sums of a projection under plain names; `sums` says how the sums are called. */
const source = <Name extends Projection>(name: Name, sums: Record<string, string>, where: Sql): Sql => {
  const keys = Object.entries(projections[name].keys).map(([key, column]) => `\`${column}\` AS ${key}`)
  const results = Object.entries(sums).map(([sum, column]) => `finalizeAggregation(\`${column}\`) AS ${sum}`)
  return sql`(SELECT ${raw([...keys, ...results].join(', '))}
    FROM mergeTreeProjection(currentDatabase(), 'events', ${raw(name)}) WHERE ${where})`
}

const within = ({ site, from, to, filters }: RollupPeriod): Sql =>
  sql`site = ${site} AND quarter >= fromUnixTimestamp(${from / 1000}) AND quarter < fromUnixTimestamp(${to / 1000})
    AND ${filtersSql(filters)}`

/**
 * Rows of (quarter DateTime UTC, channel, mark, events UInt64, sessions_opened UInt64). Every event is in exactly one
 * row: events, page views and conversions of what is told apart are sums over it.
 */
export const tallyRollup = (period: RollupPeriod): Sql =>
  source('rollup_tally', { events: 'count()', sessions_opened: 'sum(session_opens)' }, within(period))

/**
 * Rows of (quarter, visitor UInt64, session UInt64, opened DateTime UTC, channel, marks UInt64): who was there in which
 * session, which quarter of an hour opened it, and the bits of the marks of what they did.
 */
export const visitsRollup = (period: RollupPeriod): Sql => source('rollup_visits', { marks: bits }, within(period))

/**
 * The visits in a quarter other than the one that opened them. Sessions of a span of time = sum(sessions_opened) of its
 * tally + uniqExact(session) of the crossings in it whose `opened` is outside of it.
 */
export const crossingsRollup = (period: RollupPeriod): Sql =>
  source('rollup_visits', {}, sql`${within(period)} AND opened != quarter`)

/**
 * Rows of (quarter, channel, mark, currency, transaction_id, visitor, session, each Float64, events UInt64,
 * worth Float64): what events were worth together; of purchases and refunds those alike, with the value of each.
 */
export const worthRollup = (period: RollupPeriod): Sql =>
  source('rollup_worth', { events: 'count()', worth: 'sum(value)' }, sql`${within(period)} AND mark != 64`)

/** All refunds of a site that have a transaction: rows of (transaction_id, each, worth, …). */
export const refundsRollup = (site: string): Sql =>
  source('rollup_worth', { worth: 'sum(value)' }, sql`site = ${site} AND mark = ${refund} AND transaction_id != ''`)

/** Whether a name ever happened on a site, without reading events. The name is one that is told apart. */
export const everHappened = (site: string, name: string): Sql =>
  sql`SELECT 1 FROM mergeTreeProjection(currentDatabase(), 'events', rollup_tally)
    WHERE site = ${site} AND bitAnd(${markBit(sql`mark`)}, ${nameBits(name)}) != 0 LIMIT 1`

/**
 * Row of (seconds): the quarter of an hour of a site's first page view, or of its first event where it has no pages; 0
 * without any. Sales of before, which were imported, tell of no visitors.
 */
export const firstSeen = (site: string): Sql =>
  sql`SELECT toUnixTimestamp(if(viewed > 0, first_view, first)) AS seconds FROM (
    SELECT countIf(is_view) AS viewed, minIf(quarter, is_view) AS first_view, min(quarter) AS first FROM (
      SELECT ${raw(`\`${quarter}\``)} AS quarter, bitAnd(${markBit(sql`mark`)}, ${nameBits('page_view')}) != 0 AS is_view
      FROM mergeTreeProjection(currentDatabase(), 'events', rollup_tally) WHERE site = ${site}))`

/**
 * Rows of (key, mark, n UInt64, opened UInt64), by a key over (quarter, channel): the events of a period and the sessions
 * that they opened; where it does not begin and end on quarters of an hour, also of the rest of those quarters.
 */
export const happenedRollup = ({ from, to, ...rest }: RollupPeriod, key: Sql): Sql => {
  const outer = { from: Math.floor(from / quarterMs) * quarterMs, to: Math.ceil(to / quarterMs) * quarterMs }
  return sql`SELECT ${key} AS key, mark, sum(events) AS n, sum(sessions_opened) AS opened
    FROM ${tallyRollup({ ...rest, ...outer })} GROUP BY key, mark`
}

/** The bit of a row's mark; 0 for what never counts. */
export const markBit = (mark: Sql): Sql => sql`bitShiftLeft(toUInt64(1), ${mark})`
