import type { Goal } from '../../../../src/contract/goal.ts'

export type Move = { id: string; priority: number }

/** New priorities after moving one goal among its neighbours: only those that change. Room is left between them. */
export const moved = (section: readonly Pick<Goal, 'id' | 'priority'>[], id: string, by: -1 | 1): Move[] => {
  const from = section.findIndex((goal) => goal.id === id)
  const to = from + by
  const goal = section[from]
  if (!goal || to < 0 || to >= section.length) return []
  const order = section.filter((other) => other.id !== id)
  order.splice(to, 0, goal)
  const first = Math.max(10, Math.min(...section.map(({ priority }) => priority)))
  return order
    .map((other, index) => ({ id: other.id, before: other.priority, priority: first + index * 10 }))
    .filter(({ before, priority }) => before !== priority)
    .map(({ id: goalId, priority }) => ({ id: goalId, priority }))
}
