import fc from 'fast-check'
import { expect, it } from 'vitest'
import { wilson } from './wilson.ts'

it('agrees with the published example of 81 of 263 (Newcombe 1998, method 3: 0.2553 to 0.3662)', () => {
  const interval = wilson(81, 263)
  expect(interval?.low).toBeCloseTo(0.2553, 4)
  expect(interval?.high).toBeCloseTo(0.3662, 4)
})
it('agrees with the published example of 0 of 20 (Newcombe 1998, method 3: 0 to 0.1611)', () => {
  expect(wilson(0, 20)?.low).toBe(0)
  expect(wilson(0, 20)?.high).toBeCloseTo(0.1611, 4)
})
it('says nothing about nobody', () => {
  expect(wilson(0, 0)).toBeNull()
})
it('always holds its share', () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.nat(1e6), (a, b) => {
      const interval = wilson(Math.min(a, b), Math.max(a, b, 1))
      if (!interval) throw new Error('there are trials')
      expect(interval.low).toBeLessThanOrEqual(interval.value)
      expect(interval.high).toBeGreaterThanOrEqual(interval.value)
    }),
  )
})
