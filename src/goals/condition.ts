import type { Condition, Goal, matches } from '../contract/goal.ts'
import type { FunnelStep } from '../contract/report.ts'
import { filterSql, matchesSql, reachedSql } from '../events/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'

/**
 * What counts as a conversion, as a condition on one row of `events`: the only place where a goal or a funnel's
 * step becomes SQL. Whether a row counts at all (repeats, refunds) is decided once, in reports/rows.ts.
 */

type Match = (typeof matches)[number]

const clicks = ['click', 'contact', 'share', 'file_download']
const videos = ['video_start', 'video_progress', 'video_complete']

export const nameIn = (names: readonly string[]): Sql => {
  const [first] = names
  if (first === undefined) return sql`0`
  if (names.length === 1) return sql`name = ${first}`
  const listed = names.map((name) => sql`${name}`)
  return sql`name IN (${join(listed, ', ')})`
}

const every = (conditions: readonly Sql[]): Sql => sql`(${join(conditions, ' AND ')})`

const onPath = (path: string | undefined): Sql[] =>
  path === undefined ? [] : [filterSql({ field: 'page', op: 'glob', values: [path] })]

/** A pattern with a `?` is about path and query together, any other about the path; a regular expression about both. */
const urlMatch = (match: Match, value: string): Sql =>
  match === 'regex' || value.includes('?')
    ? matchesSql(sql`if(query = '', path, concat(path, '?', query))`, match, value)
    : matchesSql(sql`path`, match, value)

export const conditionSql = (condition: Condition): Sql => {
  switch (condition.kind) {
    case 'event':
      return condition.where?.length
        ? every([nameIn([condition.name]), ...condition.where.map(filterSql)])
        : nameIn([condition.name])
    case 'url':
      return every([nameIn(['page_view']), urlMatch(condition.match, condition.value)])
    case 'click':
      return every([
        nameIn(clicks),
        filterSql({ field: `property:${condition.on}`, op: condition.match, values: [condition.value] }),
      ])
    case 'scroll':
      return every([nameIn(['engagement']), reachedSql('scroll_percent', condition.percent), ...onPath(condition.path)])
    case 'time':
      return every([
        nameIn(['engagement']),
        reachedSql('engaged_seconds', condition.seconds),
        ...onPath(condition.path),
      ])
    case 'video':
      return every([
        nameIn(videos),
        reachedSql('video_percent', condition.percent),
        ...(condition.video === undefined
          ? []
          : [filterSql({ field: 'property:video', op: 'glob', values: [condition.video] })]),
      ])
    case 'posts':
      // Told by day, of no event.
      return sql`0`
    case 'all':
      return every(condition.of.map(conditionSql))
    case 'any':
      return sql`(${join(condition.of.map(conditionSql), ' OR ')})`
  }
}

/** The event names a condition can be true of: what lets a report skip all other rows. */
export const namesOf = (condition: Condition): ReadonlySet<string> => {
  switch (condition.kind) {
    case 'event':
      return new Set([condition.name])
    case 'url':
      return new Set(['page_view'])
    case 'click':
      return new Set(clicks)
    case 'video':
      return new Set(videos)
    case 'scroll':
    case 'time':
      return new Set(['engagement'])
    case 'posts':
      return new Set()
    case 'all':
      return condition.of.map(namesOf).reduce((common, names) => common.intersection(names))
    case 'any':
      return new Set(condition.of.flatMap((part) => [...namesOf(part)]))
  }
}

/** The condition is just one of these event names; null when it asks for more. */
export const plainNames = (condition: Condition): readonly string[] | null => {
  if (condition.kind === 'event') return condition.where?.length ? null : [condition.name]
  if (condition.kind === 'all') return condition.of.length === 1 && condition.of[0] ? plainNames(condition.of[0]) : null
  if (condition.kind !== 'any') return null
  const names = condition.of.map(plainNames)
  return names.includes(null) ? null : [...new Set(names.flatMap((some) => some ?? []))]
}

export type ResolvedStep = { label: string; condition: Condition }

/** A funnel's step as a condition; null when it names a goal that is not there. */
export const resolveStep = (step: FunnelStep, goals: readonly Goal[]): ResolvedStep | null => {
  if (step.event !== undefined) {
    return { label: step.label ?? step.event, condition: { kind: 'event', name: step.event } }
  }
  if (step.path !== undefined) {
    return { label: step.label ?? step.path, condition: { kind: 'url', match: 'glob', value: step.path } }
  }
  const goal = goals.find(({ id }) => id === step.goal)
  return goal ? { label: step.label ?? goal.name, condition: goal.condition } : null
}
