import { afterAll, beforeAll, expect, test } from 'vitest'
import { goalOf, openRecorded, type Recorded, rowsOf, type Said, siteOf } from '../../test/rows.ts'
import type { Goal } from '../contract/goal.ts'
import { runBreakdown, runGoals, runLive, runPreview, runReport, runValues } from './index.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
  await record('shop', [
    { by: 1, session: 1, at: '2026-03-02T09:00', path: '/', channel: 'Email', device: 'mobile' },
    { by: 1, session: 1, at: '2026-03-02T09:01', name: 'add_to_cart', channel: 'Email', device: 'mobile' },
    { by: 1, session: 2, at: '2026-03-03T09:00', path: '/sale', channel: 'Direct', device: 'mobile' },
    { by: 1, session: 2, at: '2026-03-03T09:05', name: 'purchase', value: 30, channel: 'Direct', transaction_id: 'A' },
    { by: 2, session: 3, at: '2026-03-03T10:00', path: '/sale', channel: 'Direct', properties: { colour: 'red' } },
    { by: 2, session: 3, at: '2026-03-03T10:01', name: 'contact', channel: 'Direct', properties: { method: 'zalo' } },
    { by: 2, session: 3, at: '2026-03-03T10:02', name: 'contact', channel: 'Direct', properties: { method: 'zalo' } },
    { by: 3, session: 4, at: '2026-02-28T10:02', path: '/', channel: 'Email' },
  ])
})
afterAll(() => recorded.close())

const goals: Goal[] = [
  goalOf('purchase', { tier: 'macro', value: { kind: 'event' }, condition: { kind: 'event', name: 'purchase' } }),
  goalOf('cart', { value: { kind: 'fixed', amount: 2 }, condition: { kind: 'event', name: 'add_to_cart' } }),
  goalOf('zalo', {
    counting: 'session',
    certainty: 'intended',
    condition: { kind: 'event', name: 'contact', where: [{ field: 'property:method', op: 'is', values: ['zalo'] }] },
  }),
]
const deps = (now: string) => ({
  events: recorded.store,
  clock: { now: () => Date.parse(`${now}Z`) },
  goalsOf: async () => goals,
})
const record = (site: string, said: readonly Said[]) => recorded.store.insert(rowsOf(site, said))
const shop = siteOf('shop')
const days = { from: '2026-03-02', to: '2026-03-04' }

test('channels with what they bring, and all of them together', async () => {
  const answer = await runReport(deps('2026-04-01T00:00'), 'channels', shop, { ...days, goals: ['cart', 'zalo'] })
  expect(answer).toMatchObject({
    by: 'channel',
    more: 0,
    rows: [
      {
        ...{ key: 'Direct', people: 2, sessions: 2, events: 5, value: 30 },
        ...{ macro: { conversions: 1, people: 1 }, micro: { conversions: 1, people: 1 } },
        goals: { cart: { conversions: 0, people: 0 }, zalo: { conversions: 1, people: 1 } },
        previous: null,
      },
      {
        ...{ key: 'Email', people: 1, sessions: 1, events: 2, value: 0 },
        ...{ macro: { conversions: 0, people: 0 }, micro: { conversions: 1, people: 1 } },
        goals: { cart: { conversions: 1, people: 1 }, zalo: { conversions: 0, people: 0 } },
      },
    ],
    total: {
      people: 2,
      sessions: 3,
      events: 7,
      macro: { conversions: 1 },
      micro: { conversions: 2, people: 2 },
      value: 30,
    },
  })
})

test('the rest beyond the limit is counted, the comparison is matched by key', async () => {
  const request = { ...days, by: 'channel', limit: 1, compare: 'previous' }
  const answer = await runBreakdown(deps('2026-04-01T00:00'), shop, request)
  expect(answer.rows.map(({ key, previous }) => [key, previous?.people])).toEqual([['Direct', 0]])
  expect(answer.more).toBe(1)
  expect(answer.total.previous?.people).toBe(1)
})

