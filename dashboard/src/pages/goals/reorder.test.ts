import fc from 'fast-check'
import { expect, it } from 'vitest'
import { moved } from './reorder.ts'

const section = (...priorities: number[]) => priorities.map((priority, index) => ({ id: `g${index}`, priority }))

it('moves a goal up and touches no more than it must', () => {
  expect(moved(section(10, 20, 30), 'g2', -1)).toEqual([
    { id: 'g2', priority: 20 },
    { id: 'g1', priority: 30 },
  ])
})
it('leaves the first one first', () => {
  expect(moved(section(10, 20), 'g0', -1)).toEqual([])
  expect(moved(section(10, 20), 'g1', 1)).toEqual([])
})
it('ends in a strict order whatever the priorities were', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100), { minLength: 2, maxLength: 12 }), fc.nat(11), (priorities, index) => {
      const before = section(...priorities)
      const id = before[index % before.length]?.id ?? ''
      const changes = new Map(moved(before, id, 1).map((move) => [move.id, move.priority]))
      if (changes.size === 0) return
      const after = before.map((goal) => changes.get(goal.id) ?? goal.priority)
      expect(new Set(after).size).toBe(after.length)
    }),
  )
})
