import { afterAll, beforeAll, expect, test } from 'vitest'
import { goalOf, openRecorded, type Recorded, rowsOf, type Said, siteOf } from '../../test/rows.ts'
import type { Goal } from '../contract/goal.ts'
import type { Site } from '../contract/site.ts'
import { runOverview } from './index.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
})
afterAll(() => recorded.close())

const purchase = goalOf('purchase', {
  tier: 'macro',
  value: { kind: 'event' },
  condition: { kind: 'event', name: 'purchase' },
})
const cart = goalOf('cart', { condition: { kind: 'event', name: 'add_to_cart' } })
const share = goalOf('share', { counting: 'session', condition: { kind: 'event', name: 'share' } })
const newsletter = goalOf('newsletter', { counting: 'person', condition: { kind: 'event', name: 'newsletter_signup' } })

const depsWith = (goals: readonly Goal[], now: string) => ({
  events: recorded.store,
  clock: { now: () => Date.parse(`${now}Z`) },
  goalsOf: async () => goals,
})
const record = (site: string, said: readonly Said[]) => recorded.store.insert(rowsOf(site, said))
const overview = (site: Site, goals: readonly Goal[], input: object, now = '2026-12-01T00:00') =>
  runOverview(depsWith(goals, now), site, input)

test('people, sessions, conversions and value of a day, and the days as a line', async () => {
  await record('shop', [
    { by: 1, session: 1, at: '2026-03-02T09:00', name: 'page_view' },
    { by: 1, session: 1, at: '2026-03-02T09:01', name: 'add_to_cart' },
    { by: 1, session: 2, at: '2026-03-03T10:00', name: 'page_view' },
    { by: 1, session: 2, at: '2026-03-03T10:05', name: 'purchase', value: 49.5, transaction_id: 'A' },
    { by: 2, session: 3, at: '2026-03-03T11:00', name: 'page_view' },
    { by: 2, session: 3, at: '2026-03-03T11:01', name: 'share' },
    { by: 2, session: 3, at: '2026-03-03T11:02', name: 'share' },
    { by: 3, session: 4, at: '2026-03-04T00:00', name: 'page_view' },
  ])
  const answer = await overview(siteOf('shop'), [purchase, cart, share], { from: '2026-03-02', to: '2026-03-05' })
  expect(answer.interval).toBe('day')
  expect(answer.totals).toMatchObject({
    people: 3,
    sessions: 4,
    page_views: 4,
    events: 8,
    macro: { conversions: 1, people: 1 },
    micro: { conversions: 2, people: 2 },
    value: { net: 49.5, gross: 49.5, refunds: 0 },
    other_currencies: [],
  })
  expect(answer.totals.macro.rate?.value).toBeCloseTo(1 / 3)
  expect(
    answer.series.map(({ label, people, sessions, macro, micro, value }) => [
      label,
      people,
      sessions,
      macro,
      micro,
      value,
    ]),
  ).toEqual([
    ['2026-03-02', 1, 1, 0, 1, 0],
    ['2026-03-03', 2, 2, 1, 1, 49.5],
    ['2026-03-04', 1, 1, 0, 0, 0],
  ])
})

test('a repeated purchase is an event, and never a conversion', async () => {
  await record('repeats', [
    { by: 1, at: '2026-03-02T09:00', name: 'purchase', value: 10, transaction_id: 'A' },
    { by: 2, at: '2026-03-02T09:05', name: 'purchase', value: 10, transaction_id: 'A', repeat: 1 },
  ])
  const { totals } = await overview(siteOf('repeats'), [purchase], { from: '2026-03-02', to: '2026-03-03' })
  expect(totals).toMatchObject({
    ...{ people: 2, events: 2 },
    ...{ macro: { conversions: 1, people: 1 }, value: { net: 10, gross: 10 } },
  })
})

test('a refund lowers value, a whole one the count, on the day of the purchase', async () => {
  await record('refunds', [
    { by: 1, at: '2026-03-02', name: 'purchase', value: 100, transaction_id: 'whole' },
    { by: 2, at: '2026-03-02', name: 'purchase', value: 80, transaction_id: 'part' },
    { by: 3, at: '2026-03-03', name: 'purchase', value: 60, transaction_id: 'unsaid' },
    { by: 4, at: '2026-03-03', name: 'purchase', value: 40, transaction_id: 'twice' },
    { by: 5, at: '2026-03-03', name: 'purchase', value: 20, transaction_id: 'kept' },
    { by: 1, at: '2026-03-09', name: 'refund', value: 100, transaction_id: 'whole' },
    { by: 2, at: '2026-03-09', name: 'refund', value: 30, transaction_id: 'part' },
    { by: 3, at: '2026-03-09', name: 'refund', transaction_id: 'unsaid' },
    { by: 4, at: '2026-03-09', name: 'refund', value: 15, transaction_id: 'twice' },
    { by: 4, at: '2026-03-10', name: 'refund', value: 25, transaction_id: 'twice' },
  ])
  const { totals, series } = await overview(siteOf('refunds'), [purchase], { from: '2026-03-02', to: '2026-03-04' })
  expect(totals.value).toEqual({ net: 70, gross: 300, refunds: 230 })
  expect(totals.macro).toMatchObject({ conversions: 2, people: 2 })
  expect(series.map(({ macro, value }) => [macro, value])).toEqual([
    [1, 50],
    [1, 20],
  ])
})

