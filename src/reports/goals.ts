import type { Goal } from '../contract/goal.ts'
import type { ConversionFigures, GoalRow, GoalsReport } from '../contract/report.ts'
import { isSome, markBit, personSql, tallyRollup, visitsRollup, withPeople } from '../events/index.ts'
import { conditionBits, countsMentions, namesOf } from '../goals/index.ts'
import { bind, join, type Sql, sql } from '../platform/sql.ts'
import { u64 } from './bits.ts'
import { countChange, rateChange } from './changes.ts'
import { specialRows } from './counted-rows.ts'
import type { Happened } from './happened.ts'
import { conversionFigures, whenSql } from './measures.ts'
import { money } from './money.ts'
import { namedBy } from './parted.ts'
import { type Bucket, bucketsOf, type Interval, type Span } from './period.ts'
import { canBeUndone, netSql, placeSql, type Rows, rowsSql } from './rows.ts'

/**
 * Every goal of a site. What people (or sessions) did is gathered into one number each, a bit a goal, and the bits
 * are counted: thirty goals take the memory of one.
 */
export type GoalsPlan = Rows & {
  span: Span
  happened: Happened
  interval: Interval
  goals: readonly Goal[]
  currency: string
  /** Goals that the roll-up tells, asked of it; or special ones, asked of the events that they name. */
  only?: 'told' | 'special'
}

/** How many goals one number has bits for. */
export const goalsInMask = 64

const bitCounts = (goals: readonly Goal[]): Sql =>
  sql`[${join(
    goals.map((_, bit) => sql`sumIf(whom, bitTest(met, ${bit}))`),
    ', ',
  )}] AS counts`

const placeOf = (plan: GoalsPlan, seconds: Sql): Sql =>
  sql`toUInt16(${placeSql(seconds, bucketsOf(plan.span, plan.interval))})`

const none = u64(0n)
const masked = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? none
    : join(
        conditions.map((condition, bit) => sql`if(${condition}, ${u64(1n << BigInt(bit))}, ${none})`),
        ' + ',
      )

/** The bits that tell a goal, unless refunds decide whether an event with them counts. */
const bitsOf = ({ condition }: Goal, { refunds }: GoalsPlan['facts']): bigint | undefined =>
  refunds && canBeUndone(namesOf(condition)) ? undefined : conditionBits(condition)

/** True of a row with `bits`, the bits of its marks. */
const hasAny = (bits: bigint): Sql => sql`bitAnd(bits, ${u64(bits)}) != 0`

const eventRows = (plan: GoalsPlan): Sql => {
  const { goals, facts } = plan
  const conditions = goals.map((goal) => {
    const bits = bitsOf(goal, facts)
    return bits === undefined ? whenSql(goal, facts) : hasAny(bits)
  })
  return sql`SELECT ${personSql(facts)} AS person, session, ${placeOf(plan, sql`toUnixTimestamp(ts)`)} AS place,
      ${markBit(sql`mark`)} AS bits, ${masked(conditions)} AS met
    FROM ${withPeople(facts)} WHERE ${rowsSql(plan)} ${plan.only === 'special' ? sql`AND ${namedBy(goals)} AND met != 0` : sql``}`
}

/** Whether the roll-up tells a goal. */
export const isTold = (goal: Goal, facts: GoalsPlan['facts']): boolean => bitsOf(goal, facts) !== undefined

const visitRows = (plan: GoalsPlan): Sql =>
  sql`SELECT ${personSql(plan.facts)} AS person, session, ${placeOf(plan, sql`toUnixTimestamp(quarter)`)} AS place,
      ${masked(plan.goals.map((goal) => hasAny(bitsOf(goal, plan.facts) ?? 0n)))} AS met
    FROM ${withPeople(plan.facts, sql`(SELECT *, marks AS bits FROM ${visitsRollup(plan)})`)}`

const tallyRows = (plan: GoalsPlan): Sql =>
  sql`SELECT ${placeOf(plan, sql`toUnixTimestamp(quarter)`)} AS place, events,
      ${masked(plan.goals.map((goal) => hasAny(bitsOf(goal, plan.facts) ?? 0n)))} AS met
    FROM (SELECT *, ${markBit(sql`mark`)} AS bits FROM ${tallyRollup(plan)})`

/**
 * What is counted: events alike at a place; and who reached a goal, together or by place: people for every goal, since
 * everybody who reached it is told, by place and sessions only for goals that count so.
 */
const kinds = { events: 0, people: 1, peopleAt: 2, sessions: 3, sessionsAt: 4 } as const
const lineOf = { every: kinds.events, session: kinds.sessionsAt, person: kinds.peopleAt } as const
const totalOf = { every: kinds.events, session: kinds.sessions, person: kinds.people } as const

