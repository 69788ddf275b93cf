import type { Goal } from '../contract/goal.ts'
import { markBit, visitsRollup, worthRollup } from '../events/index.ts'
import { bind, join, type Sql, sql } from '../platform/sql.ts'
import { anySet, column, list, u64, wordsFor } from './bits.ts'
import { bitsOf, byCost, convertsFor, metColumns, namedBy, onceColumns, type Parted, purchaseBit } from './parted.ts'
import { isGone, markedPurchase, netOfRefunded, type Rows, refundedSql, rowsSql } from './rows.ts'
import { didSql, eventSql, placeBits, placeBitsTogether, placeColumns } from './slots.ts'

/**
 * The shares that slots are made of: what one session (or visit) adds to its person, and events at a place that are
 * alike. From the events, or from the roll-up and the events of special goals.
 */

export type Places = {
  count: number
  /** Which place (from 0) an event, or a row of the roll-up, lies in. */
  ofEvent: Sql
  ofRollup: Sql
  /** The place of a key by which it was asked what happened; less than 0 of none. */
  ofKey: (key: string) => number
  isOfSession: boolean
}

export type GatherPlan = Rows & { parted: Parted; places: Places; currency: string; countsMoney: boolean }

const after = (columns: readonly Sql[]): Sql => (columns.length === 0 ? sql`` : sql`, ${list(columns)}`)
const u8 = (number: number): Sql => bind(number, 'UInt8')

export const metNames = ({ special }: Parted): Sql[] => wordsFor(special.length).map((word) => column('met', word))
export const onceNames = ({ once }: Parted): Sql[] => wordsFor(once.length).map((word) => column('once', word))

const ofTier = (tier: Goal['tier']) => (goal: Goal) => goal.tier === tier

/** Rows of (visitor, session, place, bits, did, met_0, …) with what they convert for. */
const converting = (rows: Sql, parted: Parted): Sql =>
  sql`SELECT *, ${convertsFor(parted, ofTier('macro'))} AS macro, ${convertsFor(parted, ofTier('micro'))} AS micro
    FROM (${rows})`

/** Whether a purchase was given back matters where some were, and a goal tells purchases by their mark. */
export const asksGone = ({ facts, parted }: GatherPlan): boolean =>
  facts.refunds && (bitsOf(parted, () => true) & purchaseBit) !== 0n

/** What tells the events that have a value of their own. */
const valuedBits = ({ parted, countsMoney }: GatherPlan): bigint =>
  countsMoney ? bitsOf(parted, (goal) => goal.tier === 'macro' && goal.value.kind === 'event') : 0n

type Chosen = { where: Sql; mark: Sql; wanted?: readonly Goal[] }

/** The events that are chosen by `where`; of the special goals only those wanted are looked for. */
const eventRows = (plan: GatherPlan, { where, mark, wanted }: Chosen): Sql => {
  const { parted, facts, places, currency } = plan
  const refunded = refundedSql(facts, asksGone(plan) ? markedPurchase : sql`0`)
  const gone = asksGone(plan) ? sql`toUInt8(${isGone})` : u8(0)
  const valued = valuedBits(plan)
  const isValued = sql`bitAnd(${markBit(mark)}, ${u64(valued)}) != 0`
  const money = sql`multiIf(NOT ${isValued}, ${u8(0)}, currency IN ('', ${currency}), ${u8(1)}, ${u8(2)}) AS paid,
    if(paid = 1, ${netOfRefunded}, 0) AS net, if(paid = 1, value, 0) AS gross`
  return sql`SELECT visitor, session, toUInt16(${places.ofEvent}) AS place, ${refunded} AS refunded, ${gone} AS gone,
      if(gone, ${u64(0n)}, ${markBit(mark)}) AS bits, ${valued === 0n ? sql`${u8(0)} AS paid` : money},
      ${didSql(places.count, mark)} AS did ${after(metColumns(parted, facts, wanted))}
    FROM events WHERE ${rowsSql(plan)} ${where}`
}

/** Those of special goals, and nothing but those goals of them: beside the roll-up, which does not know them. */
const specialEvents = ({ parted }: GatherPlan): Chosen[] =>
  byCost(parted.special).map((wanted) => {
    const where = sql`AND ${namedBy(wanted)} AND (${anySet(metNames(parted))})`
    return { where, wanted, mark: u8(64) }
  })

/** Sales that were not given back. */
const lastingSales = (plan: GatherPlan): Sql =>
  sql`SELECT visitor, session, toUInt16(${plan.places.ofRollup}) AS place, ${u64(purchaseBit)} AS bits
    FROM (SELECT *, each AS value, ${refundedSql(plan.facts, markedPurchase)} AS refunded FROM ${worthRollup(plan)}
      WHERE bitAnd(${markBit(sql`mark`)}, ${u64(purchaseBit)}) != 0)
    WHERE NOT ${isGone}`

