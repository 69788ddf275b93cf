import type { Goal } from '../contract/goal.ts'
import { joinedPersonSql, visitsRollup, worthRollup } from '../events/index.ts'
import { bind, join, type Sql, sql } from '../platform/sql.ts'
import {
  bitOfMark,
  bitsOf,
  byCost,
  column,
  convertsFor,
  metColumns,
  namedBy,
  onceColumns,
  type Parted,
  purchaseBit,
  wordsFor,
} from './parted.ts'
import { isGone, markedPurchase, netOfRefunded, personSql, type Rows, refundedSql, rowsSql } from './rows.ts'
import { eventSql, placeBits, placeBitsTogether, turns } from './slots.ts'

/** The gathered rows that slots are made of: from the events, or from the roll-up and the events of special goals. */

export type Places = {
  count: number
  /** Which place (from 0) an event, or a row of the roll-up, lies in. */
  ofEvent: Sql
  ofRollup: Sql
  isOfSession: boolean
}

export type GatherPlan = Rows & { parted: Parted; places: Places; currency: string; countsMoney: boolean }

const list = (columns: readonly Sql[]): Sql => join(columns, ', ')
const after = (columns: readonly Sql[]): Sql => (columns.length === 0 ? sql`` : sql`, ${list(columns)}`)
const anySet = (columns: readonly Sql[]): Sql =>
  join(
    columns.map((name) => sql`${name} != 0`),
    ' OR ',
  )
const u8 = (number: number): Sql => bind(number, 'UInt8')
const u64 = (bits: bigint): Sql => bind(bits, 'UInt64')

export const metNames = ({ special }: Parted): Sql[] => wordsFor(special.length).map((word) => column('met', word))
const onceNames = ({ once }: Parted): Sql[] => wordsFor(once.length).map((word) => column('once', word))

const ofTier = (tier: Goal['tier']) => (goal: Goal) => goal.tier === tier

/** Rows of (visitor, session, place, bits, event, met_0, …) with what they convert for. */
const converting = (rows: Sql, parted: Parted): Sql =>
  sql`SELECT *, ${convertsFor(parted, ofTier('macro'))} AS macro, ${convertsFor(parted, ofTier('micro'))} AS micro
    ${after(onceColumns(parted))} FROM (${rows})`

/** Whether a purchase was given back matters where some were, and a goal tells purchases by their mark. */
const asksGone = ({ facts, parted }: GatherPlan): boolean =>
  facts.refunds && (bitsOf(parted, () => true) & purchaseBit) !== 0n

const valuedBits = ({ parted, countsMoney }: GatherPlan): bigint =>
  countsMoney ? bitsOf(parted, (goal) => goal.tier === 'macro' && goal.value.kind === 'event') : 0n

type Events = { where: Sql; mark: Sql; wanted?: readonly Goal[] }

/** The events that are chosen by `where`; of the special goals only those wanted are looked for. */
const eventRows = (plan: GatherPlan, { where, mark, wanted }: Events): Sql => {
  const { parted, facts, places, currency } = plan
  const refunded = refundedSql(facts, asksGone(plan) ? markedPurchase : sql`0`)
  const gone = asksGone(plan) ? sql`toUInt8(${isGone})` : u8(0)
  const valued = valuedBits(plan)
  const paid = sql`multiIf(bitAnd(${bitOfMark(mark)}, ${u64(valued)}) = 0, ${u8(0)}, currency IN ('', ${currency}), ${u8(1)}, ${u8(2)})`
  const money =
    valued === 0n
      ? sql`0 AS net, 0 AS gross`
      : sql`${paid} AS paid, if(paid = 1, ${netOfRefunded}, 0) AS net, if(paid = 1, value, 0) AS gross`
  return sql`SELECT visitor, session, toUInt16(${places.ofEvent}) AS place, ${refunded} AS refunded, ${gone} AS gone,
      if(gone, ${u64(0n)}, ${bitOfMark(mark)}) AS bits, ${money},
      ${eventSql({ mark, gone: sql`gone`, paid: valued === 0n ? u8(0) : sql`paid` })} AS event
      ${after(metColumns(parted, facts, wanted))}
    FROM events WHERE ${rowsSql(plan)} ${where}`
}

/** The events of special goals, and nothing but those goals of them: beside the roll-up, which does not know them. */
const specialRows = (plan: GatherPlan): Sql[] =>
  byCost(plan.parted.special).map((wanted) => {
    const where = sql`AND ${namedBy(wanted)} AND (${anySet(metNames(plan.parted))})`
    return eventRows({ ...plan, countsMoney: false }, { where, wanted, mark: u8(64) })
  })

/** Sales that were not given back. */
const lastingSales = (plan: GatherPlan): Sql =>
  sql`SELECT visitor, session, toUInt16(${plan.places.ofRollup}) AS place, ${u64(purchaseBit)} AS bits
    FROM (SELECT *, each AS value, ${refundedSql(plan.facts, markedPurchase)} AS refunded FROM ${worthRollup(plan)}
      WHERE bitAnd(${bitOfMark(sql`mark`)}, ${u64(purchaseBit)}) != 0)
    WHERE NOT ${isGone}`

/** The visits of the roll-up, without the purchases that were given back. */
const visitRows = (plan: GatherPlan): Sql => {
  const kept = asksGone(plan) ? sql`bitAnd(marks, bitNot(${u64(purchaseBit)}))` : sql`marks`
  const visits = sql`SELECT visitor, session, toUInt16(${plan.places.ofRollup}) AS place, ${kept} AS bits FROM ${visitsRollup(plan)}`
  return asksGone(plan) ? sql`${visits} UNION ALL ${lastingSales(plan)}` : visits
}

