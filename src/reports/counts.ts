import type { Goal } from '../contract/goal.ts'
import {
  crossingsRollup,
  type EventStore,
  happenedBits,
  nameBit,
  nameBits,
  onQuarters,
  peopleRollup,
  type QueryOptions,
  tallyRollup,
} from '../events/index.ts'
import { namesOf, plainNames } from '../goals/index.ts'
import { bind, type Sql, sql } from '../platform/sql.ts'
import { openedOutside, specialConversions, specialRows } from './counted-rows.ts'
import { allMarksQuery, eventsMark, type MarkRow, type Marks, peopleMarksQuery, readMarks } from './marks.ts'
import { canBeUndone, personSql, type Rows, rowsSql, type SiteFacts } from './rows.ts'

/**
 * People, sessions, events and conversions at every place (point of a line, channel) and together: from the roll-up
 * where the filters allow it, otherwise from the events, with the same figures (a test holds one against the other).
 * Goals that are told apart by the bits of names cost nothing more; the others are looked up among their own events.
 */
export type CountsPlan = Rows & {
  goals: readonly Goal[]
  /** How many places there are, and which one (from 0) a row lies in. */
  places: { count: number; ofEvent: Sql; ofRollup: Sql; isOfSession: boolean }
}

type Parted = { told: readonly Goal[]; special: readonly Goal[] }

const bitsOf = ({ counting, condition }: Goal, facts: SiteFacts): bigint | undefined => {
  const names = counting === 'every' ? plainNames(condition) : null
  return names === null || (facts.refunds && canBeUndone(names)) ? undefined : nameBits(names)
}

const tellApart = ({ goals, facts }: CountsPlan): Parted => ({
  told: goals.filter((goal) => bitsOf(goal, facts) !== undefined),
  special: goals.filter((goal) => bitsOf(goal, facts) === undefined),
})

/** The roll-up knows quarters of an hour and the session's channel. */
export const canUseRollup = (plan: Rows): boolean =>
  onQuarters(plan) && plan.filters.every(({ field }) => field === 'channel')

const bitsOfTier = ({ goals, facts }: CountsPlan, tier: Goal['tier']): bigint =>
  goals.filter((goal) => goal.tier === tier).reduce((all, goal) => all | (bitsOf(goal, facts) ?? 0n), 0n)

const didAny = (plan: CountsPlan, tier: Goal['tier'], column: Sql): Sql =>
  sql`bitAnd(${column}, ${bitsOfTier(plan, tier)}) != 0`

const listed = (numbers: readonly number[]): Sql => bind([0, ...numbers], 'Array(UInt16)')

/** The events of special goals again, once for each goal that they meet, so that who did them has converted. */
const specialAgain = (plan: CountsPlan, columns: Sql): Sql | null => {
  const { special } = tellApart(plan)
  if (special.length === 0) return null
  const places = (tier: Goal['tier']): Sql =>
    sql`has(${listed(special.flatMap((goal, index) => (goal.tier === tier ? [index + 1] : [])))}, goal)`
  const rows = specialRows(plan, { special }, sql`visitor, session, toUInt16(${plan.places.ofEvent}) AS place`)
  return sql`SELECT ${columns}, place, ${places('macro')} AS macro, ${places('micro')} AS micro FROM (${rows})`
}

const withSpecial = (rows: Sql, special: Sql | null): Sql => (special ? sql`${rows} UNION ALL ${special}` : rows)

export const rollupPeopleQuery = (plan: CountsPlan): Sql => {
  const person = personSql(plan.facts)
  const rows = sql`SELECT ${person} AS person, toUInt16(${plan.places.ofRollup}) AS place,
    ${didAny(plan, 'macro', sql`names`)} AS macro, ${didAny(plan, 'micro', sql`names`)} AS micro FROM ${peopleRollup(plan)}`
  return peopleMarksQuery(withSpecial(rows, specialAgain(plan, sql`${person} AS person`)), plan.places.count)
}

export const rollupTallyQuery = (plan: CountsPlan): Sql =>
  sql`SELECT toUInt16(${plan.places.ofRollup}) AS place, ${eventsMark(sql`place`)} AS mark, name_bit AS bit, sum(events) AS n,
    sum(sessions_opened) AS opened FROM ${tallyRollup(plan)} GROUP BY place, bit`

/** The channels of a period, as places to count at. */
export const rollupChannelsQuery = (plan: Rows): Sql =>
  sql`SELECT DISTINCT toString(channel) AS key FROM ${tallyRollup(plan)}`

export const channelPlaces = (channels: readonly string[]): CountsPlan['places'] => {
  const places = bind(
    channels.map((_, place) => place),
    'Array(UInt16)',
  )
  const place = sql`transform(toString(channel), ${channels}, ${places}, toUInt16(0))`
  return { count: channels.length, ofEvent: place, ofRollup: place, isOfSession: true }
}

