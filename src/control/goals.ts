import { Goal } from '../contract/goal.ts'
import { definitions } from './definitions.ts'
import type { ControlDatabase } from './store.ts'

const tiers = { macro: 0, micro: 1 } as const
const inOrder = (a: Goal, b: Goal): number => tiers[a.tier] - tiers[b.tier] || a.priority - b.priority

const { list, find, create, update, remove } = definitions('goals', Goal)

/** Macro goals first, then by the user's own order; equal ones by age. */
export const listGoals = async (db: ControlDatabase, site: string): Promise<Goal[]> =>
  (await list(db, site)).sort(inOrder)

export { create as createGoal, find as findGoal, remove as removeGoal, update as updateGoal }
