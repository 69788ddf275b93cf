import type { Estimate, Overview, SeriesPoint, Totals } from '../../../../src/contract/report.ts'
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

/** Null where there is no trial, so that "none" and "nobody came" look different. */
export const totalOf = (totals: Totals, metric: Metric): { value: number; estimate: Estimate | null } | null => {
  switch (metric) {
    case 'people':
    case 'sessions':
      return { value: totals[metric], estimate: null }
    case 'macro':
    case 'micro':
      return { value: totals[metric].conversions, estimate: null }
    case 'value':
      return { value: totals.value.net, estimate: null }
    case 'macro_rate':
      return totals.macro.rate && { value: totals.macro.rate.value, estimate: totals.macro.rate }
    case 'micro_rate':
      return totals.micro.rate && { value: totals.micro.rate.value, estimate: totals.micro.rate }
  }
}

const pointOf = (point: SeriesPoint, metric: Metric): TimePoint => {
  const { label, unfinished } = point
  if (metric !== 'macro_rate' && metric !== 'micro_rate') return { label, unfinished, value: point[metric] }
  const rate = wilson(metric === 'macro_rate' ? point.macro_people : point.micro_people, point.people)
  return rate ? { label, unfinished, ...rate } : { label, unfinished, value: null }
}

export const pointsOf = (series: readonly SeriesPoint[], metric: Metric): TimePoint[] =>
  series.map((point) => pointOf(point, metric))

export const isEmpty = (overview: Overview): boolean => overview.totals.events === 0
