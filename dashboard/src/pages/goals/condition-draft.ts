import type { Condition } from '../../../../src/contract/goal.ts'
import type { Filter } from '../../../../src/contract/report.ts'

export type ConditionKind = Condition['kind']
export const simpleKinds = ['event', 'url', 'click', 'scroll', 'video', 'time', 'posts'] as const
export type SimpleKind = (typeof simpleKinds)[number]
/** Groups inside groups; deeper than this nobody can read them. */
export const deepestGroup = 3

export const emptyCondition = (kind: ConditionKind): Condition => {
  switch (kind) {
    case 'event':
      return { kind, name: '' }
    case 'url':
      return { kind, match: 'starts_with', value: '' }
    case 'click':
      return { kind, on: 'text', match: 'is', value: '' }
    case 'scroll':
      return { kind, percent: 75 }
    case 'video':
      return { kind, percent: 100 }
    case 'time':
      return { kind, seconds: 30 }
    case 'posts':
      return { kind, figures: ['likes', 'comments', 'shares', 'saves', 'follows'] }
    case 'all':
    case 'any':
      return { kind, of: [emptyCondition('event')] }
  }
}

const isFilterReady = (filter: Filter): boolean =>
  filter.field !== 'property:' && (filter.op === 'exists' || filter.op === 'missing' || filter.values.length > 0)

/** Whether nothing is left open, so that it can be counted. */
export const isReady = (condition: Condition): boolean => {
  switch (condition.kind) {
    case 'event':
      return condition.name.trim() !== '' && (condition.where ?? []).every(isFilterReady)
    case 'url':
    case 'click':
      return condition.value.trim() !== ''
    case 'scroll':
    case 'video':
      return condition.percent >= 1 && condition.percent <= 100
    case 'time':
      return condition.seconds >= 1 && condition.seconds <= 86_400
    case 'posts':
      return condition.figures.length > 0
    case 'all':
    case 'any':
      return condition.of.length > 0 && condition.of.every(isReady)
  }
}

/** As it is stored: a group of one is that one, and empty optional parts are absent. */
export const tidy = (condition: Condition): Condition => {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map(tidy)
      const [only] = of
      return of.length === 1 && only ? only : { kind: condition.kind, of }
    }
    case 'event':
      return condition.where && condition.where.length > 0 ? condition : { kind: 'event', name: condition.name.trim() }
    case 'scroll':
      return condition.path ? condition : { kind: 'scroll', percent: condition.percent }
    case 'time':
      return condition.path ? condition : { kind: 'time', seconds: condition.seconds }
    case 'posts':
      return condition.network ? condition : { kind: 'posts', figures: condition.figures }
    case 'video':
      return condition.video ? condition : { kind: 'video', percent: condition.percent }
    default:
      return condition
  }
}

/** The editor always shows a group, so that a second condition is one click away. */
export const asGroup = (condition: Condition): Extract<Condition, { kind: 'all' | 'any' }> =>
  condition.kind === 'all' || condition.kind === 'any' ? condition : { kind: 'all', of: [condition] }

/** Posts are counted alone: by day, and of nobody. */
export const isOfPosts = (condition: Condition): boolean => tidy(condition).kind === 'posts'
