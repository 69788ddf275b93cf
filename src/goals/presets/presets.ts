import type { Goal } from '../../contract/goal.ts'
import type { Preset as PresetName } from '../../contract/site.ts'
import { content } from './content.ts'
import { ecommerce } from './ecommerce.ts'
import { lead } from './lead.ts'
import type { Preset, PresetFunnel, PresetGoal } from './preset-goal.ts'

export type { PresetFunnel, PresetGoal } from './preset-goal.ts'

const presets: Record<PresetName, Preset> = { ecommerce, lead, content }

/** The goals that a new site of this kind begins with. */
export const presetGoals = (preset: PresetName): readonly PresetGoal[] => presets[preset].goals

/** The funnels of this kind of site, over the goals that were made from `presetGoals` and now have ids. */
export const presetFunnels = (preset: PresetName, goals: readonly Goal[]): PresetFunnel[] =>
  presets[preset].funnels.flatMap(({ steps, ...funnel }) => {
    const found = steps.map((key) => goals.find((goal) => goal.preset_key === key)?.id)
    const ids = found.filter((id) => id !== undefined)
    return ids.length === steps.length ? [{ ...funnel, per: 'person', steps: ids.map((goal) => ({ goal })) }] : []
  })