/** The bits of the goals that count so. */
const countedBits = ({ goals }: GoalsPlan, wanted: Goal['counting']): bigint =>
  goals.reduce((bits, { counting }, bit) => (counting === wanted ? bits | (1n << BigInt(bit)) : bits), 0n)

/** Each row as often as it is counted: once for its person, and again where a goal by person or session was reached. */
const spread = (rows: Sql, plan: GoalsPlan): Sql => {
  const { people, peopleAt, sessions, sessionsAt } = kinds
  const [byPerson, bySession] = [countedBits(plan, 'person'), countedBits(plan, 'session')]
  const list = (...all: number[]): Sql => bind(all, 'Array(UInt8)')
  const has = (bits: bigint): Sql => (bits === 0n ? sql`0` : sql`bitAnd(did, ${u64(bits)}) != 0`)
  const asked = sql`multiIf(${has(byPerson)} AND ${has(bySession)}, ${list(people, peopleAt, sessions, sessionsAt)},
    ${has(byPerson)}, ${list(people, peopleAt)}, ${has(bySession)}, ${list(people, sessions, sessionsAt)}, ${list(people)})`
  const isOf = (...some: number[]): Sql => sql`kind IN (${list(...some)})`
  return sql`SELECT kind, if(${isOf(people, peopleAt)}, person, session) AS who, place, did,
      if(${isOf(people, sessions)}, toUInt16(0), place) AS at,
      multiIf(kind = ${people}, did, kind = ${peopleAt}, bitAnd(did, ${u64(byPerson)}), bitAnd(did, ${u64(bySession)})) AS part
    FROM (SELECT person, session, place, met AS did, arrayJoin(${asked}) AS kind FROM (${rows}))`
}

/**
 * By how many people, in how many sessions and how often each goal of the plan (at most goalsInMask) was reached, by
 * point of the line and together, in one pass: what people, sessions and events met at a place is gathered into bits,
 * equal bits are counted, and the counts of each bit added up. Everybody is among the people, whatever they met, unless
 * only special goals are asked for.
 */
export const goalsQuery = (plan: GoalsPlan): Sql => {
  const { events, people } = kinds
  const isRolled = plan.only === 'told'
  // Nobody is no person and no session.
  const whoever = sql`toUInt64(${isSome(sql`who`)})`
  const tally = sql`SELECT toUInt8(${events}) AS kind, place AS at, met, sum(events) AS n FROM (${tallyRows(plan)}) GROUP BY place, met`
  // In the second set kind is empty, which is that of events; each is there once as a row of its person.
  const each = isRolled
    ? sql`SELECT kind, at, groupBitOr(part) AS met, ${whoever} AS n FROM (${spread(visitRows(plan), plan)})
        GROUP BY kind, who, at UNION ALL ${tally}`
    : sql`SELECT kind, if(kind = ${events}, place, at) AS at, if(kind = ${events}, did, met) AS met, if(kind = ${events}, found, ${whoever}) AS n
        FROM (SELECT kind, who, at, place, did, groupBitOr(part) AS met, countIf(kind = ${people}) AS found
          FROM (${spread(eventRows(plan), plan)}) GROUP BY GROUPING SETS ((kind, who, at), (place, did)))`
  const alike = sql`SELECT kind, at, met, sum(n) AS whom FROM (${each}) GROUP BY kind, at, met`
  return sql`SELECT kind, at AS place, sum(whom) AS everybody, ${bitCounts(plan.goals)} FROM (${alike}) GROUP BY kind, at`
}

/** What the goals of the plan, all with a value from the event, were worth; `goal` is the place in the list, from 1. */
export const worthQuery = (plan: GoalsPlan): Sql => {
  const { facts, goals, currency } = plan
  const columns = sql`${personSql(facts)} AS person, session, if(currency IN ('', ${currency}), ${netSql(facts)}, 0) AS worth`
  return sql`SELECT goal, sum(worth) AS every, arraySum(mapValues(maxMap(map(session, worth)))) AS session,
      arraySum(mapValues(maxMap(map(person, worth)))) AS person
    FROM (${specialRows(plan, { special: goals }, columns)}) GROUP BY goal`
}

type Figure = number | string
export type CountsRow = { kind: number; place: number; everybody: Figure; counts: readonly Figure[] }
export type WorthRow = { goal: Figure } & Record<Goal['counting'], Figure>

