import { isSome, type PersonFacts, personSql, withPeople } from '../events/index.ts'
import { bind, raw, type Sql, sql } from '../platform/sql.ts'
import { anySet, column, list, perWord, wordsFor } from './bits.ts'

/**
 * Counting at many places (points of a line, channels) in one pass. Where somebody was and converted is gathered into
 * bits, a bit a place; then every bit that is set becomes a slot, and equal slots are counted. That takes one hash table
 * of people instead of one for each place and tier.
 */

/** What a slot counts at its place: people, those who converted, sessions. */
const kinds = ['people', 'macro', 'micro', 'sessions'] as const
export type SlotKind = (typeof kinds)[number]

/** What a row stands for: a person, sessions, events (from `firstEvent` on). */
const of = { person: 0, sessions: 1 } as const
const firstEvent = 2 ** 31

const perKind = 4_096
const total = perKind - 1

/** More places than this are not worth their bits. */
export const mostPlaces = 512

/** Words as wide as the places need: half the width is a fifth of the memory. */
const wordType = (places: number): string => (places <= 32 ? 'UInt32' : 'UInt64')
const u32 = (number: number): Sql => bind(number, 'UInt32')
const zero = (places: number): Sql => raw(`to${wordType(places)}(0)`)

/** The bit of a place, as the words that hold all places. */
const bitOf = (places: number, word: number): Sql => {
  const one = raw(`to${wordType(places)}(1)`)
  return places <= perWord
    ? sql`bitShiftLeft(${one}, place)`
    : sql`if(intDiv(place, ${perWord}) = ${word}, bitShiftLeft(${one}, place % ${perWord}), ${zero(places)})`
}

const prefixes = ['there', 'macro', 'micro'] as const
const each = (places: number, of: (name: (typeof prefixes)[number], word: number) => Sql): Sql =>
  list(wordsFor(places).flatMap((word) => prefixes.map((name) => of(name, word))))

export const placeColumns = (places: number): Sql[] =>
  wordsFor(places).flatMap((word) => prefixes.map((name) => column(name, word)))

/** Where a row of (place, macro, micro) is, and converts, as the columns there_0, macro_0, micro_0, … */
export const placeBits = (places: number): Sql =>
  each(places, (name, word) => {
    const bit = bitOf(places, word)
    return sql`${name === 'there' ? bit : sql`if(${raw(name)}, ${bit}, ${zero(places)})`} AS ${column(name, word)}`
  })

/** The same columns of many rows together. */
export const placeBitsTogether = (places: number, prefix = ''): Sql =>
  each(places, (name, word) => sql`groupBitOr(${column(name, word)}) AS ${column(`${prefix}${name}`, word)}`)

const slotsFrom = (first: Sql, prefix: string, places: number): Sql => {
  const words = wordsFor(places)
  const set = words.map(
    (word) =>
      sql`arrayMap(bit -> toUInt32(${first} + ${word * perWord} + bit), bitPositionsToArray(${column(prefix, word)}))`,
  )
  return sql`arrayConcat(${list(set)}, if(${anySet(words.map((word) => column(prefix, word)))}, [toUInt32(${first} + ${total})], []))`
}

const firstOf = (kind: SlotKind): number => kinds.indexOf(kind) * perKind

/** Marks are numbers below this. */
const marks = 128
const fewPlaces = 64
const roomFor = (places: number): number => (places <= fewPlaces ? fewPlaces : perKind)

/**
 * A row's place and what it did, in one number: mark, given back, and in which money it was paid. In two bytes where
 * places are few: their values are counted in a plain table, without a hash.
 */
export const didSql = (places: number, mark: Sql): Sql => {
  const room = roomFor(places)
  const times = (size: number) => raw(String(size))
  const did = sql`place + ${mark} * ${times(room)} + gone * ${times(room * marks)} + paid * ${times(room * marks * 2)}`
  return places <= fewPlaces ? sql`toUInt16(${did})` : sql`toUInt32(${did})`
}

/** What was done, told from persons and sessions. */
export const eventSql = (did: Sql): Sql => sql`toUInt32(${firstEvent} + ${did})`

export type SlotsPlan = {
  places: number
  /** Columns that tell events apart beside `event`: met_0, … */
  mets: readonly Sql[]
  facts: PersonFacts
  /** Nothing was given back, so that net and gross are the same. */
  isNetGross: boolean
  /** What of the shares is counted beside people. */
  counts: { sessions: boolean; events: boolean }
}