/** Positions of all bits that are set in once_0, …, as turns. */
const goalTurns = (parted: Parted): Sql =>
  sql`arrayConcat(${list(
    onceNames(parted).map(
      (name, word) => sql`arrayMap(bit -> toUInt8(${turns.firstGoal + word * 64} + bit), bitPositionsToArray(${name}))`,
    ),
  )})`

/** Whose share a row is: of a person with several visitors, or of whoever converts for a goal that counts once. */
const whomSql = ({ parted, facts }: GatherPlan): Sql => {
  const ofSession = parted.once.flatMap(({ counting }, place) =>
    counting === 'session' ? [u8(turns.firstGoal + place)] : [],
  )
  const once =
    ofSession.length === 0 ? personSql(facts) : sql`if(turn IN (${list(ofSession)}), session, ${personSql(facts)})`
  const joined = joinedPersonSql(facts)
  if (parted.once.length === 0) return sql`if(turn = ${turns.person}, ${joined}, 0)`
  return sql`multiIf(turn = ${turns.person}, ${joined}, turn < ${turns.firstGoal}, 0, ${once})`
}

type Sets = { countsSessions: boolean; countsEvents: boolean }

/** One pass over rows of `converting`: by visitor, and where it is asked for by session, event and goal that counts once. */
const gather = (plan: GatherPlan, rows: Sql, { countsSessions, countsEvents }: Sets): Sql => {
  const { parted, places } = plan
  const [mets, once] = [metNames(parted), onceNames(parted)]
  // Amounts are told apart rather than summed: only few events have one, but every session would keep the sums.
  const hasMoney = countsSessions && valuedBits(plan) !== 0n
  const amounts = hasMoney ? [sql`net`, sql`gross`] : []
  const event = list([sql`event`, ...mets, ...amounts])
  const perGoal = list([...once, sql`once_session`, sql`once_visitor`])
  const ofGoals = once.length > 0
  const sets = [
    sql`(visitor)`,
    ...(countsSessions ? [sql`(session)`] : []),
    ...(countsEvents ? [sql`(${event})`] : []),
    ...(ofGoals ? [sql`(${perGoal})`] : []),
  ]
  const onceWhom = sql`if(${anySet(once)}, session, 0) AS once_session, if(${anySet(once)}, visitor, 0) AS once_visitor`
  const kind =
    sets.length === 1
      ? u8(turns.person)
      : sql`multiIf(grouping(visitor) = 0, ${u8(turns.person)}
    ${countsSessions ? sql`, grouping(session) = 0, ${u8(turns.session)}` : sql``}
    ${countsEvents ? sql`, grouping(event) = 0, ${u8(turns.events)}` : sql``}, ${u8(turns.firstGoal)})`
  const none = [
    ...(countsSessions ? [] : [sql`toUInt64(0) AS session`]),
    ...(countsEvents ? [] : [sql`toUInt32(0) AS event`, ...mets.map((name) => sql`toUInt64(0) AS ${name}`)]),
  ]
  const keys = [
    sql`visitor`,
    ...(countsSessions ? [sql`session`] : []),
    ...(countsEvents ? [event] : []),
    ...(ofGoals ? [perGoal] : []),
  ]
  const grouped = sql`SELECT ${kind} AS kind, ${list([...keys, ...none])}, ${placeBitsTogether(places.count)},
      ${list([countsEvents ? sql`count() AS counted` : sql`1 AS counted`, ...(hasMoney ? [] : [sql`0 AS net`, sql`0 AS gross`])])}
    FROM (SELECT *, ${placeBits(places.count)} ${ofGoals ? sql`, ${onceWhom}` : sql``} FROM (${converting(rows, parted)}))
    GROUP BY ${sets.length === 1 ? sql`visitor` : sql`GROUPING SETS (${list(sets)})`}`
  const money = sql`net * counted AS net, gross * counted AS gross`
  const turn = ofGoals
    ? sql`* EXCEPT (visitor, session, net, gross), arrayJoin(if(kind = ${turns.firstGoal}, ${goalTurns(parted)}, [kind])) AS turn,
        if(kind = ${turns.firstGoal}, once_visitor, visitor) AS visitor, once_session AS session, ${money}`
    : sql`* EXCEPT (net, gross), kind AS turn, ${money}`
  return sql`SELECT *, ${whomSql(plan)} AS whom, if(turn = ${turns.events}, counted, 1) AS n FROM (SELECT ${turn} FROM (${grouped}))`
}

/** Everything, from the events. */
export const gatherEvents = (plan: GatherPlan): Sql =>
  gather(plan, eventRows(plan, { where: sql``, mark: sql`mark` }), { countsSessions: true, countsEvents: true })

/** People and goals that count once, from the roll-up; and events, as far as special goals tell them. */
export const gatherRollup = (plan: GatherPlan): Sql => {
  const mets = metNames(plan.parted)
  const columns = list([sql`visitor`, sql`session`, sql`place`, sql`bits`])
  if (mets.length === 0)
    return gather(plan, sql`SELECT ${columns} FROM (${visitRows(plan)})`, {
      countsSessions: false,
      countsEvents: false,
    })
  const visits = sql`SELECT ${columns}, 0 AS net, 0 AS gross, toUInt32(0) AS event, ${list(mets.map((name) => sql`toUInt64(0) AS ${name}`))} FROM (${visitRows(plan)})`
  const special = specialRows(plan).map(
    (rows) => sql`SELECT ${columns}, net, gross, event, ${list(mets)} FROM (${rows})`,
  )
  return gather(plan, join([visits, ...special], ' UNION ALL '), { countsSessions: false, countsEvents: true })
}