/** The visits of the roll-up, without the purchases that were given back. */
const visitRows = (plan: GatherPlan): Sql => {
  const kept = asksGone(plan) ? sql`bitAnd(marks, bitNot(${u64(purchaseBit)}))` : sql`marks`
  const visits = sql`SELECT visitor, session, toUInt16(${plan.places.ofRollup}) AS place, ${kept} AS bits FROM ${visitsRollup(plan)}`
  return asksGone(plan) ? sql`${visits} UNION ALL ${lastingSales(plan)}` : visits
}

/** The same with no special goal met. */
const rolledRows = (plan: GatherPlan): Sql =>
  sql`SELECT * ${after(metNames(plan.parted).map((name) => sql`${u64(0n)} AS ${name}`))} FROM (${visitRows(plan)})`

/** What every share is told by, in this order. */
const columnsOf = ({ parted, places }: GatherPlan): Sql =>
  list([
    ...[sql`of_person`, sql`visitor`, ...placeColumns(places.count), sql`event`, ...metNames(parted)],
    ...[sql`counted`, sql`net`, sql`gross`],
  ])

/** Each visit of the roll-up as it is, as far as it tells of people. */
const peopleOfVisits = (plan: GatherPlan): Sql =>
  sql`SELECT visitor, ${placeBits(plan.places.count)} FROM (${converting(visitRows(plan), plan.parted)})`

const sharesOfVisits = (plan: GatherPlan): Sql => {
  const { parted, places } = plan
  return sql`SELECT ${columnsOf(plan)} FROM (SELECT *, ${u8(1)} AS of_person, toUInt32(0) AS event, ${u64(1n)} AS counted,
      0. AS net, 0. AS gross, ${placeBits(places.count)} FROM (${converting(rolledRows(plan), parted)}))`
}

/** Events in one pass: by session, which is one visitor's; and by what they did. */
const sharesOfEvents = (plan: GatherPlan, rows: Sql): Sql => {
  const { parted, places } = plan
  const mets = after(metNames(parted))
  const told = sql`SELECT *, ${placeBits(places.count)} FROM (${converting(rows, parted)})`
  const sums = sql`sum(net) AS net, ${asksGone(plan) ? sql`sum(gross)` : sql`net`} AS gross`
  // Visitors of a session are all one: half the memory of any().
  const grouped = sql`SELECT toUInt8(grouping(session) = 0) AS of_person, groupBitOr(visitor) AS visitor,
      if(of_person, 0, ${eventSql(sql`did`)}) AS event ${mets},
      ${placeBitsTogether(places.count)}, if(of_person, 1, count()) AS counted,
      ${valuedBits(plan) === 0n ? sql`0. AS net, 0. AS gross` : sums}
    FROM (${told}) GROUP BY GROUPING SETS ((session), (did ${mets}))`
  return sql`SELECT ${columnsOf(plan)} FROM (${grouped})`
}

const everyEvent = (plan: GatherPlan): Sql => eventRows(plan, { where: sql``, mark: sql`mark` })

const apart = (plan: GatherPlan): GatherPlan => ({ ...plan, countsMoney: false })
const specialRows = (plan: GatherPlan): Sql[] => {
  const columns = list([sql`visitor`, sql`session`, sql`place`, sql`bits`, sql`did`, ...metNames(plan.parted)])
  return specialEvents(plan).map((some) => sql`SELECT ${columns} FROM (${eventRows(apart(plan), some)})`)
}

/** Everything, from the events. */
export const gatherEvents = (plan: GatherPlan): Sql => sharesOfEvents(plan, everyEvent(plan))

/** People from the roll-up, nothing but people; unless there is what it does not know, the events of special goals. */
export const gatherRollup = (plan: GatherPlan): Sql => {
  const rows = specialRows(plan)
  if (rows.length === 0) return peopleOfVisits(plan)
  return sql`${sharesOfVisits(plan)} UNION ALL ${sharesOfEvents(apart(plan), join(rows, ' UNION ALL '))}`
}

/** Rows of (visitor, session, place, once_0, …): who did something for goals that count once. */
export const onceRows = (plan: GatherPlan, from: 'events' | 'rollup'): Sql => {
  const { parted } = plan
  const columns = list([sql`visitor`, sql`session`, sql`place`, sql`bits`, ...metNames(parted)])
  const sources = from === 'events' ? [everyEvent(plan)] : [rolledRows(plan), ...specialRows(plan)]
  const rows = sources.map((some) => sql`SELECT ${columns} FROM (${some})`)
  const once = onceNames(parted)
  return sql`SELECT visitor, session, place, ${list(once)}
    FROM (SELECT * ${after(onceColumns(parted))} FROM (${join(rows, ' UNION ALL ')})) WHERE ${anySet(once)}`
}
