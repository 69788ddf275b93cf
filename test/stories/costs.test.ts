import { expect } from 'vitest'
import type { BreakdownAnswer } from '../../src/contract/report.ts'
import { forEachEngine } from '../story.ts'

const spent = { day: '2026-11-20', source: 'Facebook', medium: 'cpc', campaign: 'Tet', cost: 10 }
const tet = '/?utm_source=facebook&utm_medium=cpc&utm_campaign=Tet&utm_term=tea'

const round = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'number' ? Math.round(one * 1_000) / 1_000 : one,
  )

forEachEngine('what advertising cost stands beside what it brought', async (world) => {
  const own = `/api/sites/${world.site}`
  const costs = async (asked: Record<string, unknown> = {}) =>
    round((await world.report('breakdown', { by: 'channel', ...asked })).costs) as BreakdownAnswer['costs']
  await world.visitor('ann').opens(tet).does('add_to_cart').buys({ value: 30 })
  await world.visitor('ben').opens(tet).does('add_to_cart').does('add_to_cart')
  // From the same page of Facebook, but nobody paid for her.
  await world.visitor('cat').opens('/', { from: 'https://www.facebook.com/' }).buys({ value: 100 })
  expect(await costs()).toBeNull()

  await world.post(`${own}/costs`, {
    rows: [
      { ...spent, clicks: 5, impressions: 100 },
      // The same day and campaign again: the later figure is the right one.
      { ...spent, cost: 12, clicks: 6, impressions: 120 },
      { ...spent, day: '2026-11-18', cost: 900 },
      { ...spent, source: 'google', campaign: 'Tea', cost: 5, clicks: 2 },
      { ...spent, campaign: 'Abroad', currency: 'EUR', cost: 7 },
    ],
  })
  const paidSocial = {
    ...{ cost: 12, clicks: 6, impressions: 120 },
    // One purchase: exact Poisson limits 0.0253 and 5.572.
    per_macro: { value: 12, low: 2.154, high: 473.975 },
    // Three cart events of two people, one of them twice.
    per_micro: { value: 4, low: 1.21, high: 28.05 },
    return_on_spend: { value: 2.5, low: 0.063, high: 13.929 },
  }
  const answer = await costs()
  expect(answer?.rows['Paid Social']).toMatchObject({
    ...paidSocial,
    per_micro: { value: 4, low: expect.any(Number), high: expect.any(Number) },
  })
  expect(answer?.rows['Paid Search']).toEqual({
    ...{ cost: 5, clicks: 2, impressions: 0, per_macro: null, per_micro: null, return_on_spend: null },
  })
  expect(answer?.total).toMatchObject({
    cost: 17,
    clicks: 8,
    per_macro: { value: 17 },
    return_on_spend: { value: 1.765 },
  })
  expect(answer?.other_currencies).toEqual([{ currency: 'EUR', cost: 7 }])

  const ofCampaigns = await costs({ by: 'campaign' })
  expect(Object.keys(ofCampaigns?.rows ?? {}).sort()).toEqual(['Tea', 'Tet'])
  expect(ofCampaigns?.rows.Tet).toMatchObject({ cost: 12, per_macro: { value: 12 } })
  const filtered = await costs({ filters: [{ field: 'campaign', op: 'is', values: ['Tet'] }] })
  expect(filtered?.total).toMatchObject({ cost: 12 })
  // Nobody knows what a page, a device or an hour cost.
  expect(await costs({ by: 'device' })).toBeNull()
  expect(await costs({ filters: [{ field: 'device', op: 'is', values: ['mobile'] }] })).toBeNull()
  expect(await costs({ from: '2026-11-20T10:00' })).toBeNull()
})

forEachEngine('a row of costs that makes no sense costs only itself', async (world) => {
  const answer = await world.post(`/api/sites/${world.site}/costs`, {
    rows: [spent, { ...spent, day: '20.11.2026' }, { ...spent, cost: -1 }, 'nonsense', { day: '2026-11-20', cost: 1 }],
  })
  expect(answer).toMatchObject({
    accepted: 1,
    dropped: [
      { index: 1, reason: 'invalid', detail: 'day: a day looks like 2026-11-22' },
      { index: 2, reason: 'invalid' },
      { index: 3, reason: 'invalid' },
      { index: 4, reason: 'invalid' },
    ],
  })
})
