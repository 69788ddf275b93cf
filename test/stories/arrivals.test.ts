import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'

const view = (id: string, more: object = {}) => ({
  ...{ id, name: 'page_view', visitor: 'ann', time: '2026-11-21T09:00:00Z', url: 'https://shop.example/' },
  ...more,
})
const accepted = (answers: { accepted: number }[]) => answers.reduce((sum, answer) => sum + answer.accepted, 0)

forEachEngine('an event that is sent again counts once, in any grouping and through any door', async (world) => {
  expect(await world.tag([view('a'), view('b'), view('a')])).toEqual({
    accepted: 2,
    dropped: [{ index: 2, reason: 'duplicate' }],
  })
  expect((await world.tag([view('b'), view('c')])).accepted).toBe(1)
  expect((await world.server([view('c'), view('d')])).accepted).toBe(1)
  expect((await world.imports([view('d'), view('e'), view('a')])).accepted).toBe(1)
  // Also when the visitor has another name by then, or the clock says another time.
  expect((await world.tag([view('e', { visitor: 'renamed', time: '2026-11-22T09:00:00Z' })])).accepted).toBe(0)
  expect((await world.report('overview')).totals).toMatchObject({ events: 5, page_views: 5, people: 1 })
})

forEachEngine('ten at once with the same events: each event is accepted once', async (world) => {
  const events = ['a', 'b', 'c', 'd', 'e'].map((id) => view(id))
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, turn) =>
      turn % 2 === 0 ? world.tag(events.slice(turn % 3)) : world.server(events.toReversed()),
    ),
  )
  expect(accepted(answers)).toBe(5)
  expect((await world.report('overview')).totals.events).toBe(5)
})

forEachEngine('also after Minnow was stopped and started', async (world) => {
  await world.tag([view('a'), view('b')])
  await world.visitor('ben').at('2026-11-22T11:45').opens('/', { from: 'https://www.bing.com/' })
  await world.visitor('ben').buys({ value: 9, order: 'B' })
  await world.restarts()
  expect(accepted([await world.tag([view('b'), view('a')]), await world.imports([view('a')])])).toBe(0)
  // The open session goes on where it was, with its source; the order is known.
  await world.visitor('ben').after('1 minute').opens('/thanks').buys({ value: 9, order: 'B' })
  const { totals } = await world.report('overview')
  expect(totals).toMatchObject({ sessions: 2, events: 6, macro: { conversions: 1 }, value: { net: 9 } })
  expect((await world.by('channel'))['Organic Search']).toMatchObject({ sessions: 1, events: 4, value: 9 })
})

forEachEngine(
  'a purchase counts once for each order, whoever tells of it; the rest are kept as repeats',
  async (world) => {
    const order = (id: string, more: object = {}) => ({
      ...{ id, name: 'purchase', time: '2026-11-21T09:00:00Z', visitor: 'ann', transaction_id: 'T-1', value: 10 },
      ...more,
    })
    const answers = await Promise.all([
      world.tag([order('tag'), order('tag, reloaded')]),
      world.server([order('server', { value: 10 })]),
      world.imports([order('import'), order('another', { transaction_id: 'T-2', visitor: 'ben' })]),
    ])
    // All are accepted: a repeat is an event, and no conversion.
    expect(accepted(answers)).toBe(5)
    expect((await world.tag([order('later', { visitor: 'cat' })])).accepted).toBe(1)
    const { totals } = await world.report('overview')
    expect(totals).toMatchObject({ events: 6, people: 3 })
    expect(totals.macro).toMatchObject({ conversions: 2, people: 2 })
    expect(totals.value).toEqual({ net: 20, gross: 20, refunds: 0 })
    const { purchase } = await world.goals()
    expect(purchase).toMatchObject({ conversions: 2, value: 20 })
    const { steps } = await world.report('funnel', { steps: ['purchase', 'purchase'] })
    expect(steps.map(({ people }) => people)).toEqual([2, 0])
    // Without an order's number each counts.
    const nameless = { name: 'purchase', time: '2026-11-21T10:00:00Z', visitor: 'dan', value: 1 }
    await world.tag([nameless, nameless])
    expect((await world.report('overview')).totals).toMatchObject({ macro: { conversions: 4 }, value: { net: 22 } })
  },
)

forEachEngine('a refund may come before its purchase, by another way, and in parts', async (world) => {
  const order = { time: '2026-11-21T09:00:00Z', visitor: 'ann', transaction_id: 'A' }
  await world.server([{ ...order, id: 'r1', name: 'refund', value: 4 }])
  await world.tag([{ ...order, id: 'p', name: 'purchase', value: 10 }])
  expect((await world.report('overview')).totals.value).toEqual({ gross: 10, refunds: 4, net: 6 })
  // The same refund again is the same refund; another is another.
  await world.server([{ ...order, id: 'r1', name: 'refund', value: 4 }])
  expect((await world.report('overview')).totals.value.net).toBe(6)
  await world.imports([{ ...order, id: 'r2', name: 'refund', value: 6 }])
  expect((await world.report('overview')).totals).toMatchObject({
    value: { net: 0 },
    macro: { conversions: 0, people: 0 },
  })
})

