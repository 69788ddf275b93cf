import { z95 } from './normal.ts'

/** The first ones from the published table; the expansion below is right to four digits only from 10 on. */
const table = [12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216]

/**
 * 97.5 % point of Student's t with `freedom` degrees of freedom: what 95 % intervals are made with when the
 * spread itself was estimated. Table up to 9, then the Cornish–Fisher expansion around the normal
 * (Abramowitz and Stegun 1964, 26.7.5).
 */
export const student95 = (freedom: number): number => {
  if (freedom < 1) return Number.POSITIVE_INFINITY
  const listed = table[Math.floor(freedom) - 1]
  if (listed !== undefined) return listed
  const z = z95
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}
