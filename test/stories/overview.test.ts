import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'

const rounded = (rate: { value: number; low: number; high: number } | null) =>
  rate && [rate.low, rate.high].map((bound) => Number(bound.toFixed(4)))

forEachEngine('people, sessions, conversions and value of a week, and its days as a line', async (world) => {
  // Ann looks on Friday and buys on Saturday, two sessions; Ben looks twice within half an hour, one session.
  await world.visitor('ann').at('2026-11-20T09:00').opens('/').does('view_item')
  await world.visitor('ann').at('2026-11-21T09:00').opens('/').after('1 minute').buys({ value: 49.5 })
  await world.visitor('ben').at('2026-11-21T20:00').opens('/').after('29 minutes').opens('/about').does('view_item')
  await world.visitor('cat').at('2026-11-21T23:50').opens('/').after('29 minutes').does('share')
  const { totals, series } = await world.report('overview')
  expect(totals).toMatchObject({
    ...{ people: 3, sessions: 4, page_views: 5, events: 9 },
    macro: { conversions: 1, people: 1 },
    micro: { conversions: 3, people: 3 },
    value: { net: 49.5, gross: 49.5, refunds: 0 },
    other_currencies: [],
  })
  // Cat stays past midnight: she is in both days, and once in the total.
  expect(series.map((day) => [day.label, day.people, day.sessions, day.macro, day.micro, day.value])).toEqual([
    ['2026-11-19', 0, 0, 0, 0, 0],
    ['2026-11-20', 1, 1, 0, 1, 0],
    ['2026-11-21', 3, 3, 1, 1, 49.5],
    ['2026-11-22', 1, 1, 0, 1, 0],
  ])
  expect(series.map(({ unfinished }) => unfinished)).toEqual([false, false, false, true])
})

forEachEngine('a rate has the interval that Newcombe printed for it', async (world) => {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3: 1 of 29 is
  // 0.0061 to 0.1718, 0 of 20 is 0 to 0.1611.
  const comes = (many: number, on: string) =>
    Array.from({ length: many }, (_, who) => ({ name: 'page_view', time: `${on}T09:00Z`, visitor: `${on} ${who}` }))
  await world.imports([...comes(29, '2026-11-20'), ...comes(20, '2026-11-21')])
  await world.imports([{ name: 'purchase', time: '2026-11-20T09:01Z', visitor: '2026-11-20 7', value: 5 }])
  const friday = await world.report('overview', { from: '2026-11-20', to: '2026-11-21' })
  expect(friday.totals.macro.rate?.value).toBeCloseTo(1 / 29, 10)
  expect(rounded(friday.totals.macro.rate)).toEqual([0.0061, 0.1718])
  const saturday = await world.report('overview', { from: '2026-11-21', to: '2026-11-22' })
  expect(rounded(saturday.totals.macro.rate)).toEqual([0, 0.1611])
  const nobody = await world.report('overview', { from: '2026-11-19', to: '2026-11-20' })
  expect(nobody.totals.macro).toEqual({ conversions: 0, people: 0, rate: null })
})