forEachEngine('the public tag tells of the last 72 hours, a key and an import of any time', async (world) => {
  // It is noon of the 22nd.
  const at = (id: string, time: string) => view(id, { time })
  expect(
    await world.tag([
      at('a', '2026-11-19T12:00:00Z'),
      at('b', '2026-11-19T11:59:59Z'),
      at('c', '2026-11-22T12:06:00Z'),
    ]),
  ).toEqual({
    accepted: 1,
    dropped: [
      { index: 1, reason: 'time_too_old' },
      { index: 2, reason: 'time_in_future' },
    ],
  })
  expect((await world.server([at('d', '2019-10-01T00:00:00Z')])).accepted).toBe(1)
  expect((await world.imports([at('e', '2012-03-04T05:06:07+07:00')])).accepted).toBe(1)
  const year = await world.report('overview', { from: '2019-01-01', to: '2020-01-01' })
  expect(year.totals.events).toBe(1)
})

forEachEngine('one bad event costs only itself, and says why', async (world) => {
  const answer = await world.tag([
    view('good'),
    { id: 'nameless', visitor: 'ann' },
    view('elsewhere', { url: 'https://evil.example/' }),
    view('worthless', { value: 'ten' }),
    'no event at all',
  ])
  expect(answer.accepted).toBe(1)
  expect(answer.dropped.map(({ index, reason }) => [index, reason])).toEqual([
    [1, 'invalid'],
    [2, 'origin_not_allowed'],
    [3, 'invalid'],
    [4, 'invalid'],
  ])
})

forEachEngine('secrets and e-mail addresses in an address are not kept', async (world) => {
  await world.visitor('ann').opens('/reset?token=s3cr3t&email=ann%40mail.example&colour=red')
  await world.visitor('ann').opens('/of/ann@mail.example')
  const { events } = (await world.post(`/api/sites/${world.site}/export`, {
    from: '2026-11-19',
    to: '2026-11-23',
  })) as {
    events: { url: string }[]
  }
  expect(events).toHaveLength(2)
  const kept = JSON.stringify(events)
  expect(kept).toContain('colour=red')
  for (const secret of ['s3cr3t', 'ann@mail', 'ann%40mail']) expect(kept).not.toContain(secret)
})

forEachEngine('several sites are never mixed, whatever is the same in them', async (world) => {
  const other = await world.another({ name: 'Other', timezone: 'Asia/Bangkok' })
  for (const shop of [world, other]) {
    await shop.visitor('ann').opens('/?utm_source=tet&utm_medium=email').buys({ value: 10, order: 'A' })
  }
  await other.visitor('ben').opens('/').buys({ value: 5, order: 'B' })
  await other.visitor('ben').after('1 day').returns('A', 4)
  expect((await world.report('overview')).totals).toMatchObject({
    ...{ people: 1, events: 2, value: { net: 10, refunds: 0 } },
    macro: { conversions: 1 },
  })
  expect((await other.report('overview')).totals).toMatchObject({
    ...{ people: 2, events: 5, value: { net: 11, refunds: 4 } },
    macro: { conversions: 2 },
  })
  expect(Object.keys(await world.by('channel'))).toEqual(['Email'])
  expect(Object.keys(await other.by('channel')).sort()).toEqual(['Direct', 'Email'])
  const { steps } = await world.report('funnel', { steps: ['/', 'purchase'] })
  expect(steps.map(({ people }) => people)).toEqual([1, 1])
  const exported = (await world.post(`/api/sites/${world.site}/export`, { from: '2026-11-19', to: '2026-11-23' })) as {
    events: unknown[]
  }
  expect(exported.events).toHaveLength(2)
  // A key of one site sends to no other.
  await world.server([view('with the key')])
  expect((await world.report('overview')).totals.events).toBe(3)
  expect((await other.report('overview')).totals.events).toBe(5)
})

forEachEngine(
  'without recognition somebody is the same person for a day, whatever the sender calls them',
  async (world) => {
    await world.visitor('ann').at('2026-11-20T09:00').opens('/').after('2 hours').opens('/tea')
    await world.visitor('ben').at('2026-11-20T09:00').opens('/')
    const day = { from: '2026-11-20', to: '2026-11-21' }
    expect((await world.report('overview', day)).totals).toMatchObject({ people: 2, sessions: 3 })
    await world.visitor('ann').at('2026-11-21T09:00').opens('/')
    expect((await world.report('overview')).totals.people).toBe(3)
  },
  { recognition: 'cookieless' },
)