test('value in other currencies is told apart, never added', async () => {
  await record('money', [
    { by: 1, at: '2026-03-02', name: 'purchase', value: 100, currency: 'USD' },
    { by: 2, at: '2026-03-02', name: 'purchase', value: 10 },
    { by: 3, at: '2026-03-02', name: 'purchase', value: 2_500_000, currency: 'VND' },
    { by: 4, at: '2026-03-02', name: 'purchase', value: 70, currency: 'EUR' },
  ])
  const { totals } = await overview(siteOf('money'), [purchase], { from: '2026-03-02', to: '2026-03-03' })
  expect(totals.value.net).toBe(110)
  expect(totals.macro.conversions).toBe(4)
  expect(totals.other_currencies).toEqual([
    { currency: 'EUR', net: 70 },
    { currency: 'VND', net: 2_500_000 },
  ])
})

test('once a session and once a person count so, in the whole period and in each day', async () => {
  await record('counting', [
    { by: 1, session: 1, at: '2026-03-02T09:00', name: 'newsletter_signup' },
    { by: 1, session: 1, at: '2026-03-02T09:01', name: 'newsletter_signup' },
    { by: 1, session: 2, at: '2026-03-03T09:00', name: 'newsletter_signup' },
    { by: 1, session: 2, at: '2026-03-03T09:01', name: 'share' },
    { by: 1, session: 2, at: '2026-03-03T09:02', name: 'share' },
  ])
  const site = siteOf('counting')
  const frame = { from: '2026-03-02', to: '2026-03-04' }
  const byPerson = await overview(site, [newsletter], frame)
  expect(byPerson.totals.micro.conversions).toBe(1)
  expect(byPerson.series.map(({ micro }) => micro)).toEqual([1, 1])
  expect((await overview(site, [share], frame)).totals.micro.conversions).toBe(1)
  expect((await overview(site, [{ ...share, counting: 'every' }], frame)).totals.micro.conversions).toBe(2)
})

test('days begin at midnight of the site, also where zones differ by half an hour and when clocks change', async () => {
  await record('days', [
    { by: 1, at: '2026-03-28T21:59', name: 'page_view' },
    { by: 2, at: '2026-03-28T22:00', name: 'page_view' },
    { by: 3, at: '2026-03-29T20:59', name: 'page_view' },
    { by: 4, at: '2026-03-29T21:00', name: 'page_view' },
    { by: 5, at: '2026-03-30T20:59', name: 'page_view' },
  ])
  const people = async (timezone: string, from: string, to: string) => {
    const { totals } = await overview(siteOf('days', { timezone }), [], { from, to })
    return totals.people
  }
  // Vilnius loses an hour on 29 March 2026: the day has 23.
  expect(await people('Europe/Vilnius', '2026-03-29', '2026-03-30')).toBe(2)
  expect(await people('Europe/Vilnius', '2026-03-30', '2026-03-31')).toBe(2)
  // Kolkata is 5:30 ahead: 29 March there is 18:30 to 18:30 UTC.
  expect(await people('Asia/Kolkata', '2026-03-29', '2026-03-30')).toBe(2)
  const { series } = await overview(siteOf('days', { timezone: 'Europe/Vilnius' }), [], {
    from: '2026-03-29',
    to: '2026-03-30',
  })
  expect(series).toHaveLength(23)
  expect(series.map(({ label }) => label).slice(0, 5)).toEqual(
    ['00', '01', '02', '04', '05'].map((hour) => `2026-03-29T${hour}:00`),
  )
})

test('a period without events is all zeros, and rates are not known', async () => {
  const answer = await overview(siteOf('nobody'), [purchase], {
    from: '2028-02-28',
    to: '2028-03-02',
    compare: 'previous',
  })
  expect(answer.series.map(({ label }) => label)).toEqual(['2028-02-28', '2028-02-29', '2028-03-01'])
  expect(answer.totals.macro).toEqual({ conversions: 0, people: 0, rate: null })
  expect(answer.changes?.people).toEqual({ relative: null, certain: false })
})

test('a running period is compared with the same part of the one before', async () => {
  await record('running', [
    { by: 0, at: '2026-03-01T09:00', name: 'page_view' },
    { by: 1, at: '2026-03-02T09:00', name: 'page_view' },
    { by: 2, at: '2026-03-02T18:00', name: 'page_view' },
    { by: 3, at: '2026-03-03T09:00', name: 'page_view' },
  ])
  const frame = { from: '2026-03-03', to: '2026-03-04', compare: 'previous' }
  const noon = await overview(siteOf('running'), [], frame, '2026-03-03T12:00')
  expect(noon.previous?.totals.people).toBe(1)
  expect(noon.changes?.people?.relative).toBe(0)
  const later = await overview(siteOf('running'), [], frame, '2026-03-05T00:00')
  expect(later.previous?.totals.people).toBe(2)
})

test('filters keep the events that match', async () => {
  await record('filtered', [
    { by: 1, at: '2026-03-02', name: 'purchase', value: 5, device: 'mobile', channel: 'Email' },
    { by: 2, at: '2026-03-02', name: 'purchase', value: 7, device: 'desktop', channel: 'Email' },
    { by: 3, at: '2026-03-02', name: 'page_view', device: 'mobile', properties: { colour: 'red' } },
  ])
  const frame = { from: '2026-03-02', to: '2026-03-03' }
  const by = async (...filters: object[]) =>
    (await overview(siteOf('filtered'), [purchase], { ...frame, filters })).totals
  expect(await by({ field: 'device', op: 'is', values: ['mobile'] })).toMatchObject({ people: 2, value: { net: 5 } })
  expect(await by({ field: 'channel', op: 'is_not', values: ['Email'] })).toMatchObject({ people: 1 })
  expect(await by({ field: 'property:colour', op: 'is', values: ['red'] })).toMatchObject({ people: 1, events: 1 })
})
