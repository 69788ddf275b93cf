import { filtersSql, isSome, personSql, withPeople } from '../events/index.ts'
import { conditionSql, nameIn, namesOf, plainNames, type ResolvedStep } from '../goals/index.ts'
import { bind, identifier, join, raw, type Sql, sql } from '../platform/sql.ts'
import type { Bucket } from './period.ts'
import { bucketSql, countedSql, type Rows, rowsSql } from './rows.ts'

/**
 * A person's way through the steps, in one pass over the rows.
 *
 * Every event that meets a step becomes one number, so that sorting numbers sorts events:
 *   code = (milliseconds × 1024 + tie) × 16 + (16 − step)
 * Events of the same millisecond go by their order of arrival. An event that meets several steps gives several
 * codes, the later step first: it can never be the next step after itself.
 *
 * For each entry (step 1 within the period) the chain is the first event of step 2 after it, the first of
 * step 3 after that, and so on, as far as the window reaches; taking the earliest each time gets as far as any
 * other choice. A person stands at the furthest step of any of her entries; her chain is that of the first
 * entry which gets there. ClickHouse's windowFunnel gives the same steps where one event meets one step,
 * but not the chain, from which times, days and groups are taken.
 */

export type FunnelPlan = Rows & {
  steps: readonly ResolvedStep[]
  windowMs: number
  per: 'person' | 'session'
  now: number
  /** What to group by, at the entry. */
  key: Sql | null
  days: readonly Bucket[]
}

const perStep = 16
const perMs = 1024 * perStep
const never = raw('18446744073709551615')
const u64 = (value: number): Sql => bind(BigInt(value), 'UInt64')
const tupleOf = (parts: readonly Sql[]): Sql => sql`tuple(${join(parts, ', ')})`
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)

const disjoint = (steps: readonly ResolvedStep[]): boolean => {
  const names = steps.map(({ condition }) => namesOf(condition))
  return names.every((mine, index) => names.slice(index + 1).every((other) => mine.isDisjointFrom(other)))
}

/** Events that are named meet a step, but for repeats and late entries. */
const isTold = ({ steps, filters }: FunnelPlan): boolean =>
  filters.length === 0 && steps.every(({ condition }) => plainNames(condition) !== null)

/**
 * One row per event and step that it meets: who, which step, its code, and what to group by. Where few events meet no
 * step, they are told as nobody's, which costs less than to leave them out.
 */
const stepRows = (plan: FunnelPlan): Sql => {
  const { steps, facts } = plan
  const entry = sql`ts < fromUnixTimestamp64Milli(${plan.to}, 'UTC') AND ${filtersSql(plan.filters)}`
  const conditions = steps.map(({ condition }, index) => {
    const meets = countedSql(conditionSql(condition), namesOf(condition), facts)
    return index === 0 ? sql`(${meets} AND ${entry})` : meets
  })
  const choices = conditions.map((condition, index) => sql`${condition}, ${u64(index + 1)}`)
  const step = disjoint(steps)
    ? sql`multiIf(${join(choices, ', ')}, ${u64(0)})`
    : sql`arrayJoin(arrayFilter(number -> number > 0, [${join(
        choices.map((choice) => sql`if(${choice}, ${u64(0)})`),
        ', ',
      )}]))`
  const everybody = plan.per === 'session' ? sql`session` : personSql(facts)
  const who = isTold(plan) ? sql`if(step > 0, ${everybody}, ${u64(0)})` : everybody
  const names = new Set(steps.flatMap(({ condition }) => [...namesOf(condition)]))
  const until = { ...plan, to: plan.to + plan.windowMs, filters: [] }
  return sql`SELECT ${who} AS who, ${step} AS step,
    toUInt64((toUInt64(toUnixTimestamp64Milli(ts)) * 1024 + least(tie, 1023)) * ${perStep} + ${perStep} - step) AS code
    ${plan.key ? sql`, ${plan.key} AS key` : sql``}
    FROM ${plan.per === 'session' ? sql`events` : withPeople(facts)} WHERE ${rowsSql(until)} AND ${nameIn([...names])} ${isTold(plan) ? sql`` : sql`AND step > 0`}`
}

/**
 * What is known of each person: the codes, and the last entry, or `never` of who met a later step. No more: each thing
 * that is gathered costs a walk through all people.
 */
const people = (plan: FunnelPlan): Sql => sql`SELECT who, groupArrayIf(code, step > 0) AS codes,
    max(if(step = 1, code, ${never})) AS last, ${isSome(sql`who`)} AND last = ${never} AS went_on
    ${plan.key ? sql`, groupArrayIf((code, key), step = 1) AS keys` : sql``}
  FROM (${stepRows(plan)}) GROUP BY who`

