import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSurelyBelow, lowerTail } from './surely-below.ts'

describe('a day surely below the usual', () => {
  it('agrees with published binomial tables (n = 10, p = 0.5: P(X ≤ 2) = 0.0547; n = 20, p = 0.3: P(X ≤ 4) = 0.2375)', () => {
    expect(lowerTail(2, 10, 0.5)).toBeCloseTo(0.0547, 4)
    expect(lowerTail(4, 20, 0.3)).toBeCloseTo(0.2375, 4)
  })
  it('is one on which nobody of four gets through where eight of ten do', () => {
    expect(isSurelyBelow(0, 4, 0.8)).toBe(true)
    expect(isSurelyBelow(1, 2, 0.8)).toBe(false)
  })
  it('is never one with nobody in it', () => {
    expect(isSurelyBelow(0, 0, 0.8)).toBe(false)
  })
  it('is a probability, and all of them together are certain', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (trials, rate) => {
          expect(lowerTail(trials, trials, rate)).toBeCloseTo(1, 6)
          expect(lowerTail(0, trials, rate)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})
