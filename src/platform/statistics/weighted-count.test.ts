import { expect, test } from 'vitest'
import { gammaBelow, gammaPoint, logGamma } from './gamma.ts'
import { weightedCountInterval } from './weighted-count.ts'

test('the gamma function at points that are known', () => {
  expect(Math.exp(logGamma(5))).toBeCloseTo(24, 10)
  expect(Math.exp(logGamma(0.5)) ** 2).toBeCloseTo(Math.PI, 10)
})

// Pearson and Hartley, Biometrika Tables, table 8: chi-square is twice a gamma of half its degrees of freedom.
test.each([
  [1, 0.975, 5.02389],
  [2, 0.025, 0.0506356],
  [10, 0.975, 20.4832],
  [10, 0.025, 3.24697],
  [100, 0.975, 129.561],
  [100, 0.025, 74.2219],
])('chi-square with %i degrees of freedom at %f', (freedom, share, point) => {
  expect(2 * gammaPoint(freedom / 2, share)).toBeCloseTo(point, 3)
  expect(gammaBelow(freedom / 2, point / 2)).toBeCloseTo(share, 4)
})

// F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
test.each([
  [1, 0.0253, 5.572],
  [5, 1.623, 11.668],
  [10, 4.795, 18.39],
  [50, 37.11, 65.92],
])('%i things that happened once each', (count, low, high) => {
  const interval = weightedCountInterval({ sum: count, squares: count, largest: 1 })
  expect(interval?.[0]).toBeCloseTo(low, 2)
  expect(interval?.[1]).toBeCloseTo(high, 2)
})

test('the same ten by two people say less than by ten', () => {
  const [low, high] = weightedCountInterval({ sum: 10, squares: 50, largest: 5 }) ?? [0, 0]
  // Twice a Poisson count of 2 with weight 5: 5 times the exact limits of 2.
  expect(low).toBeCloseTo(5 * 0.2422, 3)
  expect(high).toBeCloseTo(5 * 7.2247, 3)
  expect(weightedCountInterval({ sum: 0, squares: 0, largest: 0 })).toBeNull()
})
