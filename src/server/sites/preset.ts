import type { Site } from '../../contract/site.ts'
import { createFunnel, createGoal, listGoals } from '../../control/index.ts'
import { presetFunnels, presetGoals } from '../../goals/index.ts'
import type { Deps } from '../deps.ts'

/** Copies the goals and funnels of the site's kind, so that its first events already count. */
export const fillFromPreset = async ({ control, random, clock }: Deps, site: Site): Promise<void> => {
  const maker = { random, now: clock.now() }
  for (const goal of presetGoals(site.preset)) await createGoal(control.db, site.id, goal, maker)
  const goals = await listGoals(control.db, site.id)
  // They stand in the order of their making: a millisecond apart, so that the first is always the first.
  for (const [index, funnel] of presetFunnels(site.preset, goals).entries())
    await createFunnel(control.db, site.id, funnel, { ...maker, now: maker.now + index })
}
