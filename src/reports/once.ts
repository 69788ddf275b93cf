import { isSome, type PersonFacts, personSql, withPeople } from '../events/index.ts'
import { raw, type Sql, sql } from '../platform/sql.ts'
import { anySet, list, perWord, u64 } from './bits.ts'

/**
 * Goals that count once a session or once a person: at each place, and together. What somebody did is gathered into
 * bits, a bit a goal, equal bits are counted, and only then told goal by goal: thirty goals take the memory of one.
 */
export type OncePlan = {
  /** Columns with a bit for each goal, 64 each: once_0, … */
  names: readonly Sql[]
  /** The bits, a number for each column, of goals that count once a session, and once a person. */
  ofSession: readonly bigint[]
  ofPerson: readonly bigint[]
  facts: PersonFacts
}

const kinds = { session: 0, person: 1 } as const

const isAsked = (masks: readonly bigint[]): boolean => masks.some((mask) => mask !== 0n)

/** From rows of (visitor, session, place, once_0, …). Answers OnceRow. */
export const onceQuery = (rows: Sql, { names, ofSession, ofPerson, facts }: OncePlan): Sql => {
  const asked = [
    ...(isAsked(ofSession) ? [sql`toUInt8(${kinds.session})`] : []),
    ...(isAsked(ofPerson) ? [sql`toUInt8(${kinds.person})`] : []),
  ]
  const masked = names.map((name, word) => {
    const [session, other] = [u64(ofSession[word] ?? 0n), u64(ofPerson[word] ?? 0n)]
    return sql`bitAnd(${name}, if(kind = ${kinds.session}, ${session}, ${other})) AS ${name}`
  })
  const or = list(names.map((name) => sql`groupBitOr(${name}) AS ${name}`))
  const whose = sql`SELECT kind, if(kind = ${kinds.session}, session, ${personSql(facts)}) AS who, place, ${list(masked)}
    FROM ${withPeople(facts, sql`(SELECT *, arrayJoin([${list(asked)}]) AS kind FROM (${rows}))`)}`
  const each = sql`SELECT kind, who, place, ${or} FROM (SELECT * FROM (${whose}) WHERE ${isSome(sql`who`)} AND (${anySet(names)})) GROUP BY kind, who, place`
  const keys = names.map((_, word) => raw(`did_${word}`))
  const keyed = list(names.map((name, word) => sql`${name} AS ${keys[word] ?? name}`))
  // Together: whoever is at several places once, with everything that they did.
  const both = sql`SELECT kind, grouping(place) AS together, place, ${or}, count() AS n
    FROM (SELECT *, ${keyed} FROM (${each})) GROUP BY GROUPING SETS ((kind, place, ${list(keys)}), (kind, who))`
  const alike = sql`SELECT together, place, ${list(names)}, sum(if(together = 1, 1, n)) AS whom
    FROM (${both}) GROUP BY together, place, ${list(names)}`
  const goals = names.map(
    (name, word) => sql`arrayMap(bit -> toUInt16(bit + ${word * perWord}), bitPositionsToArray(${name}))`,
  )
  return sql`SELECT arrayJoin(arrayConcat(${list(goals)})) AS goal, toUInt8(together) AS together, place, sum(whom) AS n
    FROM (${alike}) GROUP BY goal, together, place`
}

export type OnceRow = { goal: number; together: number; place: number; n: string }

/** Conversions of a goal, by its bit, at a place or together (null). */
export type Once = (goal: number, place: number | null) => number

export const readOnce = (rows: readonly OnceRow[]): Once => {
  const key = (goal: number, place: number | null): string => `${goal} ${place ?? ''}`
  const found = new Map(
    rows.map(({ goal, together, place, n }) => [key(goal, together === 1 ? null : place), Number(n)]),
  )
  return (goal, place) => found.get(key(goal, place)) ?? 0
}
