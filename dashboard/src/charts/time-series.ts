import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './tokens.ts'

export type TimePoint = {
  label: string
  value: number | null
  /** The interval, where the figure is an estimate. */
  low?: number
  high?: number
  unfinished: boolean
}

export type TimeSeries = {
  name: string
  points: TimePoint[]
  previous: { name: string; points: TimePoint[] } | null
  color: 'macro' | 'milestone' | 'supporting' | 'neutral'
  formatValue: (value: number) => string
  formatAxis: (value: number) => string
  formatLabel: (label: string) => string
  formatTick: (label: string) => string
  unfinishedNote: string
  /** Labels of points at which something ends that is marked: imported data. */
  seams?: readonly string[]
}

/** The finished part, and the part that is dashed: it begins at the last finished point so that the line holds together. */
export const splitUnfinished = (points: readonly TimePoint[]): [(number | null)[], (number | null)[]] => {
  const first = points.findIndex((point) => point.unfinished)
  if (first < 0) return [points.map((point) => point.value), points.map(() => null)]
  return [
    points.map((point, index) => (index < first ? point.value : null)),
    points.map((point, index) => (index >= first - 1 ? point.value : null)),
  ]
}

const escapeHtml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

const tooltipLine = (series: TimeSeries, point: TimePoint | undefined, name: string): string => {
  if (!point || point.value === null) return ''
  const range =
    point.low !== undefined && point.high !== undefined
      ? ` <small>(${escapeHtml(series.formatValue(point.low))} – ${escapeHtml(series.formatValue(point.high))})</small>`
      : ''
  return `<div>${escapeHtml(name)} · <b>${escapeHtml(series.formatValue(point.value))}</b>${range}</div>`
}

const tooltipHtml = (series: TimeSeries, index: number): string => {
  const point = series.points[index]
  const before = series.previous?.points[index]
  if (!point) return ''
  return [
    `<div><b>${escapeHtml(series.formatLabel(point.label))}</b>${point.unfinished ? ` · ${escapeHtml(series.unfinishedNote)}` : ''}</div>`,
    tooltipLine(series, point, series.name),
    before ? tooltipLine(series, before, series.formatLabel(before.label)) : '',
  ].join('')
}

/** Room at the right for the names that stand at the ends of the lines; narrow pictures are named above instead. */
export const wideEnoughForNames = (width: number): boolean => width >= 640

const lastValue = (points: readonly TimePoint[]): number | null =>
  points.findLast((point) => point.value !== null)?.value ?? null

/** Pixels: a letter is about 7 wide, with the distance to the line and the edge. */
const roomForNames = ({ name, previous }: TimeSeries): number =>
  Math.max(name.length, previous?.name.length ?? 0) * 7 + 20

type EndLabel = { isEnd: boolean; verticalAlign: string }

/** Lines that end closer than this share of the picture's height have their names above and below one another. */
const closeEnds = 0.1

/** How the names at the ends of the two lines stand to their points. */
const namesStand = ({ points, previous }: TimeSeries): { now: string; before: string } => {
  const [now, before] = [lastValue(points), lastValue(previous?.points ?? [])]
  const highest = Math.max(...[...points, ...(previous?.points ?? [])].map(({ value }) => value ?? 0))
  if (now === null || before === null || Math.abs(now - before) > highest * closeEnds) {
    return { now: 'middle', before: 'middle' }
  }
  return now >= before ? { now: 'bottom', before: 'top' } : { now: 'top', before: 'bottom' }
}

