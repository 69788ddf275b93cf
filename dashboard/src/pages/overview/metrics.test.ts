import { expect, it } from 'vitest'
import { pointsBefore } from './metrics.ts'

it('shows a gap where nobody was counted yet', () => {
  const counts = {
    people: 3,
    sessions: 3,
    page_views: 3,
    macro: 0,
    micro: 0,
    macro_people: 0,
    micro_people: 0,
    value: 0,
  }
  const series = [10, 20, 30].map((start) => ({ start, label: String(start), unfinished: false, ...counts }))
  const values = (since: number | null) =>
    pointsBefore({ series, counted_since: since }, 'people')?.map(({ value }) => value)
  expect(values(20)).toEqual([null, 3, 3])
  expect(values(null)).toEqual([3, 3, 3])
  expect(values(40)).toBeUndefined()
})
