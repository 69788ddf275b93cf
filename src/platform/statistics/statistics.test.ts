import { expect, test } from 'vitest'
import { dispersion, totalsDiffer } from './counts.ts'
import { newcombeDifference, sharesDiffer, wilson } from './rates.ts'
import { student95 } from './student.ts'

const share = (successes: number, trials: number) => ({ successes, trials })

// R. G. Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson interval of %i of %i', (successes, trials, low, high) => {
  const interval = wilson(share(successes, trials))
  expect(interval?.[0]).toBeCloseTo(low, 4)
  expect(interval?.[1]).toBeCloseTo(high, 4)
})

// R. G. Newcombe, Interval estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('difference of %i/%i and %i/%i', (a, m, b, n, low, high) => {
  const interval = newcombeDifference(share(a, m), share(b, n))
  expect(interval?.[0]).toBeCloseTo(low, 4)
  expect(interval?.[1]).toBeCloseTo(high, 4)
})

test('shares differ when the interval of their difference leaves out zero', () => {
  expect(sharesDiffer(share(56, 70), share(48, 80))).toBe(true)
  expect(sharesDiffer(share(5, 56), share(0, 29))).toBe(false)
  expect(sharesDiffer(share(0, 0), share(3, 9))).toBe(false)
})

// Fisher and Yates' table of t, two-sided 5 %.
test.each([
  [1, 12.706],
  [2, 4.303],
  [9, 2.262],
  [10, 2.228],
  [15, 2.131],
  [30, 2.042],
  [60, 2],
  [120, 1.98],
])("Student's t with %i degrees of freedom", (freedom, point) => {
  expect(student95(freedom)).toBeCloseTo(point, 3)
})

test('dispersion by hand: 12, 18, 30 against 8, 14, 20', () => {
  // Expected in the first period: 20, 32 and 50 times 60/102; chi-square 0.1275 on two degrees of freedom.
  expect(dispersion({ current: [12, 18, 30], previous: [8, 14, 20] })).toBeCloseTo(0.0637, 3)
})

test('a doubling is certain, an equal week and two days are not', () => {
  const week = [20, 22, 19, 25, 30, 41, 38]
  const twice = week.map((value) => value * 2)
  expect(totalsDiffer({ current: twice, previous: week }, 'count')).toBe(true)
  expect(totalsDiffer({ current: week, previous: week.toReversed() }, 'count')).toBe(false)
  expect(totalsDiffer({ current: [40, 50], previous: [20, 25] }, 'count')).toBe(false)
  expect(totalsDiffer({ current: week, previous: week.map(() => 0) }, 'count')).toBe(true)
  expect(
    totalsDiffer(
      { current: twice.map((value) => value * 24_000), previous: week.map((value) => value * 24_000) },
      'money',
    ),
  ).toBe(true)
})

/** Mulberry32, so that the simulation below is the same everywhere. */
const chance = (seed: number) => () => {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}

test('days that vary by 15 % more than a Poisson count cry wolf about one time in twenty', () => {
  const random = chance(7)
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const weekday = [1, 0.9, 0.9, 1, 1.2, 1.5, 1.4]
  const day = (place: number) => {
    const mean = 200 * (weekday[place % 7] ?? 1) * (1 + 0.15 * normal())
    return Math.max(0, Math.round(mean + Math.sqrt(Math.max(0, mean)) * normal()))
  }
  const fortnight = () => Array.from({ length: 14 }, (_, place) => day(place))
  const alarms = Array.from({ length: 2_000 }, () =>
    totalsDiffer({ current: fortnight(), previous: fortnight() }, 'count'),
  ).filter(Boolean).length
  expect(alarms / 2_000).toBeGreaterThan(0.03)
  expect(alarms / 2_000).toBeLessThan(0.07)
})
