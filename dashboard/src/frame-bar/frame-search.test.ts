import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { frameOf, keepFrame, readFrameSearch, withFilter } from './frame-search.ts'
import { addDays, daysBetween, localDay } from './local-day.ts'
import { periodPresets, rangeOf } from './period.ts'

const today = '2026-11-22'

describe('the frame in the URL', () => {
  it('is the last 28 days against the 28 before when nothing is said', () => {
    expect(frameOf({}, today)).toEqual({ from: '2026-10-26', to: '2026-11-23', compare: 'previous', filters: [] })
  })
  it('reads days as both included', () => {
    expect(frameOf(readFrameSearch({ period: '2026-11-01..2026-11-03', compare: 'none' }), today)).toEqual({
      from: '2026-11-01',
      to: '2026-11-04',
      compare: 'none',
      filters: [],
    })
  })
  it('leaves out what makes no sense', () => {
    expect(
      readFrameSearch({ period: '2026-11-09..2026-11-03', compare: 'often', filters: [{ field: 3 }, 'x', null] }),
    ).toEqual({})
    expect(readFrameSearch({ period: '2026-02-30..2026-03-03' })).toEqual({})
  })
  it('goes along to the next page, and nothing else does', () => {
    const filters = [{ field: 'channel', op: 'is' as const, values: ['Direct'] }]
    expect(keepFrame({ period: '7d', filters, by: 'device' })).toEqual({ period: '7d', filters })
  })
  it('never fails, whatever is typed', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom('period', 'compare', 'filters', 'x'), fc.anything()), (search) => {
        const frame = frameOf(readFrameSearch(search), today)
        expect(frame.from < frame.to).toBe(true)
      }),
    )
  })
  it('replaces a filter on the same field', () => {
    expect(
      withFilter([{ field: 'channel', op: 'is', values: ['Direct'] }], {
        field: 'channel',
        op: 'is',
        values: ['LINE'],
      }),
    ).toEqual([{ field: 'channel', op: 'is', values: ['LINE'] }])
  })
})

describe('periods', () => {
  it('last month ends where this one begins', () => {
    expect(rangeOf('last-month', '2026-03-31')).toEqual({ from: '2026-02-01', to: '2026-03-01' })
  })
  it('a week begins on Monday', () => {
    expect(rangeOf('week', today)).toEqual({ from: '2026-11-16', to: '2026-11-23' })
  })
  it('no preset is empty or ends after today', () => {
    for (const preset of periodPresets) {
      const range = rangeOf(preset, today)
      expect(daysBetween(range.from, range.to)).toBeGreaterThan(0)
      expect(range.to <= addDays(today, 1)).toBe(true)
    }
  })
  it('a day is the site’s, not the browser’s', () => {
    const time = Date.UTC(2026, 10, 21, 18)
    expect(localDay(time, 'Asia/Ho_Chi_Minh')).toBe('2026-11-22')
    expect(localDay(time, 'UTC')).toBe('2026-11-21')
  })
})
