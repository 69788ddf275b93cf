import type { Goal } from '../contract/goal.ts'
import { personSql, someOrNull, withPeople } from '../events/index.ts'
import { nameIn, plainNames } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { whenSql } from './measures.ts'
import { byCost, namedBy } from './parted.ts'
import { canBeUndone, type Rows, rowsSql } from './rows.ts'

/**
 * The rows that people, sessions and conversions are counted from, read so that most cost little: every event once
 * with nothing but its name (goal = 0), and again, for each goal that it meets, the few events whose goals ask for
 * more than a name. Counting people over both is the same as over the first: the second only repeats some.
 */
export type CountedPlan = Rows & { goals: readonly Goal[] }

type Parted = {
  /** Micro goals that are a name, counted every time. */
  named: readonly Goal[]
  /** All others; their place in this list, from 1, is `goal`. */
  special: readonly Goal[]
}

const namesAlone = ({ tier, counting, condition }: Goal): readonly string[] | null => {
  const names = tier === 'micro' && counting === 'every' ? plainNames(condition) : null
  return names && !canBeUndone(names) ? names : null
}

const part = (goals: readonly Goal[]): Parted => ({
  named: goals.filter((goal) => namesAlone(goal) !== null),
  special: goals.filter((goal) => namesAlone(goal) === null),
})

const namesOfNamed = ({ named }: Parted): string[] => [...new Set(named.flatMap((goal) => namesAlone(goal) ?? []))]

/** Names in rounds without repetition: a name that two goals share counts for both. */
const rounds = ({ named }: Parted): string[][] => {
  const found: string[][] = []
  for (const name of named.flatMap((goal) => namesAlone(goal) ?? [])) {
    const round = found.find((listed) => !listed.includes(name))
    if (round) round.push(name)
    else found.push([name])
  }
  return found
}

/** The few events again, once for each special goal that they meet; `columns` are what is selected beside `goal`. */
export const specialRows = (plan: CountedPlan, { special }: Pick<Parted, 'special'>, columns: Sql): Sql => {
  const metBy = (wanted: readonly Goal[]): Sql => {
    const marks = special.flatMap((goal, index) =>
      wanted.includes(goal) ? [sql`if(${whenSql(goal, plan.facts)}, toUInt16(${index + 1}), toUInt16(0))`] : [],
    )
    return sql`SELECT ${columns}, arrayJoin(arrayFilter(place -> place > 0, [${join(marks, ', ')}])) AS goal
      FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)} AND ${namedBy(wanted)}`
  }
  return join(byCost(special).map(metBy), ' UNION ALL ')
}

/** Rows of (key, person, session, opens, started, name, goal); person and session are NULL where there was nobody. */
export const countedRows = (plan: CountedPlan & { by: string }, key: Sql): Sql => {
  const parted = part(plan.goals)
  const orNull = (who: Sql): Sql => (isOfEvent(plan.by) ? someOrNull(who) : who)
  const who = sql`${orNull(personSql(plan.facts))} AS person, ${orNull(sql`events.session`)} AS session`
  const every = sql`SELECT ${key} AS key, ${who}, session_opens AS opens,
    session_started AS started, name, toUInt16(0) AS goal FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)}`
  if (parted.special.length === 0) return every
  const again = sql`${key} AS key, ${who}, toUInt8(0) AS opens, session_started AS started, name`
  return sql`${every} UNION ALL ${specialRows(plan, parted, again)}`
}

const places = (special: readonly Goal[], of: (goal: Goal) => boolean): number[] =>
  special.flatMap((goal, index) => (of(goal) ? [index + 1] : []))

const goalIn = (listed: readonly number[]): Sql =>
  listed.length === 0
    ? sql`0`
    : sql`goal IN (${join(
        listed.map((place) => sql`${place}`),
        ', ',
      )})`

/**
 * Conversions of the special goals of a tier, each as it counts, over rows of (person, session, goal). Different
 * pairs of session and goal are the sum of each goal's sessions.
 */
export const specialConversions = ({ special }: Pick<Parted, 'special'>, tier: Goal['tier']): Sql => {
  const counted = (counting: Goal['counting']): number[] =>
    places(special, (goal) => goal.tier === tier && goal.counting === counting)
  const once = (counting: 'session' | 'person'): Sql[] => {
    const listed = counted(counting)
    const who = counting === 'session' ? sql`session` : sql`person`
    return listed.length === 0 ? [] : [sql`uniqExactIf(${who}, goal, ${goalIn(listed)})`]
  }
  const everyTime = counted('every')
  const parts = [
    ...(everyTime.length === 0 ? [] : [sql`countIf(${goalIn(everyTime)})`]),
    ...once('session'),
    ...once('person'),
  ]
  return parts.length === 0 ? sql`toUInt64(0)` : sql`(${join(parts, ' + ')})`
}

/** Who converted for a special goal of the tier, or did (`did`) what a named one asks. */
const convertedSql = ({ special }: Parted, tier: Goal['tier'], did: Sql): Sql =>
  sql`(${goalIn(places(special, (goal) => goal.tier === tier))} OR ${tier === 'micro' ? did : sql`0`})`

/** People, events and conversions over `countedRows`. */
export const countedFigures = (goals: readonly Goal[]): Sql => {
  const parted = part(goals)
  const named = rounds(parted).map((names) => sql` + countIf(goal = 0 AND ${nameIn(names)})`)
  const did = nameIn(namesOfNamed(parted))
  return sql`uniqExact(person) AS people, countIf(goal = 0) AS events,
    ${specialConversions(parted, 'macro')} AS macro, uniqExactIf(person, ${convertedSql(parted, 'macro', sql`0`)}) AS macro_people,
    ${specialConversions(parted, 'micro')}${join(named, '')} AS micro,
    uniqExactIf(person, ${convertedSql(parted, 'micro', did)}) AS micro_people`
}

/** These say the same on every row of a session. */
const sessionFields = new Set(['channel', 'source', 'medium', 'campaign', 'term', 'content', 'landing_page'])
export const isOfSession = (field: string): boolean => sessionFields.has(field)

/** These are said by every event of itself; by all other fields, what nobody did on the site has no place. */
export const isOfEvent = (field: string): boolean => field === 'event' || field.startsWith('property:')

/** Whether rows are chosen by what is true of whole sessions: then those opened within a span add up. */
export const keepsSessionsWhole = ({ filters }: Pick<Rows, 'filters'>): boolean =>
  filters.every(({ field }) => isOfSession(field))

/** The session was opened before the span, or (by an event that came late) after it; over rows of (started). */
export const openedOutside = ({ from, to }: Pick<Rows, 'from' | 'to'>): Sql =>
  sql`(started < fromUnixTimestamp(${Math.floor(from / 1000)}) OR started >= fromUnixTimestamp(${Math.floor(to / 1000)}))`
