import { gammaPoint } from './gamma.ts'
import type { Interval } from './rates.ts'

/** A sum over people, each of whom brings some weight: conversions, money. */
export type WeightedCount = { sum: number; squares: number; largest: number }

/**
 * 95 % interval of a sum of Poisson counts with weights, by the gamma distribution: M. P. Fay and E. J. Feuer,
 * Confidence intervals for directly standardized rates, Statistics in Medicine 16 (1997). With weights of one it is the
 * exact Poisson interval (Garwood 1936).
 */
export const weightedCountInterval = ({ sum, squares, largest }: WeightedCount): Interval | null => {
  if (!(sum > 0) || !(squares > 0)) return null
  const more = sum + largest
  const spread = squares + largest ** 2
  return [
    (squares / sum) * gammaPoint(sum ** 2 / squares, 0.025),
    (spread / more) * gammaPoint(more ** 2 / spread, 0.975),
  ]
}
