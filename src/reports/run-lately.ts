import type { Condition, Goal, GoalPreview } from '../contract/goal.ts'
import type { LiveAnswer } from '../contract/live.ts'
import type { ValuesAnswer } from '../contract/report.ts'
import type { Site } from '../contract/site.ts'
import { fieldSql, type QueryOptions } from '../events/index.ts'
import { countsPosts } from '../goals/index.ts'
import { countPosts } from './goals-of-posts.ts'
import {
  type LiveEventRow,
  type LiveKeyRow,
  type LiveMinuteRow,
  liveEventsQuery,
  liveKeysQuery,
  liveMinutes,
  liveMinutesQuery,
  readLive,
} from './live.ts'
import {
  type PreviewCountRow,
  type PreviewExampleRow,
  previewCountQuery,
  previewDays,
  previewExamplesQuery,
  readPreview,
} from './preview.ts'
import { prepare, type ReportDeps } from './run.ts'
import { propertyNamesQuery, readValues, type ValueRow, valuesQuery } from './values.ts'

/** Questions about the last minutes and days, whatever period a page shows. */

/** The last `days` days, up to an hour ahead for clocks that are fast. */
const lately = (now: number, days: number) => ({ from: now - days * 86_400_000, to: now + 3_600_000 })

export const runLive = async (deps: ReportDeps, site: Site, options: QueryOptions = {}): Promise<LiveAnswer> => {
  const { facts, goals, now } = await prepare({ deps, site, options })
  const from = Math.floor(now / 60_000) * 60_000 - (liveMinutes - 1) * 60_000
  const plan = { site: site.id, facts, from, to: now + 60_000, filters: [], now, goals }
  const [minutes, keys, events] = await Promise.all([
    deps.events.query<LiveMinuteRow>(liveMinutesQuery(plan), options),
    deps.events.query<LiveKeyRow>(liveKeysQuery(plan), options),
    deps.events.query<LiveEventRow>(liveEventsQuery(plan), options),
  ])
  return readLive(plan, { minutes, keys, events })
}

export const runValues = async (
  deps: ReportDeps,
  site: Site,
  { field, search }: { field: string; search: string },
): Promise<ValuesAnswer> => {
  const { facts, now } = await prepare({ deps, site, options: {} })
  const plan = { site: site.id, facts, ...lately(now, previewDays), filters: [], search }
  const query = field === 'property' ? propertyNamesQuery(plan) : valuesQuery({ ...plan, key: fieldSql(field) })
  return readValues(await deps.events.query<ValueRow>(query))
}

export const runPreview = async (
  deps: ReportDeps,
  site: Site,
  { condition, counting }: { condition: Condition; counting: Goal['counting'] },
): Promise<GoalPreview> => {
  const { facts, now } = await prepare({ deps, site, options: {} })
  const plan = { site: site.id, facts, ...lately(now, previewDays), filters: [], condition, counting }
  if (countsPosts(plan)) {
    const span = { from: plan.from, to: plan.to, timezone: site.timezone }
    const conversions = await countPosts(deps.events, { site: site.id, span, condition })
    return { days: previewDays, conversions, people: 0, examples: [] }
  }
  const [counts, examples] = await Promise.all([
    deps.events.query<PreviewCountRow>(previewCountQuery(plan)),
    deps.events.query<PreviewExampleRow>(previewExamplesQuery(plan)),
  ])
  return readPreview(plan, counts, examples)
}
