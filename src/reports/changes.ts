import type { Change } from '../contract/report.ts'
import { totalsDiffer } from '../platform/statistics/counts.ts'
import { type Share, sharesDiffer } from '../platform/statistics/rates.ts'

/** Against the comparison: how much, and whether chance alone explains it (95 %). */

const relative = (current: number, previous: number): number | null => (previous === 0 ? null : current / previous - 1)

type Counted = { total: number; series: readonly number[] }

/** For counts: quasi-Poisson over the points of the time line, which vary more than independent events would. */
export const countChange = (current: Counted, previous: Counted): Change => ({
  relative: relative(current.total, previous.total),
  certain: totalsDiffer({ current: current.series, previous: previous.series }, 'count'),
})

export const moneyChange = (current: Counted, previous: Counted): Change => ({
  relative: relative(current.total, previous.total),
  certain: totalsDiffer({ current: current.series, previous: previous.series }, 'money'),
})

/** For rates of people: Newcombe's interval of the difference. */
export const rateChange = (current: Share, previous: Share): Change => ({
  relative:
    current.trials === 0 || previous.trials === 0
      ? null
      : relative(current.successes / current.trials, previous.successes / previous.trials),
  certain: sharesDiffer(current, previous),
})