/** One row for each person, and for sessions and events that are alike; `weight` is how many of them. */
const together = (shares: Sql, { places, mets, facts, isNetGross, counts }: SlotsPlan): Sql => {
  const words = wordsFor(places)
  const seenAt = words.map(
    (word) => sql`if(${isSome(sql`person`)}, ${column('there', word)}, 0) AS ${column('seen', word)}`,
  )
  const told = sql`SELECT *, if(of_person, own, 0) AS person, ${list(seenAt)} FROM (SELECT *, ${personSql(facts)} AS own FROM ${withPeople(facts, sql`(${shares})`)})`
  const bits = placeBitsTogether(places, 'all_')
  // Shares of the other kind gather in one row, which is nobody's, as are mentions.
  const isSomebody = sql`toUInt64(${isSome(sql`person`)})`
  const seen = counts.sessions ? words.map((word) => column('seen', word)) : []
  const alike = list([sql`event`, ...mets, ...seen])
  const many = sql`if(${anySet([sql`event`, ...seen])}, sum(counted), 0)`
  return sql`SELECT multiIf(grouping(person) = 0, ${u32(of.person)}, event = 0, ${u32(of.sessions)}, event) AS what,
      if(grouping(person) = 0, ${isSomebody}, ${many}) AS weight, ${bits},
      ${list([...mets, sql`sum(net) AS all_net`])}, ${isNetGross ? sql`all_net` : sql`sum(gross)`} AS all_gross
    FROM (${told}) GROUP BY GROUPING SETS ((person), (${alike}))`
}

/** The slots of a person's bits. */
const slotsOfPerson = (places: number): Sql =>
  sql`arrayConcat(${list(
    (['people', 'macro', 'micro'] as const).map((kind) =>
      slotsFrom(sql`${firstOf(kind)}`, kind === 'people' ? 'all_there' : `all_${kind}`, places),
    ),
  )})`

/** People alone by slot, from shares of (visitor, there_0, macro_0, micro_0, …). */
const peopleQuery = (shares: Sql, { places, facts }: SlotsPlan): Sql => {
  const bits = each(places, (name, word) => column(`all_${name}`, word))
  const together = sql`SELECT ${personSql(facts)} AS person, ${placeBitsTogether(places, 'all_')}
    FROM ${withPeople(facts, sql`(${shares})`)} GROUP BY person HAVING ${isSome(sql`person`)}`
  const alike = sql`SELECT ${bits}, count() AS n FROM (${together}) GROUP BY ${bits}`
  return sql`SELECT arrayJoin(${slotsOfPerson(places)}) AS slot, [] AS met, sum(n) AS n, 0. AS net, 0. AS gross
    FROM (${alike}) GROUP BY slot`
}

/**
 * People and sessions by slot; events by what tells them apart. From shares of (of_person, visitor, there_0, macro_0,
 * micro_0, …, event, met_0, …, counted, net, gross): with `of_person` 1 of a session or visit, else of events that are
 * alike.
 */
export const slotsQuery = (shares: Sql, plan: SlotsPlan): Sql => {
  const { places, mets, counts } = plan
  if (!counts.events) return peopleQuery(shares, plan)
  const bits = each(places, (name, word) => column(`all_${name}`, word))
  const keys = list([sql`what`, ...mets, bits])
  const alike = sql`SELECT ${keys}, sum(weight) AS n, sum(all_net) AS net, sum(all_gross) AS gross
    FROM (${together(shares, plan)}) WHERE weight > 0 GROUP BY ${keys}`
  const sessions = slotsFrom(sql`${firstOf('sessions')}`, 'all_there', places)
  const slots = sql`multiIf(what >= ${firstEvent}, [toUInt32(what)], what = ${of.person}, ${slotsOfPerson(places)}, ${sessions})`
  const met = mets.length > 0 ? sql`[${list(mets)}]` : sql`[]`
  return sql`SELECT arrayJoin(${slots}) AS slot, ${met} AS met, sum(n) AS n, sum(net) AS net, sum(gross) AS gross
    FROM (${alike}) GROUP BY slot, met`
}

export type SlotRow = { slot: number; met: readonly string[]; n: string; net: number; gross: number }

/** Events at a place that are alike. `paid` is 1 in the site's currency, 2 in another, 0 when it does not matter. */
export type EventsAlike = Omit<SlotRow, 'slot'> & { place: number; mark: number; isGone: boolean; paid: number }

export type Slots = {
  /** At a place, or together (null). */
  at(kind: SlotKind, place: number | null): number
  events: readonly EventsAlike[]
}

export const readSlots = (rows: readonly SlotRow[], places: number): Slots => {
  const room = roomFor(places)
  const bySlot = new Map<number, number>()
  const events: EventsAlike[] = []
  for (const { slot, ...row } of rows) {
    if (slot < firstEvent) bySlot.set(slot, Number(row.n))
    else {
      const did = slot - firstEvent
      const [place, mark, rest] = [did % room, Math.floor(did / room) % marks, Math.floor(did / room / marks)]
      events.push({ ...row, place, mark, isGone: rest % 2 === 1, paid: rest >> 1 })
    }
  }
  const find = (kind: number, place: number | null): number => bySlot.get(kind * perKind + (place ?? total)) ?? 0
  return {
    at: (kind, place) => find(kinds.indexOf(kind), place),
    events,
  }
}
