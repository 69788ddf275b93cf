import { Goal, type GoalDefinition } from '../contract/goal.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['goals']
const toGoal = ({ id, site, preset_key, definition }: Row): Goal =>
  Goal.parse({ ...JSON.parse(definition), id, site, preset_key })

const tiers = { macro: 0, micro: 1 } as const
const inOrder = (a: Goal, b: Goal): number => tiers[a.tier] - tiers[b.tier] || a.priority - b.priority

/** Macro goals first, then by the user's own order; equal ones by age. */
export const listGoals = async (db: ControlDatabase, site: string): Promise<Goal[]> => {
  const rows = await db
    .selectFrom('goals')
    .selectAll()
    .where('site', '=', site)
    .orderBy('created')
    .orderBy('id')
    .execute()
  return rows.map(toGoal).sort(inOrder)
}

export const findGoal = async (db: ControlDatabase, site: string, id: string): Promise<Goal | undefined> => {
  const row = await db.selectFrom('goals').selectAll().where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return row && toGoal(row)
}

export type NewGoal = GoalDefinition & { preset_key?: string | null }

export const createGoal = async (
  db: ControlDatabase,
  site: string,
  { preset_key = null, ...definition }: NewGoal,
  { random, now }: { random: Random; now: number },
): Promise<Goal> => {
  const row: Row = {
    id: randomText(random, 10),
    site,
    created: now,
    preset_key,
    definition: JSON.stringify(definition),
  }
  await db.insertInto('goals').values(row).execute()
  return toGoal(row)
}

/** A renamed preset goal keeps its own name from then on. */
export const updateGoal = async (db: ControlDatabase, goal: Goal, change: Partial<GoalDefinition>): Promise<Goal> => {
  const { id, site, preset_key, ...before } = goal
  const definition = { ...before, ...change }
  const key = definition.name === before.name ? preset_key : null
  const row = { definition: JSON.stringify(definition), preset_key: key }
  await db.updateTable('goals').set(row).where('site', '=', site).where('id', '=', id).execute()
  return { ...definition, id, site, preset_key: key }
}

export const removeGoal = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('goals').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
