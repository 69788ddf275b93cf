import { endpoints } from '../../contract/api.ts'
import type { GoalDefinition } from '../../contract/goal.ts'
import { createGoal, findGoal, listGoals, removeGoal, updateGoal } from '../../control/index.ts'
import { problemOf } from '../../goals/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'

const checked = (goal: GoalDefinition): void => {
  const problem = problemOf(goal)
  if (problem) throw new Refusal('invalid_input', { issues: [problem] })
}

export const goalRoutes = (deps: Deps): Route[] => [
  route(endpoints.goals, async ({ site }) => listGoals(deps.control.db, site.id)),

  route(endpoints.createGoal, async ({ site, input }) => {
    checked(input)
    return createGoal(deps.control.db, site.id, input, { random: deps.random, now: deps.clock.now() })
  }),

  route(endpoints.updateGoal, async ({ site, params, input }) => {
    const goal = await findGoal(deps.control.db, site.id, params.goal)
    if (!goal) throw new Refusal('not_found')
    checked({ ...goal, ...input })
    return updateGoal(deps.control.db, goal, input)
  }),

  route(endpoints.removeGoal, async ({ site, params }) => {
    if (!(await removeGoal(deps.control.db, site.id, params.goal))) throw new Refusal('not_found')
    return done
  }),
]
