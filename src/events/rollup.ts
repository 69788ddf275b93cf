import type { Filter } from '../contract/report.ts'
import { raw, type Sql, sql } from '../platform/sql.ts'
import { filtersSql } from './filter.ts'

/*
 * What the plain overview reads instead of raw events: aggregates that the engine keeps inside every part of the table
 * (projections), written by the same insert and rebuilt by the same deletion. So they are exact at every moment, also
 * after a crash. All are by quarter of an hour UTC, of which every time zone's hours and days are made.
 *
 * Their rows are partial: a key may come several times, from parts that are not merged yet. Add up what adds up,
 * OR the name bits, count visitors and sessions distinct.
 */

/**
 * The names by which the roll-up tells people apart: bit n is name n, bit 63 any other name. Part of the schema: never
 * reorder; to append, add a migration that makes the projection anew; at most 63.
 */
export const rollupNames = [
  'page_view',
  'engagement',
  'click',
  'contact',
  'file_download',
  'form_start',
  'form_submit',
  'form_failed',
  'share',
  'comment',
  'search',
  'video_start',
  'video_progress',
  'video_complete',
  'web_vital',
  'media_error',
  'script_error',
  'page_missing',
  'identify',
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'generate_lead',
  'newsletter_signup',
  'sign_up',
  'login',
] as const

const otherBit = 63
const names = `[${rollupNames.map((name) => `'${name}'`).join(', ')}]`
const bits = `[${rollupNames.map((_, bit) => bit).join(', ')}]`

const quarter = 'toStartOfFifteenMinutes(ts)'
const quarterOpened = 'toStartOfFifteenMinutes(session_started)'
const crossing = `if(equals(${quarter}, ${quarterOpened}), 0, session)`

/** A stored column beside those of event.ts: the bit of the event's name; none for a purchase that was counted before. */
export const nameBitColumn = `name_bit UInt64 MATERIALIZED
  if(repeat = 1 AND name = 'purchase', 0, bitShiftLeft(toUInt64(1), transform(toString(name), ${names}, ${bits}, ${otherBit})))`

const projections = {
  rollup_tally: { keys: ['site', quarter, 'channel', 'name_bit'], aggregates: ['count()', 'sum(session_opens)'] },
  rollup_people: { keys: ['site', quarter, 'visitor', 'channel'], aggregates: ['groupBitOr(name_bit)'] },
  rollup_crossings: { keys: ['site', quarter, quarterOpened, crossing, 'channel'], aggregates: ['count()'] },
} as const

/** The projections as they stand in CREATE TABLE. */
export const rollupDefinitions: readonly string[] = Object.entries(projections).map(
  ([name, { keys, aggregates }]) =>
    `PROJECTION ${name} (SELECT ${[...keys, ...aggregates].join(', ')} GROUP BY ${keys.join(', ')})`,
)

/** `filters` are about the channel alone: all that the roll-up knows of where somebody came from. */
export type RollupPeriod = { site: string; from: number; to: number; filters: readonly Filter[] }

const quarterMs = 900_000

/** Whether the roll-up can answer for a period: both ends, in epoch milliseconds, on a quarter of an hour. */
export const onQuarters = ({ from, to }: { from: number; to: number }): boolean =>
  from % quarterMs === 0 && to % quarterMs === 0

const source = (name: keyof typeof projections, selected: string, { site, from, to, filters }: RollupPeriod): Sql =>
  sql`(SELECT \`${raw(quarter)}\` AS quarter, channel, ${raw(selected)}
    FROM mergeTreeProjection(currentDatabase(), 'events', ${name})
    WHERE site = ${site} AND quarter >= fromUnixTimestamp(${from / 1000}) AND quarter < fromUnixTimestamp(${to / 1000})
      AND ${filtersSql(filters)})`

/**
 * Rows of (quarter DateTime UTC, channel, name_bit, events UInt64, sessions_opened UInt64). Every event is in exactly
 * one row: events, page views and conversions of the names told apart are sums over it.
 */
export const tallyRollup = (period: RollupPeriod): Sql =>
  source(
    'rollup_tally',
    'name_bit, finalizeAggregation(`count()`) AS events, finalizeAggregation(`sum(session_opens)`) AS sessions_opened',
    period,
  )

/** Rows of (quarter, channel, visitor UInt64, names UInt64): who was there, and the bits of the names that they did. */
export const peopleRollup = (period: RollupPeriod): Sql =>
  source('rollup_people', 'visitor, finalizeAggregation(`groupBitOr(name_bit)`) AS names', period)

/**
 * Rows of (quarter, channel, opened DateTime UTC, session UInt64): sessions that had events in a quarter other than the
 * one that opened them. Sessions of a span of time = sum(sessions_opened) of its tally + uniqExact(session) of the
 * crossings in it whose `opened` is outside of it.
 */
export const crossingsRollup = (period: RollupPeriod): Sql =>
  sql`(SELECT * FROM ${source('rollup_crossings', `\`${quarterOpened}\` AS opened, \`${crossing}\` AS session`, period)} WHERE session != 0)`

/** Whether a name ever happened on a site, without reading events. The name is one of rollupNames. */
export const everHappened = (site: string, name: (typeof rollupNames)[number]): Sql =>
  sql`SELECT 1 FROM mergeTreeProjection(currentDatabase(), 'events', rollup_tally)
    WHERE site = ${site} AND name_bit = ${nameBits([name]) ?? 0n} LIMIT 1`

/** The bits of all names that happened in a period or within a quarter of an hour of it, without reading events. */
export const happenedBits = ({ site, from, to }: Omit<RollupPeriod, 'filters'>): Sql => {
  const outer = { from: Math.floor(from / quarterMs) * quarterMs, to: Math.ceil(to / quarterMs) * quarterMs }
  return sql`SELECT groupBitOr(name_bit) AS bits FROM ${tallyRollup({ site, ...outer, filters: [] })}`
}

/** The bit of a name, also of one that is not told apart from others. */
export const nameBit = (name: string): bigint => nameBits([name]) ?? 1n << BigInt(otherBit)

/** These names as bits of name_bit; undefined when one is not told apart there. */
export const nameBits = (names: readonly string[]): bigint | undefined => {
  const positions = names.map((name) => (rollupNames as readonly string[]).indexOf(name))
  if (positions.includes(-1)) return undefined
  return positions.reduce((all, position) => all | (1n << BigInt(position)), 0n)
}