test('by a property, by page, by event', async () => {
  const keys = async (by: string) => {
    const { rows } = await runBreakdown(deps('2026-04-01T00:00'), shop, { ...days, by })
    return rows.map(({ key, events }) => [key, events])
  }
  expect(await keys('property:method')).toEqual([
    ['', 5],
    ['zalo', 2],
  ])
  expect(await keys('event')).toContainEqual(['contact', 2])
  expect(await keys('page')).toContainEqual(['/sale', 2])
})

test('every goal with its conversions, rate, value and line', async () => {
  const {
    goals: rows,
    people,
    labels,
  } = await runGoals(deps('2026-04-01T00:00'), shop, { ...days, compare: 'previous' })
  expect(people).toBe(2)
  expect(labels).toEqual(['2026-03-02', '2026-03-03'])
  expect(
    rows.map(({ goal, conversions, people: converted, value, series }) => [
      goal,
      conversions,
      converted,
      value,
      series,
    ]),
  ).toEqual([
    ['purchase', 1, 1, 30, [0, 1]],
    ['cart', 1, 1, 2, [1, 0]],
    ['zalo', 1, 1, null, [0, 1]],
  ])
  expect(rows[0]?.rate?.value).toBe(0.5)
  expect(rows[0]?.previous).toMatchObject({ conversions: 0, people: 0 })
  expect(rows[0]?.change).toEqual({ relative: null, certain: false })
})

test('what happens now', async () => {
  const live = await runLive(deps('2026-03-03T10:03'), shop)
  expect(live).toMatchObject({ people_5_minutes: 1, people_30_minutes: 1 })
  expect(live.minutes).toHaveLength(30)
  expect(live.minutes.at(-1)).toEqual({ start: Date.parse('2026-03-03T10:03Z'), people: 0, events: 0 })
  expect(live.minutes.at(-2)).toMatchObject({ people: 1, events: 1 })
  expect(live.pages).toEqual([{ key: '/sale', people: 1 }])
  expect(live.channels).toEqual([{ key: 'Direct', people: 1 }])
  expect(live.events.map(({ name, detail, goals: met }) => [name, detail, met])).toEqual([
    ['contact', 'zalo', ['zalo']],
    ['contact', 'zalo', ['zalo']],
    ['page_view', '', []],
  ])
})

test('values to choose filters from', async () => {
  const values = async (field: string, search = '') =>
    (await runValues(deps('2026-03-04T00:00'), shop, { field, search })).values
  expect(await values('channel')).toEqual([
    { value: 'Direct', events: 5 },
    { value: 'Email', events: 3 },
  ])
  expect(await values('channel', 'EMA')).toEqual([{ value: 'Email', events: 3 }])
  expect(await values('property')).toEqual([
    { value: 'method', events: 2 },
    { value: 'colour', events: 1 },
  ])
})

test('a preview says what a condition matched lately, with examples', async () => {
  const condition = { kind: 'url', match: 'starts_with', value: '/sa' } as const
  const preview = await runPreview(deps('2026-03-04T00:00'), shop, { condition, counting: 'every' })
  expect(preview).toMatchObject({ days: 30, conversions: 2, people: 2 })
  expect(preview.examples[0]).toMatchObject({
    name: 'page_view',
    path: '/sale',
    properties: { colour: 'red' },
    value: null,
  })
})

test('an unknown report, goal or period is refused with its place', async () => {
  await expect(runReport(deps('2026-04-01T00:00'), 'nonsense', shop, days)).rejects.toMatchObject({ path: 'name' })
  await expect(
    runBreakdown(deps('2026-04-01T00:00'), shop, { ...days, by: 'page', goals: ['x'] }),
  ).rejects.toMatchObject({ path: 'goals.0' })
  await expect(
    runGoals(deps('2026-04-01T00:00'), shop, { from: '2026-03-04', to: '2026-03-04' }),
  ).rejects.toMatchObject({ path: 'to' })
  await expect(runGoals(deps('2026-04-01T00:00'), shop, { from: '2026-02-30', to: '2026-03-04' })).rejects.toThrow(
    '2026-02-30',
  )
})