forEachEngine(
  'a refund lowers the purchase it belongs to: its value, its day and, in whole, its count',
  async (world) => {
    const buys = (name: string, value: number) =>
      world
        .visitor(name)
        .at('2026-11-20T09:00')
        .opens('/')
        .buys({ value, order: `order of ${name}` })
    for (const [name, value] of Object.entries({ whole: 100, part: 80, unsaid: 60, twice: 40, kept: 20 })) {
      await buys(name, value)
    }
    // Who sends the refund, and from where, does not matter.
    await world.server([
      { name: 'refund', time: '2026-11-21T09:00Z', transaction_id: 'order of whole', value: 100 },
      { name: 'refund', time: '2026-11-21T09:00Z', transaction_id: 'order of part', value: 30 },
      { name: 'refund', time: '2026-11-21T09:00Z', transaction_id: 'order of unsaid' },
      { name: 'refund', time: '2026-11-21T09:00Z', transaction_id: 'of nobody', value: 1_000 },
    ])
    await world.visitor('twice').at('2026-11-21T09:00').returns('order of twice', 15)
    await world.imports([{ name: 'refund', time: '2026-11-22T09:00Z', transaction_id: 'order of twice', value: 20 }])
    const { totals, series } = await world.report('overview')
    // 100 + 80 + 60 + 40 + 20, of which 100 + 30 + 60 + 35 came back; two orders are no conversions any more.
    expect(totals.value).toEqual({ gross: 300, refunds: 225, net: 75 })
    expect(totals.macro).toMatchObject({ conversions: 3, people: 3 })
    expect(series.map(({ macro, value }) => [macro, value])).toEqual([
      [0, 0],
      [3, 75],
      [0, 0],
      [0, 0],
    ])
    const { purchase } = await world.goals()
    expect(purchase).toMatchObject({ conversions: 3, people: 3, value: 75 })
    expect((await world.by('channel')).Direct).toMatchObject({ macro: { conversions: 3, people: 3 }, value: 75 })
  },
)

forEachEngine('amounts in other currencies stand beside, never added', async (world) => {
  await world.visitor('ann').buys({ value: 100 })
  await world.visitor('ben').does('purchase', { value: 10 })
  await world.visitor('cat').does('purchase', { value: 2_500_000, currency: 'vnd', transaction_id: 'C' })
  await world.visitor('dan').does('purchase', { value: 70, currency: 'EUR', transaction_id: 'D' })
  await world.visitor('dan').after('1 hour').does('refund', { value: 20, currency: 'EUR', transaction_id: 'D' })
  const { totals } = await world.report('overview')
  expect(totals.macro.conversions).toBe(4)
  expect(totals.value).toEqual({ net: 110, gross: 110, refunds: 0 })
  expect(totals.other_currencies).toEqual([
    { currency: 'EUR', net: 50 },
    { currency: 'VND', net: 2_500_000 },
  ])
})

forEachEngine('a period is compared with as many days before, a running one with as much of them', async (world) => {
  // It is noon of the 22nd.
  await world.visitor('zoe').at('2026-11-20T09:00').opens('/')
  await world.visitor('ann').at('2026-11-21T09:00').opens('/')
  await world.visitor('ben').at('2026-11-21T18:00').opens('/')
  await world.visitor('cat').at('2026-11-22T09:00').opens('/').buys({ value: 5 })
  const today = await world.report('overview', { from: '2026-11-22', to: '2026-11-23', compare: 'previous' })
  expect(today.totals.people).toBe(1)
  expect(today.previous?.totals).toMatchObject({ people: 1, macro: { conversions: 0 } })
  expect(today.changes).toMatchObject({ people: { relative: 0, certain: false }, macro: { relative: null } })
  const yesterday = await world.report('overview', { from: '2026-11-21', to: '2026-11-22', compare: 'previous' })
  expect([yesterday.totals.people, yesterday.previous?.totals.people]).toEqual([2, 1])
})

forEachEngine('of days before the first visitor came nothing is said but rates', async (world) => {
  const buyer = (visitor: string, time: string) => [
    { name: 'page_view', visitor, time },
    { name: 'purchase', visitor, time, value: 10, transaction_id: visitor },
  ]
  // The sales of a till are older than the tag.
  await world.imports(buyer('ann', '2026-11-19T15:00Z').slice(1))
  await world.imports([...buyer('ben', '2026-11-20T09:07Z'), ...buyer('cat', '2026-11-21T09:00Z')])
  const two = { from: '2026-11-21', to: '2026-11-23', compare: 'previous' } as const
  const early = await world.report('overview', two)
  expect(early.previous).toMatchObject({ totals: { people: 2 }, counted_since: Date.parse('2026-11-20T09:00Z') })
  const { macro_rate: rate, micro_rate: other, ...sums } = early.changes ?? {}
  expect([rate, other]).toEqual([
    { relative: 0, certain: false },
    { relative: null, certain: false },
  ])
  expect(sums).toEqual({ people: null, sessions: null, macro: null, micro: null, value: null })
  const first = await world.report('overview', { ...two, from: '2026-11-19', to: '2026-11-20' })
  expect([first.totals.people, first.changes?.macro_rate]).toEqual([1, null])
  const later = await world.report('overview', { ...two, from: '2026-11-22' })
  expect(later.previous?.counted_since).toBeNull()
  expect(later.changes?.people).toEqual({ relative: -1, certain: false })
})

