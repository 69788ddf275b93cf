import { describe, expect, test } from 'vitest'
import { incoming, nameOf } from './incoming.ts'
import { timeOf } from './values.ts'

describe('an event of another tool', () => {
  test.each([
    ['page_view', 'page_view'],
    ['Đặt hàng', 'Đặt hàng'],
    ['404', '_404'],
    ['!', '_'],
    ['a*b', 'a_b'],
    ['  spaced  ', 'spaced'],
    ['x'.repeat(300), 'x'.repeat(100)],
  ])('called %s is called %s here', (theirs, ours) => {
    expect(nameOf(theirs)).toBe(ours)
  })

  test('keeps the name that it had', () => {
    expect(incoming({ name: '404 page' })).toMatchObject({
      name: '_404 page',
      properties: { original_name: '404 page' },
    })
  })

  test('is within the limits, and says how much is not', () => {
    const properties = Object.fromEntries(Array.from({ length: 80 }, (_, number) => [`p${number}`, number]))
    const event = incoming({ name: 'x', title: 't'.repeat(900), properties })
    expect(event.title).toHaveLength(500)
    expect(Object.keys(event.properties ?? {})).toHaveLength(50)
    expect(event.properties?.properties_left_out).toBe(31)
  })

  test('of a very long order keeps the telling fields of its items, then the first items', () => {
    const item = { item_id: 'tea', price: 14.5, quantity: 1, description: 'd'.repeat(400) }
    const { properties: some } = incoming({ name: 'purchase', properties: { items: Array(100).fill(item) } })
    expect(some?.items).toEqual(Array(100).fill({ item_id: 'tea', price: 14.5, quantity: 1 }))
    const { properties: many } = incoming({ name: 'purchase', properties: { items: Array(5_000).fill(item) } })
    const kept = many?.items as unknown[]
    expect(kept.length).toBeGreaterThan(100)
    expect(JSON.stringify(kept).length).toBeLessThanOrEqual(10_000)
  })

  test('knows an account by its e-mail address where that is its name', () => {
    expect(incoming({ name: 'x', user: { id: 'ann@shop.example' } }).user).toEqual({
      ...{ id: 'ann@shop.example', email: 'ann@shop.example' },
    })
  })

  test.each([
    ['2026-11-22T05:00:00Z', Date.UTC(2026, 10, 22, 5)],
    ['2026-11-22 05:00:00', Date.UTC(2026, 10, 22, 5)],
    ['2026-11-22T12:00:00+07:00', Date.UTC(2026, 10, 22, 5)],
    [1_795_323_600, Date.UTC(2026, 10, 22, 5)],
    ['1795323600', Date.UTC(2026, 10, 22, 5)],
    [1_795_323_600_000, Date.UTC(2026, 10, 22, 5)],
    ['no time', undefined],
    [null, undefined],
  ])('of time %s is of %s', (said, ms) => {
    expect(timeOf(said)).toBe(ms)
  })
})
