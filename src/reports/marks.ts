import { join, raw, type Sql, sql } from '../platform/sql.ts'

/**
 * Counting people at many places (points of a line, channels) in one pass. Where a person was and converted is
 * gathered into bits, a bit a place; then every bit that is set becomes a mark, and equal marks are counted. That takes
 * one hash table of people instead of one for each place and tier.
 */

/** What a mark says of its place: somebody was there, or converted there; a session was there; events happened there. */
export const kinds = ['people', 'macro', 'micro', 'sessions', 'events'] as const
export type MarkKind = (typeof kinds)[number]

const perKind = 4_096
const total = perKind - 1
const perWord = 64

/** More places than this are not worth their bits. */
export const mostPlaces = 512

/** Words as wide as the places need: half the width is a fifth of the memory. */
const wordType = (places: number): Sql => raw(places <= 32 ? 'toUInt32' : 'toUInt64')
const wordsOf = (places: number): number[] => Array.from({ length: Math.ceil(places / perWord) }, (_, word) => word)
const column = (prefix: string, word: number): Sql => raw(`${prefix}_${word}`)

const bitOf = (places: number, word: number): Sql => {
  const one = sql`${wordType(places)}(1)`
  return places <= perWord
    ? sql`bitShiftLeft(${one}, place)`
    : sql`if(intDiv(place, ${perWord}) = ${word}, bitShiftLeft(${one}, place % ${perWord}), toUInt64(0))`
}

/** Bits of the places of rows of (place, macro, micro). */
const gathered = (places: number): Sql =>
  join(
    wordsOf(places).map((word) => {
      const bit = bitOf(places, word)
      return sql`groupBitOr(${bit}) AS ${column('there', word)}, groupBitOr(if(macro, ${bit}, 0)) AS ${column('macro', word)},
        groupBitOr(if(micro, ${bit}, 0)) AS ${column('micro', word)}`
    }),
    ', ',
  )

const marksOf = (kind: MarkKind, prefix: string, places: number): Sql => {
  const first = kinds.indexOf(kind) * perKind
  const words = wordsOf(places)
  const each = words.map(
    (word) =>
      sql`arrayMap(bit -> toUInt16(${first + word * perWord} + bit), bitPositionsToArray(${column(prefix, word)}))`,
  )
  const any = words.map((word) => sql`${column(prefix, word)} != 0`)
  return sql`arrayConcat(${join(each, ', ')}, if(${join(any, ' OR ')}, [toUInt16(${first + total})], []))`
}

const marksOfPeople = (places: number, prefix = ''): Sql =>
  sql`arrayConcat(${join(
    (['people', 'macro', 'micro'] as const).map((kind) =>
      marksOf(kind, `${prefix}${kind === 'people' ? 'there' : kind}`, places),
    ),
    ', ',
  )})`

export type MarkRow = { mark: number; bit: string; n: string }

const named = (places: number, ...prefixes: string[]): Sql =>
  join(
    wordsOf(places).flatMap((word) => prefixes.map((prefix) => column(prefix, word))),
    ', ',
  )

/** From rows of (person, place, macro, micro): people. Those with the same bits are counted before bits become marks. */
export const peopleMarksQuery = (rows: Sql, places: number): Sql => {
  const bits = named(places, 'there', 'macro', 'micro')
  const byPerson = sql`SELECT person, ${gathered(places)} FROM (${rows}) GROUP BY person`
  const alike = sql`SELECT ${bits}, count() AS people FROM (${byPerson}) GROUP BY ${bits}`
  const marks = marksOfPeople(places)
  return sql`SELECT arrayJoin(${marks}) AS mark, toUInt64(0) AS bit, sum(people) AS n FROM (${alike}) GROUP BY mark`
}

/**
 * From rows of (visitor, session, place, macro, micro, bit, counts): people, sessions, and events (the rows with
 * `counts` 1) by their bit, in one pass. `person` is an expression over `visitor`.
 */
export const allMarksQuery = (rows: Sql, { person, places }: { person: Sql; places: number }): Sql => {
  const there = named(places, 'there')
  const bits = named(places, 'all_there', 'all_macro', 'all_micro')
  const again = wordsOf(places).flatMap((word) =>
    ['there', 'macro', 'micro'].map(
      (prefix) => sql`groupBitOr(${column(prefix, word)}) AS ${column(`all_${prefix}`, word)}`,
    ),
  )
  const bySession = sql`SELECT visitor, session, place, bit, grouping(session) AS of_events, ${gathered(places)}, sum(counts) AS n
    FROM (${rows}) GROUP BY GROUPING SETS ((visitor, session), (place, bit))`
  const byPerson = sql`SELECT of_events, grouping(person) AS of_sessions, place, bit, ${there}, ${join(again, ', ')},
      sum(if(of_events = 1, n, 1)) AS n
    FROM (SELECT *, ${person} AS person FROM (${bySession}))
    GROUP BY GROUPING SETS ((of_events, person), (of_events, place, bit, ${there}))`
  const alike = sql`SELECT of_events, of_sessions, place, bit, ${there}, ${bits}, sum(if(of_sessions = 1, n, 1)) AS n
    FROM (${byPerson}) WHERE of_sessions = 1 OR of_events = 0
    GROUP BY of_events, of_sessions, place, bit, ${there}, ${bits}`
  const marks = sql`multiIf(of_events = 1, [toUInt16(${kinds.indexOf('events') * perKind} + place)],
    of_sessions = 1, ${marksOf('sessions', 'there', places)}, ${marksOfPeople(places, 'all_')})`
  return sql`SELECT arrayJoin(${marks}) AS mark, bit, sum(n) AS n FROM (${alike}) GROUP BY mark, bit`
}

/** The counts of marks: at a place, or together (null). Events are told by their bits. */
export type Marks = {
  at(kind: MarkKind, place: number | null): number
  events(place: number | null, bits?: bigint): number
}

export const readMarks = (rows: readonly MarkRow[]): Marks => {
  const byMark = new Map<number, number>()
  const events: { place: number; bit: bigint; n: number }[] = []
  const firstEvent = kinds.indexOf('events') * perKind
  for (const { mark, bit, n } of rows) {
    if (Number(mark) >= firstEvent) events.push({ place: Number(mark) - firstEvent, bit: BigInt(bit), n: Number(n) })
    else byMark.set(Number(mark), Number(n))
  }
  return {
    at: (kind, place) => byMark.get(kinds.indexOf(kind) * perKind + (place ?? total)) ?? 0,
    events: (place, bits) =>
      events
        .filter((one) => (place === null || one.place === place) && (bits === undefined || (one.bit & bits) !== 0n))
        .reduce((sum, { n }) => sum + n, 0),
  }
}

/** The mark of events at a place, as a column. */
export const eventsMark = (place: Sql): Sql => sql`toUInt16(${kinds.indexOf('events') * perKind} + ${place})`