forEachEngine('a change is certain when chance alone would hardly make it', async (world) => {
  // The 20th: 100 people, 30 of whom buy. The 21st: 100 people, 8 of whom do.
  const day = (on: string, buyers: number) =>
    Array.from({ length: 100 }, (_, who) => [
      { name: 'page_view', time: `${on}T09:00Z`, visitor: `${on} ${who}` },
      ...(who < buyers ? [{ name: 'purchase', time: `${on}T09:01Z`, visitor: `${on} ${who}`, value: 1 }] : []),
    ]).flat()
  await world.imports([...day('2026-11-19', 0), ...day('2026-11-20', 30), ...day('2026-11-21', 8)])
  const { changes } = await world.report('overview', { from: '2026-11-21', to: '2026-11-22', compare: 'previous' })
  expect(changes?.macro_rate?.relative).toBeCloseTo(8 / 30 - 1, 10)
  expect(changes?.macro_rate?.certain).toBe(true)
  expect(changes?.people).toEqual({ relative: 0, certain: false })
})

forEachEngine(
  'the day on which the clocks are set back has 25 hours, as long as they last in the site’s zone',
  async (world) => {
    // Vilnius leaves summer time on 25 October 2026: that day runs from 21:00 UTC of the 24th to 22:00 UTC of the 25th.
    const times = [
      '2026-10-24T20:59Z',
      '2026-10-24T21:00Z',
      '2026-10-25T00:30Z',
      '2026-10-25T01:30Z',
      '2026-10-25T21:59Z',
    ]
    await world.imports([...times, '2026-10-25T22:00Z'].map((time) => ({ name: 'page_view', time, visitor: time })))
    const sunday = await world.report('overview', { from: '2026-10-25', to: '2026-10-26' })
    expect(sunday.totals.people).toBe(4)
    expect(sunday.series).toHaveLength(25)
    // Both hours that the clock calls three are there, each with its own visitor.
    const atThree = sunday.series.filter(({ label }) => label === '2026-10-25T03:00')
    expect(atThree.map(({ people }) => people)).toEqual([1, 1])
    const days = await world.report('overview', { from: '2026-10-24', to: '2026-10-27' })
    expect(days.series.map(({ people }) => people)).toEqual([1, 4, 1])
  },
  { timezone: 'Europe/Vilnius' },
)

forEachEngine(
  'days and hours begin on the half hour where the site’s zone does',
  async (world) => {
    // Kolkata is 5:30 ahead: the 20th there is 18:30 UTC of the 19th to 18:30 UTC of the 20th.
    const times = [
      '2026-11-19T18:29Z',
      '2026-11-19T18:30Z',
      '2026-11-19T19:29Z',
      '2026-11-20T18:29Z',
      '2026-11-20T18:30Z',
    ]
    await world.imports(times.map((time) => ({ name: 'page_view', time, visitor: time })))
    const { totals, series } = await world.report('overview', { from: '2026-11-20', to: '2026-11-21' })
    expect(totals.people).toBe(3)
    expect(series.filter(({ people }) => people > 0).map(({ label, people }) => [label, people])).toEqual([
      ['2026-11-20T00:00', 2],
      ['2026-11-20T23:00', 1],
    ])
    const days = await world.report('overview', { from: '2026-11-19', to: '2026-11-22' })
    expect(days.series.map(({ people }) => people)).toEqual([1, 3, 1])
    const quarter = await world.report('overview', { from: '2026-11-20T00:00', to: '2026-11-20T00:59' })
    expect(quarter.totals.people).toBe(1)
  },
  { timezone: 'Asia/Kolkata' },
)
