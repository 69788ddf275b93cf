import { z95 } from './normal.ts'

/** Intervals for shares of independent trials (one trial a person) and for their difference. */

export type Share = { successes: number; trials: number }
export type Interval = readonly [low: number, high: number]

/** Wilson's score interval (Wilson 1927; "method 3" of Newcombe 1998a). Null without trials. */
export const wilson = ({ successes, trials }: Share, z: number = z95): Interval | null => {
  if (trials <= 0) return null
  const share = Math.min(1, Math.max(0, successes / trials))
  const z2 = z * z
  const centre = 2 * trials * share + z2
  const spread = z * Math.sqrt(z2 + 4 * trials * share * (1 - share))
  const divisor = 2 * (trials + z2)
  // At the ends the formula gives 0 and 1 only up to rounding.
  return [
    share === 0 ? 0 : Math.max(0, (centre - spread) / divisor),
    share === 1 ? 1 : Math.min(1, (centre + spread) / divisor),
  ]
}

/**
 * Newcombe's hybrid score interval for first − second, two independent samples ("method 10" of
 * Newcombe 1998b): Wilson's intervals of both, squared and added. Null when either has no trials.
 */
export const newcombeDifference = (first: Share, second: Share, z: number = z95): Interval | null => {
  const a = wilson(first, z)
  const b = wilson(second, z)
  if (!a || !b) return null
  const p = first.successes / first.trials
  const q = second.successes / second.trials
  return [p - q - Math.hypot(p - a[0], b[1] - q), p - q + Math.hypot(a[1] - p, q - b[0])]
}

/** Whether two shares differ by more than chance: the 95 % interval of the difference leaves out zero. */
export const sharesDiffer = (first: Share, second: Share): boolean => {
  const interval = newcombeDifference(first, second)
  return interval !== null && (interval[0] > 0 || interval[1] < 0)
}
