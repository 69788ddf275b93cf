import type { FunnelDefinition } from '../../contract/funnel.ts'
import type { Condition, GoalDefinition, GoalValue } from '../../contract/goal.ts'

/** A goal that a new site begins with. `preset_key` is how its name is found in the reader's language. */
export type PresetGoal = GoalDefinition & { preset_key: string }
export type PresetFunnel = FunnelDefinition & { preset_key: string }
/** A funnel as presets write it: its steps are preset keys until the site's goals have ids. */
export type FunnelDraft = Omit<PresetFunnel, 'steps' | 'per'> & { steps: readonly string[] }

export type Preset = { goals: readonly PresetGoal[]; funnels: readonly FunnelDraft[] }

/** What a preset's line may leave out. */
type Draft = Pick<PresetGoal, 'preset_key' | 'name' | 'condition'> &
  Partial<Pick<PresetGoal, 'group' | 'counting' | 'certainty'>> & { value?: GoalValue }

const define = (draft: Draft, rest: Pick<PresetGoal, 'tier' | 'kind' | 'priority'>): PresetGoal => ({
  group: '',
  counting: 'every',
  certainty: 'confirmed',
  value: { kind: 'none' },
  ...draft,
  ...rest,
})

/** Lists in the order of importance; the order becomes the priority, with room for the user's own between. */
export const macros = (...drafts: Draft[]): PresetGoal[] =>
  drafts.map((draft, index) => define(draft, { tier: 'macro', kind: 'milestone', priority: (index + 1) * 10 }))
export const milestones = (...drafts: Draft[]): PresetGoal[] =>
  drafts.map((draft, index) => define(draft, { tier: 'micro', kind: 'milestone', priority: (index + 1) * 10 }))
export const supporting = (...drafts: Draft[]): PresetGoal[] =>
  drafts.map((draft, index) => define(draft, { tier: 'micro', kind: 'supporting', priority: 500 + index * 10 }))

export const event = (name: string): Condition => ({ kind: 'event', name })
export const eventWhere = (name: string, property: string, ...values: string[]): Condition => ({
  kind: 'event',
  name,
  where: [{ field: `property:${property}`, op: 'is', values }],
})
export const any = (...of: Condition[]): Condition => ({ kind: 'any', of })