/**
 * Walks the steps backwards: at every place of the sorted codes, `next_k` is the chain from the next event of
 * step k on, as (its code, code of step k + 1, …), with `never` where there is none.
 */
const chains = (plan: FunnelPlan): Sql[] => {
  const last = plan.steps.length
  return range(2, last)
    .reverse()
    .map((step) => {
      const isStep = sql`bitAnd(code, 15) = ${perStep - step}`
      const length = last - step + 1
      const tail = range(1, length - 1).map((place) => sql`following.${raw(String(place))}`)
      const none = tupleOf(range(1, length).map(() => never))
      const here =
        step === last
          ? sql`arrayMap(code -> if(${isStep}, tuple(code), ${none}), sorted)`
          : sql`arrayMap((code, following) -> if(${isStep}, ${tupleOf([sql`code`, ...tail])}, ${none}),
              sorted, ${identifier(`next_${step + 1}`)})`
      return sql`arrayReverseFill(chain -> chain.1 != ${never}, ${here}) AS ${identifier(`next_${step}`)}`
    })
}

/** One row a person: the level reached, and the chain that reached it; level 0 of who never entered, and of nobody. */
const walks = (plan: FunnelPlan): Sql => {
  const last = plan.steps.length
  const tail = range(1, last - 1).map((place) => sql`following.${raw(String(place))}`)
  const window = u64(plan.windowMs * perMs)
  const reached = range(2, last).map((step) => sql`(chain.${raw(String(step))} <= chain.1 + ${window})`)
  const none = range(2, last).map(() => never)
  const alone = tupleOf([isGrouped(plan) ? sql`arrayMin(codes)` : never, ...none])
  return sql`SELECT arraySort(if(went_on, codes, [])) AS sorted,
      ${join(chains(plan), ', ')},
      arrayFilter(chain -> chain.1 != ${never}, arrayMap((code, following) ->
        if(bitAnd(code, 15) = 15, ${tupleOf([sql`code`, ...tail])}, ${tupleOf([never, ...none])}),
        sorted, next_2)) AS entries,
      arrayMap(chain -> toUInt8(1 + ${join(reached, ' + ')}), entries) AS levels,
      multiIf(NOT ${isSome(sql`who`)}, 0, went_on, arrayMax(levels), 1) AS level,
      if(empty(levels), ${alone}, entries[indexOf(levels, level)]) AS walk,
      if(went_on, entries[-1].1, last) AS last_entry
      ${plan.key ? sql`, tupleElement(arrayFirst(pair -> pair.1 = walk.1, keys), 2) AS key` : sql``}
    FROM (${people(plan)}) ${isGrouped(plan) ? sql`WHERE level > 0` : sql``}`
}

const figures = (plan: FunnelPlan): Sql => {
  const steps = range(2, plan.steps.length)
  const reached = range(1, plan.steps.length).map((step) => sql`countIf(level >= ${step})`)
  const times = steps.map((step) => {
    const at = (place: number): Sql => sql`intDiv(walk.${raw(String(place))}, ${u64(perMs)})`
    return sql`quantileExactInclusiveIf(0.5)(${at(step)} - ${at(step - 1)}, level >= ${step})`
  })
  const openFrom = u64(Math.max(0, plan.now - plan.windowMs) * perMs)
  return sql`[${join(reached, ', ')}] AS reached, [${join(times, ', ')}] AS milliseconds,
    countIf(level BETWEEN 1 AND ${plan.steps.length - 1} AND last_entry > ${openFrom}) AS open`
}

/** Whether figures are told apart by something at the entry. */
const isGrouped = ({ key, days }: FunnelPlan): boolean => key !== null || days.length > 0

export const funnelQuery = (plan: FunnelPlan): Sql => {
  const day = bucketSql(sql`toUInt32(intDiv(walk.1, ${u64(perMs * 1000)}))`, plan.days)
  const columns = [...(plan.key ? ['key'] : []), ...(plan.days.length > 0 ? ['day'] : [])]
  if (!isGrouped(plan)) return sql`SELECT ${figures(plan)} FROM (${walks(plan)})`
  const marks = columns.map((column) => sql`, ${raw(column)}, grouping(${raw(column)}) AS ${raw(`without_${column}`)}`)
  const sets = [...columns.map((column) => sql`(${raw(column)})`), sql`()`]
  return sql`SELECT ${figures(plan)} ${join(marks, '')}
    FROM (SELECT * ${plan.days.length > 0 ? sql`, ${day} AS day` : sql``} FROM (${walks(plan)}))
    GROUP BY GROUPING SETS (${join(sets, ', ')})`
}
