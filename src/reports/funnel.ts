import type { FunnelAnswer, FunnelStepFigures } from '../contract/report.ts'
import { wilson } from '../platform/statistics/rates.ts'
import type { FunnelPlan } from './funnel-query.ts'

/** Reads the rows of funnel-query.ts. */

type Figure = number | string
export type FunnelRow = {
  /** People who reached step 1, 2, … */
  reached: readonly Figure[]
  /** Median time from the step before, for step 2, 3, …; NaN (null in JSON) where nobody made it. */
  milliseconds: readonly (Figure | null)[]
  open: Figure
  key?: string
  without_key?: Figure
  day?: Figure
  without_day?: Figure
}

type Part = { steps: FunnelStepFigures[]; open: number }

const rateOf = (successes: number, trials: number): number | null => (trials === 0 ? null : successes / trials)
const intervalOf = (successes: number, trials: number): [number, number] | null => {
  const interval = wilson({ successes, trials })
  return interval && [interval[0], interval[1]]
}

const readPart = (labels: readonly string[], row: FunnelRow | undefined): Part => {
  const reached = labels.map((_, index) => Number(row?.reached[index] ?? 0))
  const start = reached[0] ?? 0
  const steps = labels.map((label, index) => {
    const people = reached[index] ?? 0
    const before = reached[index - 1] ?? 0
    const milliseconds = row?.milliseconds[index - 1]
    const timed = index > 0 && people > 0 && milliseconds !== null && milliseconds !== undefined
    return {
      label,
      people,
      rate_from_start: rateOf(people, start),
      rate_from_start_interval: intervalOf(people, start),
      rate_from_previous: index === 0 ? null : rateOf(people, before),
      rate_from_previous_interval: index === 0 ? null : intervalOf(people, before),
      median_seconds: timed ? Number(milliseconds) / 1000 : null,
    }
  })
  return { steps, open: Number(row?.open ?? 0) }
}

const mostGroups = 100

export const readFunnel = (
  { steps, days, key }: Pick<FunnelPlan, 'steps' | 'days' | 'key'>,
  rows: readonly FunnelRow[],
): Part & Pick<FunnelAnswer, 'groups' | 'days'> => {
  const labels = steps.map(({ label }) => label)
  const part = (row: FunnelRow | undefined) => readPart(labels, row)
  const isTogether = ({ without_key, without_day }: FunnelRow): boolean =>
    (without_key === undefined || Number(without_key) === 1) && (without_day === undefined || Number(without_day) === 1)
  const byDay = new Map(
    rows.filter(({ without_day }) => Number(without_day ?? 1) === 0).map((row) => [Number(row.day), row]),
  )
  const groups = key ? rows.filter(({ without_key }) => Number(without_key ?? 1) === 0) : []
  return {
    ...part(rows.find(isTogether)),
    groups: groups
      .map((row) => ({ key: row.key ?? '', ...part(row) }))
      .sort((a, b) => (b.steps[0]?.people ?? 0) - (a.steps[0]?.people ?? 0) || a.key.localeCompare(b.key))
      .slice(0, mostGroups),
    days: days.map(({ start, label }) => ({ label, ...part(byDay.get(Math.floor(start / 1000))) })),
  }
}
