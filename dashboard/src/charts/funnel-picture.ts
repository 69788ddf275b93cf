import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './tokens.ts'

export type FunnelBar = {
  name: string
  /** Shares of those who entered, 0 to 1. */
  share: number
  low: number
  high: number
  /** The same share in the comparison. */
  before: number | null
  /** "1,204 · 43 %" */
  figures: string
  /** "12 of 100 leave here · 3 min", between this step and the one before. */
  between: string
  isWorst: boolean
}

export type FunnelPicture = {
  bars: FunnelBar[]
  /** Share of entrants who may yet finish. */
  open: number
}

const stepHeight = 84
const barHeight = 22
/** Nothing is lost before the first step, so the room above it is left out. */
const firstRise = 18
export const funnelHeight = (steps: number): number => steps * stepHeight - 26

type Area = { x: number; y: number; width: number; height: number }
const areaOf = (parameters: unknown): Area => (parameters as { coordSys: Area }).coordSys
const indexOf = (parameters: unknown): number => (parameters as { dataIndex: number }).dataIndex

/** Everything of one step: name and figures above the bar, what is lost since the step before over them. */
const drawStep = (picture: FunnelPicture, tokens: ChartTokens) => (parameters: unknown) => {
  const area = areaOf(parameters)
  const index = indexOf(parameters)
  const bar = picture.bars[index]
  if (!bar) return undefined
  const isLast = index === picture.bars.length - 1
  const top = area.y - firstRise + index * stepHeight
  const barTop = top + 44
  const at = (share: number): number => area.x + Math.min(1, share) * area.width
  const color = isLast ? tokens.macro : tokens.milestone
  const figuresWidth = Math.min(190, area.width * 0.5)
  const text = (value: string, x: number, y: number, style: object) => ({
    type: 'text',
    silent: true,
    style: { text: value, x, y, font: `13px ${tokens.font}`, fill: tokens.text, textVerticalAlign: 'middle', ...style },
  })
  const rect = (from: number, to: number, style: object) => ({
    type: 'rect',
    shape: { x: at(from), y: barTop, width: Math.max(0, at(to) - at(from)), height: barHeight, r: 3 },
    style,
  })
  const line = (x1: number, y1: number, x2: number, y2: number, style: object) => ({
    type: 'line',
    silent: true,
    shape: { x1, y1, x2, y2 },
    style: { lineWidth: 1.5, ...style },
  })
  const middle = barTop + barHeight / 2
  const hasInterval = index > 0 && bar.high > bar.low
  return {
    type: 'group',
    children: [
      rect(0, 1, { fill: tokens.line, opacity: 0.45 }),
      rect(0, bar.share, { fill: color }),
      ...(isLast && picture.open > 0
        ? [
            rect(bar.share, bar.share + picture.open, {
              fill: 'transparent',
              stroke: tokens.quiet,
              lineDash: [4, 3],
              lineWidth: 1,
            }),
          ]
        : []),
      ...(hasInterval
        ? [
            line(at(bar.low), middle, at(bar.high), middle, { stroke: tokens.text }),
            line(at(bar.low), middle - 5, at(bar.low), middle + 5, { stroke: tokens.text }),
            line(at(bar.high), middle - 5, at(bar.high), middle + 5, { stroke: tokens.text }),
          ]
        : []),
      ...(bar.before !== null && index > 0
        ? [
            line(at(bar.before), barTop - 3, at(bar.before), barTop + barHeight + 3, {
              stroke: tokens.dimmed,
              lineDash: [3, 2],
            }),
          ]
        : []),
      ...(bar.between
        ? [
            text(bar.between, area.x, top + 9, {
              fill: bar.isWorst ? tokens.bad : tokens.dimmed,
              font: `${bar.isWorst ? '600 ' : ''}12px ${tokens.font}`,
              width: area.width,
              overflow: 'truncate',
            }),
          ]
        : []),
      text(`${index + 1}  ${bar.name}`, area.x, top + 31, {
        font: `600 13px ${tokens.font}`,
        width: area.width - figuresWidth - 8,
        overflow: 'truncate',
      }),
      text(bar.figures, area.x + area.width, top + 31, { textAlign: 'right', font: `13px ${tokens.font}` }),
    ],
  }
}

export const funnelOption = (picture: FunnelPicture, tokens: ChartTokens): EChartsCoreOption => ({
  textStyle: { fontFamily: tokens.font },
  grid: { left: 2, right: 2, top: 0, bottom: 0 },
  xAxis: { type: 'value', min: 0, max: 1, show: false },
  yAxis: { type: 'category', inverse: true, show: false, data: picture.bars.map((bar) => bar.name) },
  series: [
    {
      type: 'custom',
      silent: true,
      renderItem: drawStep(picture, tokens),
      data: picture.bars.map((bar, index) => [bar.share, index]),
    },
  ],
})
