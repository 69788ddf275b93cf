import type { Estimate } from '../../../src/contract/report.ts'

/** 97.5 % point of the normal distribution: two-sided 95 %. */
const z = 1.959963984540054

/** Share of `trials` that succeeded with Wilson's 95 % interval (Wilson 1927); null without trials. */
export const wilson = (successes: number, trials: number): Estimate | null => {
  if (trials <= 0) return null
  const share = Math.min(successes, trials) / trials
  const spread = z * Math.sqrt((share * (1 - share)) / trials + (z * z) / (4 * trials * trials))
  const middle = share + (z * z) / (2 * trials)
  const scale = 1 + (z * z) / trials
  return {
    value: share,
    low: share === 0 ? 0 : Math.max(0, (middle - spread) / scale),
    high: share === 1 ? 1 : Math.min(1, (middle + spread) / scale),
  }
}