export const timeSeriesOption = (series: TimeSeries, tokens: ChartTokens, width: number): EChartsCoreOption => {
  const color = tokens[series.color]
  const [finished, unfinished] = splitUnfinished(series.points)
  const named = wideEnoughForNames(width)
  const isSingle = series.points.length === 1
  const isOpen = unfinished.some((value) => value !== null)
  const stand = namesStand(series)
  const endLabel = (name: string, labelColor: string, { isEnd, verticalAlign }: EndLabel) => ({
    show: named && isEnd,
    formatter: name,
    color: labelColor,
    verticalAlign,
    fontFamily: tokens.font,
    fontSize: 12,
    distance: 8,
  })
  const line = { type: 'line' as const, showSymbol: isSingle, symbolSize: 6, symbol: 'circle', connectNulls: false }
  const hasBand = series.points.some((point) => point.low !== undefined)
  const band = hasBand
    ? [
        {
          ...line,
          showSymbol: false,
          data: series.points.map((point) => point.low ?? null),
          stack: 'band',
          stackStrategy: 'all' as const,
          lineStyle: { opacity: 0 },
          silent: true,
          tooltip: { show: false },
        },
        {
          ...line,
          showSymbol: false,
          data: series.points.map((point) =>
            point.low !== undefined && point.high !== undefined ? point.high - point.low : null,
          ),
          stack: 'band',
          stackStrategy: 'all' as const,
          lineStyle: { opacity: 0 },
          areaStyle: { color, opacity: 0.14 },
          silent: true,
          tooltip: { show: false },
        },
      ]
    : []
  const before = series.previous
    ? [
        {
          ...line,
          name: series.previous.name,
          data: series.points.map((_, index) => series.previous?.points[index]?.value ?? null),
          lineStyle: { color: tokens.quiet, width: 1.5 },
          itemStyle: { color: tokens.quiet },
          endLabel: endLabel(series.previous.name, tokens.dimmed, { isEnd: true, verticalAlign: stand.before }),
        },
      ]
    : []
  return {
    animationDuration: 250,
    textStyle: { fontFamily: tokens.font },
    grid: {
      left: 8,
      right: named ? roomForNames(series) : 12,
      top: 12,
      bottom: 4,
      outerBoundsMode: 'same',
      containLabel: true,
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: tokens.surface,
      borderColor: tokens.line,
      textStyle: { color: tokens.text, fontSize: 13, fontFamily: tokens.font },
      axisPointer: { lineStyle: { color: tokens.quiet } },
      formatter: (parameters: unknown) => {
        const first = Array.isArray(parameters) ? (parameters[0] as { dataIndex?: number } | undefined) : undefined
        return tooltipHtml(series, first?.dataIndex ?? 0)
      },
    },
    xAxis: {
      type: 'category',
      boundaryGap: isSingle,
      data: series.points.map((point) => point.label),
      axisLine: { lineStyle: { color: tokens.line } },
      axisTick: { show: false },
      axisLabel: {
        color: tokens.dimmed,
        fontSize: 12,
        hideOverlap: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
        formatter: (label: string) => series.formatTick(label),
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: hasBand || series.points.some((point) => (point.value ?? 0) % 1 !== 0) ? 0 : 1,
      splitNumber: 4,
      axisLabel: { color: tokens.dimmed, fontSize: 12, formatter: (value: number) => series.formatAxis(value) },
      splitLine: { lineStyle: { color: tokens.line, opacity: 0.7 } },
    },
    series: [
      ...band,
      ...before,
      {
        ...line,
        name: series.name,
        data: finished,
        lineStyle: { color, width: 2.5 },
        itemStyle: { color },
        areaStyle: hasBand ? undefined : { color, opacity: 0.08 },
        endLabel: endLabel(series.name, color, { isEnd: !isOpen, verticalAlign: stand.now }),
        z: 3,
        markLine: {
          silent: true,
          symbol: 'none',
          animation: false,
          label: { show: false },
          lineStyle: { color: tokens.dimmed, type: 'dotted', width: 1.5 },
          data: (series.seams ?? []).map((label) => ({ xAxis: label })),
        },
      },
      {
        ...line,
        name: series.name,
        data: unfinished,
        lineStyle: { color, width: 2.5, type: 'dashed' },
        itemStyle: { color },
        endLabel: endLabel(series.name, color, { isEnd: isOpen, verticalAlign: stand.now }),
        z: 3,
      },
    ],
  }
}
