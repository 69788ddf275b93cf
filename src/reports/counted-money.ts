import type { Goal } from '../contract/goal.ts'
import { markBit, worthRollup } from '../events/index.ts'
import { namesOf } from '../goals/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import type { GatherPlan } from './gathered.ts'
import type { MoneyRow, Worth } from './money.ts'
import { bitsOf, bitsOfMark, type Parted, purchaseBit } from './parted.ts'
import { canBeUndone, isGone, markedPurchase, netOfRefunded, refundedSql, type SiteFacts } from './rows.ts'
import type { EventsAlike } from './slots.ts'

/** The value of macro conversions, where it is known from what was counted. At a place, or together (null). */
export type Money = { at: (place: number | null) => Worth }

export const fromEvent = (goal: Goal): boolean => goal.tier === 'macro' && goal.value.kind === 'event'

/**
 * Events add their values up where marks tell their goal and it counts every time; other goals ask for the largest of a
 * session or person. A fixed value is worth its conversions, unless some were given back: they count before refunds.
 */
export const moneyTold = ({ special, once, told }: Parted, facts: SiteFacts): boolean => {
  const isLost = (goal: Goal): boolean =>
    goal.tier === 'macro' && goal.value.kind === 'fixed' && facts.refunds && canBeUndone(namesOf(goal.condition))
  return ![...special, ...once].some(fromEvent) && ![...special, ...told.map(({ goal }) => goal)].some(isLost)
}

/** What events at a place were worth that have the same bits; null is the site's currency. */
export type WorthPart = { place: number; bits: bigint; currency: string | null; net: number; gross: number }

/** `fixedAt` says what goals with a fixed value are worth at a place. */
export const moneyOfParts = (
  parted: Parted,
  parts: readonly WorthPart[],
  fixedAt: (place: number | null) => number,
): Money => {
  const bits = bitsOf(parted, fromEvent)
  const valued = parts.filter((part) => (part.bits & bits) !== 0n)
  return {
    at: (place) => {
      const fixed = fixedAt(place)
      const worth: Worth = { net: fixed, gross: fixed, other_currencies: {} }
      for (const part of valued) {
        if (place !== null && part.place !== place) continue
        if (part.currency === null) {
          worth.net += part.net
          worth.gross += part.gross
        } else worth.other_currencies[part.currency] = (worth.other_currencies[part.currency] ?? 0) + part.net
      }
      return worth
    },
  }
}

/** Null when some were paid in other currencies, which counted events do not tell apart. */
export const worthOfEvents = (events: readonly EventsAlike[]): WorthPart[] | null =>
  events.some(({ paid }) => paid === 2)
    ? null
    : events.map(({ place, mark, net, gross }) => ({ place, bits: bitsOfMark(mark), currency: null, net, gross }))

type WorthRow = { place: number; did: number; currency: string; gone: number; net: number; gross: number; n: string }

/** Sales one by one and other values summed, by place; purchases are netted as rows of events are. */
const worthQuery = (plan: GatherPlan): Sql => {
  const { facts, currency, places } = plan
  const isPurchase = sql`bitAnd(${markBit(sql`mark`)}, ${purchaseBit}) != 0`
  const rows = sql`SELECT toUInt16(${places.ofRollup}) AS place, mark AS did, ${isPurchase} AS is_purchase,
      if(currency = ${currency}, '', currency) AS paid_in, events, worth, each AS value, ${refundedSql(facts, markedPurchase)} AS refunded
    FROM ${worthRollup(plan)}`
  return sql`SELECT place, did, paid_in AS currency, toUInt8(${isGone}) AS gone, sum(events) AS n,
      sum(if(is_purchase, ${netOfRefunded} * events, worth)) AS net, sum(worth) AS gross
    FROM (${rows}) GROUP BY place, did, currency, gone`
}

/** What the roll-up knows of values, and how many purchases were given back. */
export const askWorth = async (
  ask: <Row>(query: Sql) => Promise<Row[]>,
  plan: GatherPlan,
): Promise<{ parts: readonly WorthPart[]; gone: readonly { place: number; bits: bigint; n: number }[] }> => {
  const { parted, facts, countsMoney } = plan
  const isSold = (bitsOf(parted, () => true) & purchaseBit) !== 0n
  const isAsked = (countsMoney && bitsOf(parted, fromEvent) !== 0n) || (facts.refunds && isSold)
  const rows = isAsked ? await ask<WorthRow>(worthQuery(plan)) : []
  return {
    parts: rows.map(({ place, did, currency, net, gross }) => {
      return { place, bits: bitsOfMark(did), currency: currency || null, net, gross }
    }),
    gone: rows.flatMap(({ place, did, gone, n }) =>
      gone === 1 ? [{ place, bits: bitsOfMark(did), n: Number(n) }] : [],
    ),
  }
}

/** As moneyQuery answers, by key. */
export const moneyRows = (keys: readonly string[], money: Money): MoneyRow[] =>
  [null, ...keys.keys()].map((place) => {
    const { net, gross, other_currencies } = money.at(place)
    return {
      key: place === null ? '' : (keys[place] ?? ''),
      together: place === null ? 1 : 0,
      net,
      gross,
      other_currencies,
    }
  })
