import { expect, test } from 'vitest'
import { type TimePoint, timeSeriesOption } from './time-series.ts'

const tokens = { macro: 'blue', milestone: 'gold', supporting: 'rose', neutral: 'black', quiet: 'grey', dimmed: 'grey' }
const pointsOf = (values: (number | null)[], open = 0): TimePoint[] =>
  values.map((value, index) => ({ label: `day ${index}`, value, unfinished: index >= values.length - open }))

/** The names at the ends of the lines: which are shown, and how they stand to their point. */
const namesOf = (points: TimePoint[], before: TimePoint[]) => {
  const text = String
  const option = timeSeriesOption(
    {
      ...{ name: 'now', points, previous: { name: 'before', points: before }, color: 'neutral', unfinishedNote: '' },
      ...{ formatValue: text, formatAxis: text, formatLabel: text, formatTick: text },
    },
    tokens as never,
    1_000,
  )
  const lines = option.series as { endLabel?: { show: boolean; formatter: string; verticalAlign: string } }[]
  return lines.flatMap(({ endLabel }) => (endLabel?.show ? [[endLabel.formatter, endLabel.verticalAlign]] : []))
}

test('each line is named once, at its last point, also where that is not finished yet', () => {
  const before = pointsOf([10, 10, 90])
  for (const open of [0, 1]) {
    expect(namesOf(pointsOf([100, 50, 20], open), before)).toEqual([
      ['before', 'middle'],
      ['now', 'middle'],
    ])
  }
})

test('names of lines that end together stand above and below one another', () => {
  expect(namesOf(pointsOf([100, 50, 20]), pointsOf([90, 40, 25]))).toEqual([
    ['before', 'bottom'],
    ['now', 'top'],
  ])
  expect(namesOf(pointsOf([0, 0], 1), pointsOf([0, 0]))).toEqual([
    ['before', 'top'],
    ['now', 'bottom'],
  ])
})
