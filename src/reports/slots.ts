import { join, raw, type Sql, sql } from '../platform/sql.ts'

/**
 * Counting at many places (points of a line, channels) in one pass. Where somebody was and converted is gathered into
 * bits, a bit a place; then every bit that is set becomes a slot, and equal slots are counted. That takes one hash table
 * of people instead of one for each place and tier.
 */

/** What a slot counts at its place: people, those who converted, sessions, events; then each goal that counts once. */
const kinds = ['people', 'macro', 'micro', 'sessions', 'events'] as const
export type SlotKind = (typeof kinds)[number]

/** What a gathered row is: a person's share, events that are alike, a session, or (from 3 on) a goal's that counts once. */
export const turns = { person: 0, events: 1, session: 2, firstGoal: 3 } as const

const perKind = 4_096
const total = perKind - 1
const perWord = 64

/** More places than this are not worth their bits. */
export const mostPlaces = 512

/** Words as wide as the places need: half the width is a fifth of the memory. */
const wordType = (places: number): string => (places <= 32 ? 'UInt32' : 'UInt64')
const wordsOf = (places: number): number[] => Array.from({ length: Math.ceil(places / perWord) }, (_, word) => word)
const column = (prefix: string, word: number): Sql => raw(`${prefix}_${word}`)
const list = (columns: readonly Sql[]): Sql => join(columns, ', ')
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
  list(wordsOf(places).flatMap((word) => prefixes.map((name) => of(name, word))))

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
  const words = wordsOf(places)
  const set = words.map(
    (word) =>
      sql`arrayMap(bit -> toUInt32(${first} + ${word * perWord} + bit), bitPositionsToArray(${column(prefix, word)}))`,
  )
  const any = words.map((word) => sql`${column(prefix, word)} != 0`)
  return sql`arrayConcat(${list(set)}, if(${join(any, ' OR ')}, [toUInt32(${first} + ${total})], []))`
}

const firstOf = (kind: SlotKind): number => kinds.indexOf(kind) * perKind

export type SlotsPlan = {
  places: number
  /** Columns that tell events apart beside `event`: met_0, … */
  mets: readonly Sql[]
}

/**
 * From gathered rows of (turn, whom, event, met_0, …, there_0, macro_0, micro_0, …, n, net, gross): people, sessions
 * and goals that count once by slot; events by slot and what tells them apart. Rows with a `whom` are shares of one
 * person (or session); all others stand for whole ones.
 */
export const slotsQuery = (rows: Sql, { places, mets }: SlotsPlan): Sql => {
  const event = list([sql`event`, ...mets])
  const whole = each(
    places,
    (name, word) => sql`if(whom = 0, ${column(name, word)}, 0) AS ${column(`whole_${name}`, word)}`,
  )
  const wholeNames = each(places, (name, word) => column(`whole_${name}`, word))
  const bits = each(places, (name, word) => column(`all_${name}`, word))
  const sums = sql`sum(n) AS n, sum(net) AS net, sum(gross) AS gross`
  const people = sql`SELECT turn, whom, ${event}, ${placeBitsTogether(places, 'all_')},
      if(whom = 0, sum(n), 1) AS n, sum(net) AS net, sum(gross) AS gross
    FROM (SELECT *, ${whole} FROM (${rows})) GROUP BY turn, whom, ${event}, ${wholeNames}`
  const alike = sql`SELECT turn, ${event}, ${bits}, ${sums} FROM (${people}) GROUP BY turn, ${event}, ${bits}`
  const person = (['people', 'macro', 'micro'] as const).map((kind) =>
    slotsFrom(sql`${firstOf(kind)}`, kind === 'people' ? 'all_there' : `all_${kind}`, places),
  )
  const goal = sql`((turn - ${turns.firstGoal} + ${kinds.length}) * ${perKind})`
  const slots = sql`multiIf(turn = ${turns.events}, [toUInt32(${firstOf('events')})], turn = ${turns.person},
    arrayConcat(${list(person)}), ${slotsFrom(sql`if(turn = ${turns.session}, ${firstOf('sessions')}, ${goal})`, 'all_there', places)})`
  const told = mets.length === 0 ? sql`[]` : sql`[${list(mets)}]`
  return sql`SELECT arrayJoin(${slots}) AS slot, event, ${told} AS met, ${sums}
    FROM (${alike}) GROUP BY slot, event, met`
}

/** A place and what an event there did, in one number: place, mark, given back, in which money it was paid. */
export const eventSql = ({ mark, gone, paid }: { mark: Sql; gone: Sql; paid: Sql }): Sql =>
  sql`toUInt32(place + ${mark} * 65536 + ${gone} * 8388608 + ${paid} * 16777216)`

export type SlotRow = { slot: number; event: number; met: readonly string[]; n: string; net: number; gross: number }

/** Events at a place that are alike. `paid` is 1 in the site's currency, 2 in another, 0 when it does not matter. */
export type EventsAlike = Omit<SlotRow, 'slot' | 'event'> & {
  place: number
  mark: number
  isGone: boolean
  paid: number
}

export type Slots = {
  /** At a place, or together (null). */
  at(kind: SlotKind, place: number | null): number
  /** Conversions of the goal that counts once, by its place among those. */
  once(goal: number, place: number | null): number
  events: readonly EventsAlike[]
}

export const readSlots = (rows: readonly SlotRow[]): Slots => {
  const bySlot = new Map<number, number>()
  const events: EventsAlike[] = []
  for (const { slot, event, ...row } of rows) {
    if (slot !== firstOf('events')) bySlot.set(slot, Number(row.n))
    else {
      const [place, mark, isGone] = [event & 0xffff, (event >> 16) & 0x7f, (event & 0x800000) !== 0]
      events.push({ ...row, place, mark, isGone, paid: event >> 24 })
    }
  }
  const find = (kind: number, place: number | null): number => bySlot.get(kind * perKind + (place ?? total)) ?? 0
  return {
    at: (kind, place) => find(kinds.indexOf(kind), place),
    once: (goal, place) => find(kinds.length + goal, place),
    events,
  }
}
