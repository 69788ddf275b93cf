import type { Condition, Goal, GoalPreview } from '../contract/goal.ts'
import { personSql, someOrNull, withPeople } from '../events/index.ts'
import { conditionSql, namesOf } from '../goals/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { countedSql, type Rows, rowsSql } from './rows.ts'

/** What a condition matched lately, while somebody is still writing it. */
export type PreviewPlan = Rows & { condition: Condition; counting: Goal['counting'] }

export const previewDays = 30
const shownExamples = 5

const matching = (plan: PreviewPlan): Sql =>
  sql`${rowsSql(plan)} AND ${countedSql(conditionSql(plan.condition), namesOf(plan.condition), plan.facts)}`

export const previewCountQuery = (plan: PreviewPlan): Sql =>
  sql`SELECT count() AS every, uniqExact(${someOrNull(sql`events.session`)}) AS session,
      uniqExact(${someOrNull(personSql(plan.facts))}) AS person
    FROM ${withPeople(plan.facts)} WHERE ${matching(plan)}`

export const previewExamplesQuery = (plan: PreviewPlan): Sql =>
  sql`SELECT toUnixTimestamp64Milli(ts) AS time, name, path, title, properties, value FROM events
    WHERE ${matching(plan)} ORDER BY ts DESC, tie DESC LIMIT ${shownExamples}`

type Figure = number | string
export type PreviewCountRow = Record<Goal['counting'], Figure>
export type PreviewExampleRow = {
  time: Figure
  name: string
  path: string
  title: string
  properties: Record<string, string>
  value: Figure
}

export const readPreview = (
  { counting }: Pick<PreviewPlan, 'counting'>,
  [counts]: readonly PreviewCountRow[],
  examples: readonly PreviewExampleRow[],
): GoalPreview => ({
  days: previewDays,
  conversions: Number(counts?.[counting] ?? 0),
  people: Number(counts?.person ?? 0),
  examples: examples.map((example) => ({
    ...example,
    time: Number(example.time),
    value: Number(example.value) === 0 ? null : Number(example.value),
  })),
})
