import { type Fields, numberOf } from './values.ts'

/** Bounds of good and poor as Google publishes them (web.dev/articles/vitals); CLS without a unit, all others in ms. */
const bounds = {
  lcp: [2_500, 4_000],
  inp: [200, 500],
  cls: [0.1, 0.25],
  fcp: [1_800, 3_000],
  ttfb: [800, 1_800],
} as const satisfies Record<string, readonly [number, number]>

/** One set of properties of `web_vital` for each measure that is there. */
export const vitalsOf = (measures: Fields): Fields[] =>
  Object.entries(bounds).flatMap(([metric, [good, poor]]) => {
    const measure = numberOf(measures[metric])
    if (measure === undefined || measure < 0) return []
    const rating = measure <= good ? 'good' : measure <= poor ? 'needs-improvement' : 'poor'
    return [{ metric: metric.toUpperCase(), measure, rating }]
  })
