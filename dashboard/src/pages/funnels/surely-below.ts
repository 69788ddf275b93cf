/** One in a hundred days would look this bad by chance alone. */
const chance = 0.01

/** Chance of at most `successes` among `trials` when each succeeds with probability `rate` (binomial lower tail). */
export const lowerTail = (successes: number, trials: number, rate: number): number => {
  if (rate <= 0) return 1
  if (rate >= 1) return successes >= trials ? 1 : 0
  // In logarithms, so that thousands of people in a day do not underflow.
  let logTerm = trials * Math.log1p(-rate)
  let sum = Math.exp(logTerm)
  for (let count = 1; count <= successes; count++) {
    logTerm += Math.log((trials - count + 1) / count) + Math.log(rate / (1 - rate))
    sum += Math.exp(logTerm)
  }
  return Math.min(1, sum)
}

/** Whether so few of so many would be a rare accident at the usual rate. */
export const isSurelyBelow = (successes: number, trials: number, usualRate: number): boolean =>
  trials > 0 && successes < trials * usualRate && lowerTail(successes, trials, usualRate) < chance
