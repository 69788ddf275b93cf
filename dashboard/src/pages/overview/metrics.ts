import type { Overview, SeriesPoint } from '../../../../src/contract/report.ts'
import { type TimePoint, type TimeSeries, wilson } from '../../charts/index.ts'

export const metrics = ['people', 'sessions', 'macro', 'macro_rate', 'micro', 'micro_rate', 'value'] as const
export type Metric = (typeof metrics)[number]
export const defaultMetric: Metric = 'people'

export const isMetric = (text: unknown): text is Metric => (metrics as readonly unknown[]).includes(text)

/** What a figure is written as. */
export type MetricUnit = 'count' | 'share' | 'money'
export const unitOf = (metric: Metric): MetricUnit =>
  metric === 'value' ? 'money' : metric === 'macro_rate' || metric === 'micro_rate' ? 'share' : 'count'

export const colorOf = (metric: Metric): TimeSeries['color'] => {
  if (metric === 'macro' || metric === 'macro_rate' || metric === 'value') return 'macro'
  return metric === 'micro' || metric === 'micro_rate' ? 'milestone' : 'neutral'
}

const pointOf = (point: SeriesPoint, metric: Metric): TimePoint => {
  const { label, unfinished } = point
  if (metric !== 'macro_rate' && metric !== 'micro_rate') return { label, unfinished, value: point[metric] }
  const rate = wilson(metric === 'macro_rate' ? point.macro_people : point.micro_people, point.people)
  return rate ? { label, unfinished, ...rate } : { label, unfinished, value: null }
}

export const pointsOf = (series: readonly SeriesPoint[], metric: Metric): TimePoint[] =>
  series.map((point) => pointOf(point, metric))

/** The comparison's; a gap before counting began, when nobody is not the same as none. Null where all would be gaps. */
export const pointsBefore = (
  { series, counted_since: since }: Pick<NonNullable<Overview['previous']>, 'series' | 'counted_since'>,
  metric: Metric,
): TimePoint[] | null => {
  const isCounted = ({ start }: SeriesPoint): boolean => since === null || start >= since
  if (!series.some(isCounted)) return null
  return series.map((point) =>
    isCounted(point) ? pointOf(point, metric) : { label: point.label, unfinished: false, value: null },
  )
}

export const isEmpty = (overview: Overview): boolean => overview.totals.events === 0
