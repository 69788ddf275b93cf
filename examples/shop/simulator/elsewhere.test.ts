import { describe, expect, it } from 'vitest'
import { CostRow, PostRow, ProductRow, SearchWordsRow } from '../../../src/contract/side-data.ts'
import { ElsewhereFigures, productFeed } from './elsewhere.ts'
import { simulate } from './simulate.ts'

const DAY_MS = 86_400_000
const to = Date.parse('2026-11-22T00:00:00+07:00')
const setting = { seed: 7, timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' }
const figuresOf = (days: number) => {
  const figures = new ElsewhereFigures(setting)
  for (const event of simulate({ ...setting, from: to - days * DAY_MS, to, end: to })) figures.see(event)
  return figures.rows()
}

describe('what other tools say of the demo shop', () => {
  const { costs = [], search_words = [], posts = [] } = figuresOf(4)

  it('is in the shape in which such figures are sent', () => {
    for (const row of costs) CostRow.parse(row)
    for (const row of search_words) SearchWordsRow.parse(row)
    for (const row of posts) PostRow.parse(row)
    for (const row of productFeed(setting)) ProductRow.parse(row)
    expect([costs.length, search_words.length, posts.length].every((rows) => rows > 10)).toBe(true)
  })

  it('pays for at least the clicks that arrived, and no click is free', () => {
    const arrived = new Map<string, number>()
    for (const { name, url = '', time } of simulate({ ...setting, from: to - 4 * DAY_MS, to, end: to })) {
      const query = new URL(url || 'https://shop.example').searchParams
      if (name !== 'page_view' || !['cpc', 'paid_social', 'paid'].includes(query.get('utm_medium') ?? '')) continue
      const day = new Date(Number(time) + 7 * 3_600_000).toISOString().slice(0, 10)
      const key = [day, query.get('utm_source'), query.get('utm_campaign'), query.get('utm_term') ?? ''].join(' ')
      arrived.set(key, (arrived.get(key) ?? 0) + 1)
    }
    const paid = costs.map((row) => CostRow.parse(row))
    expect(paid.length).toBe(arrived.size)
    for (const { day, source, campaign, term, clicks, impressions, cost } of paid) {
      expect(clicks).toBeGreaterThanOrEqual(arrived.get([day, source, campaign, term].join(' ')) ?? 0)
      expect(impressions).toBeGreaterThan(clicks)
      expect(cost).toBeGreaterThan(0)
    }
  })

  it('is the same for a day, whatever other days are asked for with it', () => {
    const last = (rows: readonly object[]) => rows.filter((row) => 'day' in row && row.day === '2026-11-21')
    const short = figuresOf(2)
    expect(last(short.costs ?? [])).toEqual(last(costs))
    expect(last(short.posts ?? [])).toEqual(last(posts))
  })
})
