// Pictures of reports: one theme from the page's own colours, the engine loaded when first needed.
// In: figures and formatters. Out: React components. Read chart.tsx first.
export { Chart, type ChartBuilder } from './chart.tsx'
export { type CsvCell, toCsv } from './csv.ts'
export { type FunnelBar, funnelHeight, funnelOption } from './funnel-picture.ts'
export { IntervalMark } from './interval-mark.tsx'
export { intervalPlotHeight, intervalPlotOption } from './interval-plot.ts'
export { pairedBarsHeight, pairedBarsOption } from './paired-bars.ts'
export { Sparkline } from './sparkline.tsx'
export { type TimePoint, type TimeSeries, timeSeriesOption } from './time-series.ts'
export type { ChartTokens } from './tokens.ts'
export { wilson } from './wilson.ts'
