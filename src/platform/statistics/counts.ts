import { student95 } from './student.ts'

/** Two periods seen through the same number of days (or hours), in order. */
export type TwoSeries = { current: readonly number[]; previous: readonly number[] }

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/**
 * How much more the figures vary than a Poisson count would: Pearson's chi-square over its degrees of freedom
 * after a factor for each period and for each place in it (so that weekdays and hours, where both periods
 * have them in the same places, are no noise). McCullagh and Nelder, Generalized Linear Models, 1989, 6.2.
 */
export const dispersion = ({ current, previous }: TwoSeries): number => {
  const total = sum(current) + sum(previous)
  const shareOfCurrent = sum(current) / total
  const places = current.length
  const chiSquare = sum(
    current.map((value, place) => {
      const other = previous[place] ?? 0
      const both = value + other
      if (both === 0) return 0
      const expected = both * shareOfCurrent
      // Both cells of a place miss their expectation by the same amount.
      return (value - expected) ** 2 / expected + (value - expected) ** 2 / (both - expected)
    }),
  )
  return chiSquare / (places - 1)
}

/**
 * Whether two periods' totals differ by more than chance (95 %), allowing for days that vary more than a
 * Poisson count: quasi-Poisson, estimated dispersion, Student's t. For counts the dispersion is at least 1;
 * for money, whose unit is arbitrary, it is what was seen. Uncertain with fewer than three days in common.
 */
export const totalsDiffer = (series: TwoSeries, kind: 'count' | 'money'): boolean => {
  const places = Math.min(series.current.length, series.previous.length)
  if (places < 3) return false
  const current = series.current.slice(0, places).map((value) => Math.max(0, value))
  const previous = series.previous.slice(0, places).map((value) => Math.max(0, value))
  const a = sum(current)
  const b = sum(previous)
  if (a + b === 0 || a === b) return false
  // With nothing at all on one side the places say nothing about spread; a plain Poisson count is assumed.
  const seen = a === 0 || b === 0 ? 1 : dispersion({ current, previous })
  if (kind === 'money' && (a === 0 || b === 0)) return false
  const spread = kind === 'count' ? Math.max(1, seen) : seen
  return Math.abs(a - b) / Math.sqrt(spread * (a + b)) > student95(places - 1)
}
