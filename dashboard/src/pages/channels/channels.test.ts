import { describe, expect, it } from 'vitest'
import type { BreakdownAnswer, BreakdownRow } from '../../../../src/contract/report.ts'
import { wilson } from '../../charts/wilson.ts'
import { leading, sharesOf } from './answer.ts'
import { readChannelsSearch, sortOf, sortText } from './channels-search.ts'

const row = (key: string, people: number, buyers: number): BreakdownRow => {
  const figures = { conversions: buyers, people: buyers, rate: wilson(buyers, people) }
  return {
    key,
    people,
    sessions: people,
    events: people,
    macro: figures,
    micro: figures,
    value: 0,
    goals: {},
    previous: null,
  }
}
const answer = (...rows: BreakdownRow[]): BreakdownAnswer => ({
  period: { from: 0, to: 1, timezone: 'UTC' },
  currency: 'USD',
  by: 'channel',
  rows,
  total: row(
    '',
    rows.reduce((sum, { people }) => sum + people, 0),
    rows.reduce((sum, { macro }) => sum + macro.people, 0),
  ),
  more: 0,
  costs: null,
})

describe('which channel leads', () => {
  it('names the largest, and the best only when it is surely better than all together', () => {
    const found = leading(answer(row('Direct', 1000, 20), row('LINE', 300, 30), row('Email', 10, 2)))
    expect(found?.most.key).toBe('Direct')
    expect(found?.best?.key).toBe('LINE')
  })
  it('names no best one when chance alone explains the difference', () => {
    expect(leading(answer(row('Direct', 1000, 20), row('LINE', 30, 1)))?.best).toBeNull()
  })
  it('says nothing while nobody came', () => {
    expect(leading(answer())).toBeNull()
  })
})

it('shows seven and sums the rest', () => {
  const rows = Array.from({ length: 10 }, (_, index) => row(`c${index}`, 10, 1))
  const shares = sharesOf(answer(...rows))
  expect(shares).toHaveLength(8)
  expect(shares.at(-1)).toEqual({ key: null, people: 0.3, macro: 0.3 })
})

it('keeps order, search and columns in the address', () => {
  expect(readChannelsSearch({ by: 'property:coupon', sort: '-macro', q: 7, columns: ['a', 3] })).toEqual({
    by: 'property:coupon',
    sort: '-macro',
    q: '7',
    columns: ['a'],
  })
  expect(readChannelsSearch({ by: 'password', sort: '; drop' })).toEqual({})
  expect(sortText(sortOf('-value'))).toBe('-value')
})
