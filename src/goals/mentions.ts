import type { GoalDefinition } from '../contract/goal.ts'
import { namesOf } from './condition.ts'

/** Whether nothing but mentions meets a goal. They are written elsewhere: it has conversions, and hardly ever people. */
export const countsMentions = ({ condition }: Pick<GoalDefinition, 'condition'>): boolean => {
  const names = namesOf(condition)
  return names.size === 1 && names.has('mention')
}
