import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './tokens.ts'

export type IntervalRow = {
  name: string
  value: number
  low: number
  high: number
  /** "12 %" */
  text: string
  color: 'macro' | 'milestone' | 'supporting'
}

export type IntervalPlot = {
  rows: IntervalRow[]
  /** A line to compare with: "all people 2 %". */
  reference: { value: number; text: string } | null
}

const rowHeight = 44
const headHeight = 22
const textWidth = 56
export const intervalPlotHeight = (rows: number): number => headHeight + rows * rowHeight + 4

type Area = { x: number; y: number; width: number; height: number }

const drawRow = (plot: IntervalPlot, tokens: ChartTokens) => {
  const top = Math.max(0.01, plot.reference?.value ?? 0, ...plot.rows.map(({ high }) => high))
  return (parameters: unknown) => {
    const { coordSys: area, dataIndex } = parameters as { coordSys: Area; dataIndex: number }
    const row = plot.rows[dataIndex]
    if (!row) return undefined
    const at = (share: number): number => area.x + 4 + (Math.min(share, top) / top) * (area.width - textWidth - 8)
    const y = area.y + headHeight + dataIndex * rowHeight
    const middle = y + 30
    const color = tokens[row.color]
    const line = (x1: number, y1: number, x2: number, y2: number, style: object) => ({
      type: 'line',
      shape: { x1, y1, x2, y2 },
      style,
    })
    const reference =
      plot.reference === null
        ? []
        : [
            line(at(plot.reference.value), middle - 9, at(plot.reference.value), middle + 9, {
              stroke: tokens.dimmed,
              lineWidth: 1,
              lineDash: [3, 3],
            }),
            ...(dataIndex === 0
              ? [
                  {
                    type: 'text',
                    style: {
                      text: plot.reference.text,
                      x: at(plot.reference.value),
                      y: area.y + 9,
                      fill: tokens.dimmed,
                      font: `12px ${tokens.font}`,
                      textAlign: plot.reference.value / top > 0.5 ? 'right' : 'left',
                      textVerticalAlign: 'middle',
                    },
                  },
                ]
              : []),
          ]
    return {
      type: 'group',
      children: [
        ...reference,
        {
          type: 'text',
          style: {
            text: row.name,
            x: area.x,
            y: y + 13,
            fill: tokens.text,
            font: `13px ${tokens.font}`,
            textVerticalAlign: 'middle',
            width: area.width - textWidth,
            overflow: 'truncate',
          },
        },
        line(at(0), middle, at(top), middle, { stroke: tokens.line, lineWidth: 1 }),
        line(at(row.low), middle, at(row.high), middle, {
          stroke: color,
          lineWidth: 6,
          opacity: 0.35,
          lineCap: 'round',
        }),
        { type: 'circle', shape: { cx: at(row.value), cy: middle, r: 5 }, style: { fill: color } },
        {
          type: 'text',
          style: {
            text: row.text,
            x: area.x + area.width,
            y: middle,
            fill: tokens.text,
            font: `600 13px ${tokens.font}`,
            textAlign: 'right',
            textVerticalAlign: 'middle',
          },
        },
      ],
    }
  }
}

/** Estimates with their intervals below each other, on one scale that begins at zero. */
export const intervalPlotOption = (plot: IntervalPlot, tokens: ChartTokens): EChartsCoreOption => ({
  textStyle: { fontFamily: tokens.font },
  grid: { left: 0, right: 0, top: 0, bottom: 0 },
  xAxis: { type: 'value', min: 0, max: 1, show: false },
  yAxis: { type: 'category', inverse: true, show: false, data: plot.rows.map(({ name }) => name) },
  series: [
    {
      type: 'custom',
      silent: true,
      renderItem: drawRow(plot, tokens),
      data: plot.rows.map(({ value }, index) => [value, index]),
    },
  ],
})
