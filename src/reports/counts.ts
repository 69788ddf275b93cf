import type { Goal } from '../contract/goal.ts'
import { crossingsRollup, type EventStore, nameBits, onQuarters, type QueryOptions } from '../events/index.ts'
import { bind, type Sql, sql } from '../platform/sql.ts'
import { bitIn, wordOf } from './bits.ts'
import {
  askWorth,
  fromEvent,
  type Money,
  moneyOfParts,
  moneyTold,
  type WorthPart,
  worthOfEvents,
} from './counted-money.ts'
import { openedOutside } from './counted-rows.ts'
import {
  asksGone,
  type GatherPlan,
  gatherEvents,
  gatherRollup,
  metNames,
  onceNames,
  onceRows,
  type Places,
} from './gathered.ts'
import { goalsThatHappened, type Happened } from './happened.ts'
import { type MoneyRow, moneyOf, moneyQuery } from './money.ts'
import { type Once, type OnceRow, onceQuery, readOnce } from './once.ts'
import { bitsOfMark, onceBits, type Parted, part } from './parted.ts'
import type { Rows } from './rows.ts'
import { readSlots, type SlotRow, type Slots, type SlotsPlan, slotsQuery } from './slots.ts'

/**
 * People, sessions, events, conversions and value at every place (point of a line, channel) and together: from the
 * roll-up where the filters allow it, otherwise from the events in one pass, with the same figures (a test holds one
 * against the other).
 */
export type CountsPlan = Rows & { happened: Happened; goals: readonly Goal[]; places: Places; currency: string }

/** The roll-up knows quarters of an hour and the session's channel. */
export const canUseRollup = (plan: Rows): boolean =>
  onQuarters(plan) && plan.filters.every(({ field }) => field === 'channel')

/** Values of a field, which an event and a row of the roll-up have under the same name, as places. */
export const placesOfKeys = (keys: readonly string[], field: Sql): Omit<Places, 'isOfSession'> => {
  const places = bind(
    keys.map((_, place) => place),
    'Array(UInt16)',
  )
  const place = sql`transform(${field}, ${keys}, ${places}, toUInt16(0))`
  return { count: keys.length, ofEvent: place, ofRollup: place, ofKey: (key) => keys.indexOf(key) }
}

/** Sessions seen at a place that another one opened, and in the period that it did not open. */
const rollupCrossingsQuery = (plan: CountsPlan): Sql => {
  const { ofRollup, isOfSession } = plan.places
  const opened = sql`SELECT opened AS quarter, channel, session, ${openedOutside(plan)} AS outside, ${ofRollup} AS opened_at, seen_at
    FROM (SELECT opened, opened AS started, channel, session, ${ofRollup} AS seen_at FROM ${crossingsRollup(plan)})`
  const elsewhere = isOfSession ? sql`outside` : sql`(outside OR opened_at != seen_at)`
  return sql`SELECT toUInt16(seen_at) AS place, grouping(place) AS together, uniqExact(session) AS between,
      uniqExactIf(session, outside) AS beyond
    FROM (${opened}) WHERE ${elsewhere} GROUP BY place WITH ROLLUP`
}

type CrossingsRow = { place: number; together: string; between: string; beyond: string }

const counted = [
  'people',
  'sessions',
  'events',
  'page_views',
  'macro',
  'macro_people',
  'micro',
  'micro_people',
] as const
export type Counts = Record<(typeof counted)[number], number>

/** Events of a place with one mark, or a share of them that differs: `n` are events, `counted` those that convert. */
type Tally = { place: number; bits: bigint; met: readonly bigint[]; n: number; counted: number }

type Read = {
  slots: Slots
  once: Once
  tallies: readonly Tally[]
  sessionsAt: (place: number | null) => number
  /** Null where it is not known from what was counted. */
  worth: readonly WorthPart[] | null
}

const pageView = nameBits('page_view')

/** Conversions of a goal at a place. */
const conversionsOf = (parted: Parted, { once, tallies }: Pick<Read, 'once' | 'tallies'>) => {
  const everyTime = (of: (tally: Tally) => boolean, place: number | null): number =>
    tallies.reduce(
      (sum, tally) => ((place === null || tally.place === place) && of(tally) ? sum + tally.counted : sum),
      0,
    )
  const toldBits = new Map(parted.told.map(({ goal, bits }) => [goal, bits]))
  return (goal: Goal, place: number | null): number => {
    if (goal.counting !== 'every') return once(parted.once.indexOf(goal), place)
    const bits = toldBits.get(goal)
    if (bits !== undefined) return everyTime((tally) => (tally.bits & bits) !== 0n, place)
    const index = parted.special.indexOf(goal)
    return everyTime(({ met }) => ((met[wordOf(index)] ?? 0n) & bitIn(index)) !== 0n, place)
  }
}

type Conversions = ReturnType<typeof conversionsOf>

const countsAt = (goals: readonly Goal[], { slots, tallies, sessionsAt }: Read, conversions: Conversions) => {
  return (place: number | null): Counts => {
    const here = tallies.filter((tally) => place === null || tally.place === place)
    const ofTier = (tier: Goal['tier']): number =>
      goals.reduce((sum, goal) => (goal.tier === tier ? sum + conversions(goal, place) : sum), 0)
    return {
      people: slots.at('people', place),
      sessions: sessionsAt(place),
      events: here.reduce((sum, { n }) => sum + n, 0),
      page_views: here.reduce((sum, { n, bits }) => ((bits & pageView) === 0n ? sum : sum + n), 0),
      macro: ofTier('macro'),
      macro_people: slots.at('macro', place),
      micro: ofTier('micro'),
      micro_people: slots.at('micro', place),
    }
  }
}

