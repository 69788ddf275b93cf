import { expect, test } from 'vitest'
import type { Import } from '../../../../src/contract/imports.ts'
import type { SeriesPoint } from '../../../../src/contract/report.ts'
import { seamsOf } from './seams.ts'

const day = (number: number): number => Date.UTC(2026, 10, number)
const point = (number: number): SeriesPoint => ({
  ...{ start: day(number), label: `2026-11-0${number}`, unfinished: false, people: 0, sessions: 0, page_views: 0 },
  ...{ macro: 0, micro: 0, macro_people: 0, micro_people: 0, value: 0 },
})
const overview = { period: { from: day(1), to: day(5), timezone: 'UTC' }, series: [1, 2, 3, 4].map(point) }
const imported = (last: number | null, more: Partial<Import> = {}): Import => ({
  ...{ id: 'a', kind: 'ga4', file: 'ga4.jsonl', bytes: 1, state: 'done', started: 0, finished: 1, progress: 1 },
  ...{ accepted: 5, problem: '', resumed: 0 },
  report: { first: 0, last, timezone: 'UTC', currency: 'USD', lines: [], skipped: {}, problems: [] },
  ...more,
})

test('the seam lies on the day on which the imported events end', () => {
  expect(seamsOf([imported(day(3) + 3_600_000)], overview)).toEqual([
    { label: '2026-11-03', file: 'ga4.jsonl', last: day(3) + 3_600_000 },
  ])
})

test('what ends elsewhere, was taken back, or brought no events has none', () => {
  const others = [imported(day(5)), imported(day(1) - 1), imported(null)]
  const gone = [imported(day(2), { state: 'undone' }), imported(day(2), { kind: 'costs' })]
  expect(seamsOf([...others, ...gone], overview)).toEqual([])
})
