import type { Goal } from '../contract/goal.ts'
import { didAnyOf } from '../events/index.ts'
import { nameIn, namesOf, plainNames } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { whenSql } from './measures.ts'
import { canBeUndone, personSql, type Rows, rowsSql } from './rows.ts'

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

export const part = (goals: readonly Goal[]): Parted => ({
  named: goals.filter((goal) => namesAlone(goal) !== null),
  special: goals.filter((goal) => namesAlone(goal) === null),
})

/** For the roll-up, which tells only some names apart. */
export const partForRollup = (goals: readonly Goal[]): Parted => {
  const told = (goal: Goal): boolean => didAnyOf(namesAlone(goal) ?? ['']) !== undefined
  return {
    named: goals.filter((goal) => namesAlone(goal) !== null && told(goal)),
    special: goals.filter((goal) => namesAlone(goal) === null || !told(goal)),
  }
}

export const namesOfNamed = ({ named }: Parted): string[] => [
  ...new Set(named.flatMap((goal) => namesAlone(goal) ?? [])),
]

/** Names in rounds without repetition: a name that two goals share counts for both. */
export const rounds = ({ named }: Parted): string[][] => {
  const found: string[][] = []
  for (const name of named.flatMap((goal) => namesAlone(goal) ?? [])) {
    const round = found.find((listed) => !listed.includes(name))
    if (round) round.push(name)
    else found.push([name])
  }
  return found
}

/** The few events again, once for each special goal that they meet; `columns` are what is selected beside `goal`. */
export const specialRows = (plan: CountedPlan, { special }: Parted, columns: Sql): Sql => {
  const marks = special.map((goal, index) => sql`if(${whenSql(goal, plan.facts)}, toUInt16(${index + 1}), toUInt16(0))`)
  const names = [...new Set(special.flatMap(({ condition }) => [...namesOf(condition)]))]
  return sql`SELECT ${columns}, arrayJoin(arrayFilter(place -> place > 0, [${join(marks, ', ')}])) AS goal
    FROM events WHERE ${rowsSql(plan)} AND ${nameIn(names)}`
}

/** Rows of (key, person, session, opens, started, name, goal). */
export const countedRows = (plan: CountedPlan, key: Sql): Sql => {
  const parted = part(plan.goals)
  const person = personSql(plan.facts)
  const every = sql`SELECT ${key} AS key, ${person} AS person, session, session_opens AS opens,
    session_started AS started, name, toUInt16(0) AS goal FROM events WHERE ${rowsSql(plan)}`
  if (parted.special.length === 0) return every
  const again = sql`${key} AS key, ${person} AS person, session, toUInt8(0) AS opens, session_started AS started, name`
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

/** Conversions of the special goals of a tier, each as it counts, over rows of (person, session, goal). */
export const specialConversions = ({ special }: Parted, tier: Goal['tier']): Sql => {
  const everyTime = places(special, (goal) => goal.tier === tier && goal.counting === 'every')
  const limited = places(special, (goal) => goal.tier === tier && goal.counting !== 'every')
  const once = limited.map((place) => {
    const who = special[place - 1]?.counting === 'session' ? sql`session` : sql`person`
    return sql` + uniqExactIf(${who}, goal = ${place})`
  })
  return sql`(countIf(${goalIn(everyTime)})${join(once, '')})`
}

/** Who converted for a special goal of the tier, or did (`did`) what a named one asks. */
export const convertedSql = ({ special }: Parted, tier: Goal['tier'], did: Sql): Sql =>
  sql`(${goalIn(places(special, (goal) => goal.tier === tier))} OR ${tier === 'micro' ? did : sql`0`})`

/** People, events and conversions over `countedRows`; sessions are told by sessionsSql. */
export const countedFigures = (goals: readonly Goal[]): Sql => {
  const parted = part(goals)
  const named = rounds(parted).map((names) => sql` + countIf(goal = 0 AND ${nameIn(names)})`)
  const did = nameIn(namesOfNamed(parted))
  return sql`uniqExact(person) AS people, countIf(goal = 0) AS events,
    countIf(goal = 0 AND name = 'page_view') AS page_views,
    ${specialConversions(parted, 'macro')} AS macro, uniqExactIf(person, ${convertedSql(parted, 'macro', sql`0`)}) AS macro_people,
    ${specialConversions(parted, 'micro')}${join(named, '')} AS micro,
    uniqExactIf(person, ${convertedSql(parted, 'micro', did)}) AS micro_people`
}

/** These say the same on every row of a session. */
const sessionFields = new Set(['channel', 'source', 'medium', 'campaign', 'term', 'content', 'landing_page'])
export const isOfSession = (field: string): boolean => sessionFields.has(field)

/**
 * How to count sessions over `countedRows`. Where rows are chosen by what is true of whole sessions, those that were
 * opened within add up, and only those that reach in from outside are told apart; otherwise all are.
 */
export const sessionsSql = (plan: Rows, keyIsOfSession: boolean, outside: Sql): Sql =>
  keyIsOfSession && plan.filters.every(({ field }) => isOfSession(field))
    ? sql`(sum(opens) + uniqExactIf(session, ${outside}))`
    : sql`uniqExact(session)`

/** The session was opened before the span, or (by an event that came late) after it. */
export const openedOutside = ({ from, to }: Pick<Rows, 'from' | 'to'>): Sql =>
  sql`(started < fromUnixTimestamp(${Math.floor(from / 1000)}) OR started >= fromUnixTimestamp(${Math.floor(to / 1000)}))`