/** By goal id. */
export type GoalsPart = {
  people: number
  converted: ReadonlyMap<string, number>
  conversions: ReadonlyMap<string, number>
  /** By start of the bucket in epoch seconds. */
  lines: ReadonlyMap<string, ReadonlyMap<number, number>>
  worth: ReadonlyMap<string, number>
}

/** People, and of each goal: who reached it, how often, and the points of its line. */
export const readCounts = (plan: GoalsPlan, rows: readonly CountsRow[]): Omit<GoalsPart, 'worth'> => {
  const buckets = bucketsOf(plan.span, plan.interval)
  const byKind = Map.groupBy(rows, ({ kind }) => kind)
  const sumOf = (kind: number, bit: number): number =>
    (byKind.get(kind) ?? []).reduce((sum, { counts }) => sum + Number(counts[bit] ?? 0), 0)
  const figures = plan.goals.map(({ id, counting }, bit) => {
    const line = (byKind.get(lineOf[counting]) ?? []).map(({ place, counts }): [number, number] => [
      Math.floor((buckets[place]?.start ?? 0) / 1000),
      Number(counts[bit] ?? 0),
    ])
    return { id, line: new Map(line), converted: sumOf(kinds.people, bit), conversions: sumOf(totalOf[counting], bit) }
  })
  return {
    people: Number(byKind.get(kinds.people)?.[0]?.everybody ?? 0),
    converted: new Map(figures.map(({ id, converted }) => [id, converted])),
    conversions: new Map(figures.map(({ id, conversions }) => [id, conversions])),
    lines: new Map(figures.map(({ id, line }) => [id, line])),
  }
}

export const readWorth = (goals: readonly Goal[], rows: readonly WorthRow[]): [string, number][] =>
  rows.flatMap((row) => {
    const goal = goals[Number(row.goal) - 1]
    return goal ? [[goal.id, Number(row[goal.counting])] as [string, number]] : []
  })

const worthOf = (goal: Goal, part: GoalsPart): number | null => {
  if (goal.value.kind === 'none') return null
  if (goal.value.kind === 'fixed') return money(goal.value.amount * (part.conversions.get(goal.id) ?? 0))
  return money(part.worth.get(goal.id) ?? 0)
}

const figuresOf = ({ id }: Goal, part: GoalsPart): ConversionFigures =>
  conversionFigures(part.conversions.get(id) ?? 0, part.converted.get(id) ?? 0, part.people)

const seriesOf = ({ id }: Goal, part: GoalsPart, buckets: readonly Bucket[]): number[] =>
  buckets.map(({ start }) => part.lines.get(id)?.get(Math.floor(start / 1000)) ?? 0)

/** Told by definition; unless somebody on the site did it, too, and then there are people to tell of. */
const isOfNobody = (goal: Goal, parts: readonly (GoalsPart | undefined)[]): boolean =>
  countsMentions(goal) && parts.every((part) => !part?.converted.get(goal.id))

/** A span and what was counted in it. */
type Counted = { span: Span; part: GoalsPart }

export const readGoals = (
  { goals, interval }: Pick<GoalsPlan, 'goals' | 'interval'>,
  current: Counted,
  previous: Counted | null,
): Pick<GoalsReport, 'people' | 'labels' | 'goals'> => {
  const share = ({ part }: Counted, people: number) => ({ successes: people, trials: Math.max(part.people, people) })
  const line = (goal: Goal, { span, part }: Counted) => seriesOf(goal, part, bucketsOf(span, interval))
  const rowOf = (goal: Goal): GoalRow => {
    const { id, name, preset_key, tier, kind, group, certainty, counting } = goal
    const [figures, before] = [figuresOf(goal, current.part), previous && figuresOf(goal, previous.part)]
    const series = line(goal, current)
    const row = {
      ...{ goal: id, name, preset_key, tier, kind, group, certainty, counting },
      ...{ value: worthOf(goal, current.part), series },
    }
    if (!isOfNobody(goal, [current.part, previous?.part])) {
      // Where nobody was before, as before the tag was there, is nothing to compare with.
      const isComparable = previous !== null && before !== null && previous.part.people > 0
      const change = isComparable ? rateChange(share(current, figures.people), share(previous, before.people)) : null
      return { ...row, counts: 'events', ...figures, previous: before, change }
    }
    return {
      ...{ ...row, counts: 'mentions', ...figures, rate: null },
      previous: before && { ...before, rate: null },
      change:
        previous &&
        before &&
        countChange(
          { total: figures.conversions, series },
          { total: before.conversions, series: line(goal, previous) },
        ),
    }
  }
  return {
    people: current.part.people,
    labels: bucketsOf(current.span, interval).map(({ label }) => label),
    goals: goals.map(rowOf),
  }
}
