import type { Goal } from '../contract/goal.ts'
import type { ConversionFigures, GoalRow, GoalsReport } from '../contract/report.ts'
import { isSome, markBit, personSql, tallyRollup, visitsRollup, withPeople } from '../events/index.ts'
import { conditionBits, countsMentions, namesOf } from '../goals/index.ts'
import { bind, join, type Sql, sql } from '../platform/sql.ts'
import { countChange, rateChange } from './changes.ts'
import { specialRows } from './counted-rows.ts'
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
    goals.map((_, bit) => sql`sumIf(n, bitTest(met, ${bit}))`),
    ', ',
  )}] AS counts`

const placeOf = (plan: GoalsPlan, seconds: Sql): Sql =>
  sql`toUInt16(${placeSql(seconds, bucketsOf(plan.span, plan.interval))})`

const none = bind(0n, 'UInt64')
const masked = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0
    ? none
    : join(
        conditions.map((condition, bit) => sql`if(${condition}, ${bind(1n << BigInt(bit), 'UInt64')}, ${none})`),
        ' + ',
      )

/** The bits that tell a goal, unless refunds decide whether an event with them counts. */
const bitsOf = ({ condition }: Goal, { refunds }: GoalsPlan['facts']): bigint | undefined =>
  refunds && canBeUndone(namesOf(condition)) ? undefined : conditionBits(condition)

/** True of a row with `bits`, the bits of its marks. */
const hasAny = (bits: bigint): Sql => sql`bitAnd(bits, ${bind(bits, 'UInt64')}) != 0`

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

/** What rows are gathered by: 0 events, 1 sessions, 2 people; by point of the line, and together. */
const [ofEvents, ofSessions, ofPeople] = [0, 1, 2] as const
const kindOf = { every: ofEvents, session: ofSessions, person: ofPeople } as const

/**
 * By how many people, in how many sessions and how often each goal of the plan (at most goalsInMask) was reached, by
 * point of the line and together, in one pass: what people, sessions and events met at a place is gathered into bits,
 * equal bits are counted, and the counts of each bit added up. Everybody is among the people, whatever they met, unless
 * only special goals are asked for.
 */
export const goalsQuery = (plan: GoalsPlan): Sql => {
  const countsSessions = plan.goals.some(({ counting }) => counting === 'session')
  const isRolled = plan.only === 'told'
  const sets = [
    sql`(person, place)`,
    ...(countsSessions ? [sql`(session, place)`] : []),
    ...(isRolled ? [] : [sql`(place, mask)`]),
  ]
  const kind = sql`multiIf(grouping(person) = 0, ${ofPeople} ${countsSessions ? sql`, grouping(session) = 0, ${ofSessions}` : sql``}, ${ofEvents})`
  const who = countsSessions ? sql`if(kind = ${ofPeople}, person, session)` : sql`person`
  const rows = isRolled ? visitRows(plan) : eventRows(plan)
  const gathered = sql`SELECT toUInt8(${kind}) AS kind, person, ${countsSessions ? sql`session,` : sql``} place,
      groupBitOr(mask) AS met, count() AS n
    FROM (SELECT *, met AS mask FROM (${rows})) GROUP BY GROUPING SETS (${join(sets, ', ')})`
  const tally = sql`SELECT toUInt8(${ofEvents}) AS kind, toUInt64(0) AS who, place, met, sum(events) AS n
    FROM (${tallyRows(plan)}) GROUP BY place, met`
  // Nobody is no person and no session.
  const each = sql`SELECT kind, ${who} AS who, place, met, if(kind = ${ofEvents}, n, ${isSome(sql`who`)}) AS n FROM (${gathered})`
  const all = isRolled ? sql`${each} UNION ALL ${tally}` : each
  // Together: whoever is at several places once, with everything that they met.
  const both = sql`SELECT kind, grouping(place) AS together, place, groupBitOr(met) AS met, sum(n) AS n
    FROM (SELECT *, met AS mask FROM (${all}))
    GROUP BY GROUPING SETS ((kind, place, mask), (kind, who))`
  const alike = sql`SELECT kind, together, place, met, if(together = 1 AND kind != ${ofEvents}, countIf(n > 0), sum(n)) AS n
    FROM (${both}) WHERE NOT (together = 1 AND kind = ${ofEvents}) GROUP BY kind, together, place, met`
  return sql`SELECT kind, toUInt8(together) AS together, place, sum(n) AS everybody, ${bitCounts(plan.goals)}
    FROM (${alike}) GROUP BY kind, together, place`
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
export type CountsRow = { kind: number; together: number; place: number; everybody: Figure; counts: readonly Figure[] }
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
  const together = (kind: number): CountsRow | undefined => rows.find((row) => row.kind === kind && row.together === 1)
  const figures = plan.goals.map(({ id, counting }, bit) => {
    const kind = kindOf[counting]
    const line = rows
      .filter((row) => row.kind === kind && row.together === 0)
      .map((row): [number, number] => [
        Math.floor((buckets[row.place]?.start ?? 0) / 1000),
        Number(row.counts[bit] ?? 0),
      ])
    const sum = line.reduce((all, [, count]) => all + count, 0)
    return {
      id,
      line: new Map(line),
      converted: Number(together(ofPeople)?.counts[bit] ?? 0),
      conversions: kind === ofEvents ? sum : Number(together(kind)?.counts[bit] ?? 0),
    }
  })
  return {
    people: Number(together(ofPeople)?.everybody ?? 0),
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
      const change = previous && before && rateChange(share(current, figures.people), share(previous, before.people))
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
