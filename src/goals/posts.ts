import type { Condition, GoalDefinition, PostFigure } from '../contract/goal.ts'

/** Goals that count posts' figures, which come without people and without visits. */

/** What is counted of posts; undefined where a condition is about events. */
export const figuresOfPosts = (
  condition: Condition,
): { figures: readonly PostFigure[]; network?: string } | undefined =>
  condition.kind === 'posts' ? condition : undefined

export const countsPosts = ({ condition }: Pick<GoalDefinition, 'condition'>): boolean => condition.kind === 'posts'

const hasPostsInside = (condition: Condition): boolean =>
  (condition.kind === 'all' || condition.kind === 'any') &&
  condition.of.some((part) => part.kind === 'posts' || hasPostsInside(part))

export type GoalProblem = { path: string; message: string }

/** Why a goal cannot be counted as it is said; null when it can. */
export const problemOf = (goal: GoalDefinition): GoalProblem | null => {
  if (hasPostsInside(goal.condition)) {
    return { path: 'condition', message: 'posts are counted by a goal of their own: nothing can be joined to them' }
  }
  if (!countsPosts(goal)) return null
  if (goal.tier !== 'micro') return { path: 'tier', message: 'posts are micro goals: nobody buys on them' }
  if (goal.kind !== 'supporting')
    return { path: 'kind', message: 'posts are supporting actions: from them no visit goes on to a next step' }
  if (goal.counting !== 'every') {
    return { path: 'counting', message: 'posts are counted every time: the platforms tell of no session and no person' }
  }
  if (goal.value.kind === 'event') {
    return { path: 'value', message: 'what is done with a post has no value of its own: give a fixed one, or none' }
  }
  return null
}
