// What counts as a conversion.
// In: goal definitions from control. Out: SQL conditions for reports and decide; the goals a new site begins with.
// Read condition.ts first. This folder never runs a query.

export { conditionSql, nameIn, namesOf, plainNames, type ResolvedStep, resolveStep } from './condition.ts'
export { countsMentions } from './mentions.ts'
export { countsPosts, figuresOfPosts, problemOf } from './posts.ts'
export { type PresetFunnel, type PresetGoal, presetFunnels, presetGoals } from './presets/presets.ts'
export { conditionBits } from './told.ts'
