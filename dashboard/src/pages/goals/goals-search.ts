/** `new`, or the id of the goal that is open in the drawer. */
export type GoalsSearch = { goal?: string }

export const readGoalsSearch = (search: Record<string, unknown>): GoalsSearch =>
  typeof search.goal === 'string' && search.goal !== '' ? { goal: search.goal } : {}
