import { expect } from 'vitest'
import type { BreakdownAnswer, FunnelAnswer, GoalsReport, Overview } from '../../src/contract/report.ts'
import type { Minnow } from '../../src/server/index.ts'
import { clinic, reportOf, shop } from './fixture.ts'

/** What version 0.1.0 itself answered for these data. */
export const expectFiguresOf010 = async (minnow: Minnow, token: string): Promise<void> => {
  const ask = <Answer>(name: string, body?: object) =>
    reportOf<Answer>(minnow, { token, site: shop, name, ...(body && { body }) })

  const { totals, series } = await ask<Overview>('overview')
  expect(totals).toMatchObject({
    ...{ people: 56, sessions: 64, page_views: 88, events: 215 },
    macro: { conversions: 19, people: 16 },
    micro: { conversions: 113, people: 53 },
    value: { net: 4_570_000, gross: 4_570_000, refunds: 0 },
  })
  expect(series.find(({ label }) => label === '2026-11-12')).toMatchObject({
    ...{ people: 4, sessions: 4, page_views: 6, macro: 1, micro: 9, value: 286_000 },
  })

  const { goals } = await ask<GoalsReport>('goals')
  const counted = goals.filter(({ conversions }) => conversions > 0)
  expect(counted.map(({ name, conversions, people }) => [name, conversions, people])).toEqual([
    ['Purchase', 19, 16],
    ['Sign-up', 3, 3],
    ['Product view', 60, 53],
    ['Add to cart', 30, 23],
    ['Size guide', 20, 13],
  ])

  const steps = [{ event: 'view_item' }, { event: 'add_to_cart' }, { event: 'purchase' }]
  const funnel = await ask<FunnelAnswer>('funnel', { steps })
  expect(funnel.steps.map(({ people }) => people)).toEqual([53, 23, 13])

  const keyed = async (by: string) =>
    (await ask<BreakdownAnswer>('breakdown', { by })).rows.map(({ key, people, sessions, value }) => [
      ...[key, people, sessions, value],
    ])
  expect(await keyed('channel')).toEqual([
    ['Email', 15, 15, 0],
    ['Zalo', 15, 15, 0],
    ['Direct', 14, 16, 3_760_000],
    ['Paid Search', 13, 15, 0],
    ['Organic Search', 3, 3, 810_000],
  ])
  expect(await keyed('device')).toEqual([
    ['mobile', 33, 40, 2_780_000],
    ['desktop', 24, 24, 1_790_000],
    ['other', 8, 8, 0],
  ])

  const other = await reportOf<Overview>(minnow, { token, site: clinic, name: 'overview' })
  expect(other.totals).toMatchObject({ people: 8, events: 20, page_views: 15 })
}
