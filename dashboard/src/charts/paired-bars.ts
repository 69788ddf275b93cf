import type { EChartsCoreOption } from 'echarts/core'
import type { ChartTokens } from './tokens.ts'

export type PairedBar = {
  name: string
  /** Shares of the whole, 0 to 1: of people, and of macro-conversions. */
  people: number
  macro: number
  peopleText: string
  macroText: string
}

const rowHeight = 62
const barHeight = 13
const labelWidth = 64
export const pairedBarsHeight = (rows: number): number => rows * rowHeight + 4

type Area = { x: number; y: number; width: number; height: number }

const drawRow = (bars: readonly PairedBar[], tokens: ChartTokens) => {
  const top = Math.max(0.01, ...bars.flatMap(({ people, macro }) => [people, macro]))
  return (parameters: unknown) => {
    const { coordSys: area, dataIndex } = parameters as { coordSys: Area; dataIndex: number }
    const bar = bars[dataIndex]
    if (!bar) return undefined
    const y = area.y + dataIndex * rowHeight
    const longest = area.width - labelWidth
    const line = (share: number, at: number, fill: string, text: string) => {
      const width = Math.max(share > 0 ? 2 : 0, (share / top) * longest)
      return [
        { type: 'rect', shape: { x: area.x, y: at, width, height: barHeight, r: 2 }, style: { fill } },
        {
          type: 'text',
          style: {
            text,
            x: area.x + width + 8,
            y: at + barHeight / 2 + 1,
            fill: tokens.text,
            font: `12px ${tokens.font}`,
            textVerticalAlign: 'middle',
          },
        },
      ]
    }
    return {
      type: 'group',
      children: [
        {
          type: 'text',
          style: {
            text: bar.name,
            x: area.x,
            y: y + 11,
            fill: tokens.text,
            font: `600 13px ${tokens.font}`,
            textVerticalAlign: 'middle',
            width: area.width,
            overflow: 'truncate',
          },
        },
        ...line(bar.people, y + 23, tokens.quiet, bar.peopleText),
        ...line(bar.macro, y + 23 + barHeight + 3, tokens.macro, bar.macroText),
      ],
    }
  }
}

/** For each row what it brings of people and of macro-conversions: longer below than above is a good channel. */
export const pairedBarsOption = (bars: readonly PairedBar[], tokens: ChartTokens): EChartsCoreOption => ({
  textStyle: { fontFamily: tokens.font },
  grid: { left: 0, right: 0, top: 0, bottom: 0 },
  xAxis: { type: 'value', min: 0, max: 1, show: false },
  yAxis: { type: 'category', inverse: true, show: false, data: bars.map(({ name }) => name) },
  series: [
    {
      type: 'custom',
      silent: true,
      renderItem: drawRow(bars, tokens),
      data: bars.map(({ people }, index) => [people, index]),
    },
  ],
})