type Ask = <Row>(query: Sql, more?: Pick<QueryOptions, 'gatherings' | 'isLarge'>) => Promise<Row[]>

/** Sums of the roll-up, a few rows for each hour: beside a large query rather than after it. */
const small = { isLarge: false } as const

const askSlots = async (ask: Ask, shares: Sql, plan: GatherPlan, counts: SlotsPlan['counts']) => {
  const { facts, places, parted } = plan
  const asked = { places: places.count, mets: metNames(parted), facts, counts }
  return readSlots(await ask<SlotRow>(slotsQuery(shares, { ...asked, isNetGross: !asksGone(plan) })), places.count)
}

/** Apart from the rest, so that each has the memory for itself. */
const askOnce = async (ask: Ask, plan: GatherPlan, from: 'events' | 'rollup'): Promise<Once> => {
  const { parted, facts } = plan
  if (parted.once.length === 0) return () => 0
  const ofKind = (kind: Goal['counting']) => onceBits(parted, ({ counting }) => counting === kind)
  const asked = { names: onceNames(parted), ofSession: ofKind('session'), ofPerson: ofKind('person') }
  const query = onceQuery(onceRows(plan, from), { ...asked, facts })
  return readOnce(await ask<OnceRow>(query, { gatherings: 2 }))
}

const talliesOf = (slots: Slots): Tally[] =>
  slots.events.map(({ place, mark, isGone, met, n }) => ({
    place,
    bits: bitsOfMark(mark),
    met: met.map(BigInt),
    n: Number(n),
    counted: isGone ? 0 : Number(n),
  }))

const askRollup = async (ask: Ask, plan: GatherPlan & CountsPlan): Promise<Read> => {
  const { places, parted, happened } = plan
  const [slots, crossings, worth] = await Promise.all([
    askSlots(ask, gatherRollup(plan), plan, { sessions: false, events: parted.special.length > 0 }),
    ask<CrossingsRow>(rollupCrossingsQuery(plan), small),
    askWorth((query) => ask(query, small), plan),
  ])
  const crossing = (place: number | null): CrossingsRow | undefined =>
    crossings.find(({ together, place: at }) => (place === null ? together === '1' : together === '0' && at === place))
  const placed = happened.tally
    .map(({ key, ...row }) => ({ ...row, place: places.ofKey(key) }))
    .filter(({ place }) => place >= 0)
  const sessionsAt = (place: number | null): number =>
    placed
      .filter((row) => place === null || row.place === place)
      .reduce(
        (sum, { opened }) => sum + opened,
        Number((place === null ? crossing(null)?.beyond : crossing(place)?.between) ?? 0),
      )
  const told = placed.map(({ place, mark, events }): Tally => {
    return { place, bits: bitsOfMark(mark), met: [], n: events, counted: events }
  })
  const gone = worth.gone.map(({ place, bits, n }): Tally => ({ place, bits, met: [], n: 0, counted: -n }))
  const special = talliesOf(slots).map((one) => ({ ...one, n: 0 }))
  const once = await askOnce(ask, plan, 'rollup')
  return { slots, once, tallies: [...told, ...gone, ...special], sessionsAt, worth: worth.parts }
}

const askEvents = async (ask: Ask, plan: GatherPlan & CountsPlan): Promise<Read> => {
  const slots = await askSlots(ask, gatherEvents(plan), plan, { sessions: true, events: true })
  const sessionsAt = (place: number | null): number => slots.at('sessions', place)
  const once = await askOnce(ask, plan, 'events')
  return { slots, once, tallies: talliesOf(slots), sessionsAt, worth: worthOfEvents(slots.events) }
}

export type Counted = {
  /** The counts at a place (from 0), or together (null). */
  at: (place: number | null) => Counts
  /** The value of macro conversions. */
  money: Money
}

const askMoney = async (ask: Ask, plan: CountsPlan): Promise<Money> => {
  const query = moneyQuery(plan, sql`toUInt16(${plan.places.ofEvent})`)
  const values = moneyOf(query ? await ask<MoneyRow>(query) : [])
  return { at: (place) => (place === null ? values.together : values.at(place)) }
}

/**
 * Few events have a value: a question of their own costs less than to carry their sums through all others, unless it
 * would read the properties once more, which take more than all else.
 */
const isAlone = ({ goals, filters }: CountsPlan): boolean =>
  goals.some(fromEvent) && !filters.some(({ field }) => field.startsWith('property:'))

export const askCounts = async (events: EventStore, asked: CountsPlan, options: QueryOptions): Promise<Counted> => {
  const ask: Ask = (query, more) => events.query(query, { ...options, ...more })
  const goals = goalsThatHappened(asked.goals, asked.happened)
  const parted = part(goals)
  const isRolled = canUseRollup(asked)
  const plan = { ...asked, goals, parted, countsMoney: moneyTold(parted, asked.facts) && (isRolled || !isAlone(asked)) }
  const [read, money] = await Promise.all([
    isRolled ? askRollup(ask, plan) : askEvents(ask, plan),
    plan.countsMoney ? null : askMoney(ask, plan),
  ])
  const conversions = conversionsOf(parted, read)
  const fixedAt = (place: number | null): number =>
    goals.reduce(
      (sum, goal) =>
        goal.tier === 'macro' && goal.value.kind === 'fixed' ? sum + goal.value.amount * conversions(goal, place) : sum,
      0,
    )
  const counted = plan.countsMoney && read.worth ? moneyOfParts(parted, read.worth, fixedAt) : null
  return { at: countsAt(goals, read, conversions), money: counted ?? money ?? (await askMoney(ask, plan)) }
}