/** Sessions seen at a place that another one opened, and in the period that it did not open. */
export const rollupCrossingsQuery = (plan: CountsPlan): Sql => {
  const { ofRollup, isOfSession } = plan.places
  const opened = sql`SELECT opened AS quarter, channel, session, ${openedOutside(plan)} AS outside, ${ofRollup} AS opened_at, seen_at
    FROM (SELECT opened, opened AS started, channel, session, ${ofRollup} AS seen_at FROM ${crossingsRollup(plan)})`
  const elsewhere = isOfSession ? sql`outside` : sql`outside OR opened_at != seen_at`
  return sql`SELECT toUInt16(seen_at) AS place, grouping(place) AS together, uniqExactIf(session, ${elsewhere}) AS between,
      uniqExactIf(session, outside) AS beyond
    FROM (${opened}) GROUP BY place WITH ROLLUP`
}

export const eventsQuery = (plan: CountsPlan): Sql => {
  const every = sql`SELECT visitor, session, name_bit AS bit, 1 AS counts, toUInt16(${plan.places.ofEvent}) AS place,
    ${didAny(plan, 'macro', sql`name_bit`)} AS macro, ${didAny(plan, 'micro', sql`name_bit`)} AS micro
    FROM events WHERE ${rowsSql(plan)}`
  const again = specialAgain(plan, sql`visitor, session, toUInt64(0) AS bit, 0 AS counts`)
  return allMarksQuery(withSpecial(every, again), { person: personSql(plan.facts), places: plan.places.count })
}

export const specialQuery = (plan: CountsPlan): Sql | null => {
  const { special } = tellApart(plan)
  if (special.length === 0) return null
  const columns = sql`toUInt16(${plan.places.ofEvent}) AS place, session, ${personSql(plan.facts)} AS person`
  return sql`SELECT place, grouping(place) AS together, ${specialConversions({ special }, 'macro')} AS macro,
      ${specialConversions({ special }, 'micro')} AS micro
    FROM (${specialRows(plan, { special }, columns)}) GROUP BY place WITH ROLLUP`
}

type Figure = number | string
type Place = { place: Figure; together: Figure }
type TallyRow = MarkRow & { place: Figure; opened: Figure }
type CrossingsRow = Place & Record<'between' | 'beyond', Figure>
type SpecialRow = Place & Record<'macro' | 'micro', Figure>

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

const find = <Row extends Place>(rows: readonly Row[], place: number | null): Row | undefined =>
  rows.find((row) =>
    place === null ? Number(row.together) === 1 : Number(row.together) === 0 && Number(row.place) === place,
  )

const pageView = nameBits(['page_view']) ?? 0n

type Read = { marks: Marks; special: readonly SpecialRow[]; sessionsAt: (place: number | null) => number }

const countsAt = (plan: CountsPlan, { marks, special, sessionsAt }: Read) => {
  const { told } = tellApart(plan)
  return (place: number | null): Counts => {
    const looked = find(special, place)
    const conversions = (tier: Goal['tier']): number =>
      told
        .filter((goal) => goal.tier === tier)
        .reduce((sum, goal) => sum + marks.events(place, bitsOf(goal, plan.facts)), Number(looked?.[tier] ?? 0))
    return {
      people: marks.at('people', place),
      sessions: sessionsAt(place),
      events: marks.events(place),
      page_views: marks.events(place, pageView),
      macro: conversions('macro'),
      macro_people: marks.at('macro', place),
      micro: conversions('micro'),
      micro_people: marks.at('micro', place),
    }
  }
}

const askRollup = async (ask: Ask, plan: CountsPlan): Promise<Omit<Read, 'special'>> => {
  const [people, tally, crossings] = await Promise.all([
    ask<MarkRow>(rollupPeopleQuery(plan)),
    ask<TallyRow>(rollupTallyQuery(plan)),
    ask<CrossingsRow>(rollupCrossingsQuery(plan)),
  ])
  const sessionsAt = (place: number | null): number => {
    const crossing = find(crossings, place)
    return tally
      .filter((row) => place === null || Number(row.place) === place)
      .reduce(
        (sum, { opened }) => sum + Number(opened),
        Number((place === null ? crossing?.beyond : crossing?.between) ?? 0),
      )
  }
  return { marks: readMarks([...people, ...tally]), sessionsAt }
}

const askEvents = async (ask: Ask, plan: CountsPlan): Promise<Omit<Read, 'special'>> => {
  const marks = readMarks(await ask<MarkRow>(eventsQuery(plan)))
  return { marks, sessionsAt: (place) => marks.at('sessions', place) }
}

type Ask = <Row>(query: Sql) => Promise<Row[]>

/** The counts at a place (from 0), or together (null). */
export const askCounts = async (
  events: EventStore,
  asked: CountsPlan,
  options: QueryOptions,
): Promise<(place: number | null) => Counts> => {
  const ask: Ask = (query) => events.query(query, options)
  const [happened] = await ask<{ bits: string }>(happenedBits(asked))
  const bits = BigInt(happened?.bits ?? 0)
  // What never happened has no conversions, and is not worth a look at the events.
  const canHave = ({ condition }: Goal) => [...namesOf(condition)].some((name) => (nameBit(name) & bits) !== 0n)
  const plan = { ...asked, goals: asked.goals.filter(canHave) }
  const query = specialQuery(plan)
  const [read, special] = await Promise.all([
    canUseRollup(plan) ? askRollup(ask, plan) : askEvents(ask, plan),
    query ? ask<SpecialRow>(query) : [],
  ])
  return countsAt(plan, { ...read, special })
}
