import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'
import type { World } from '../world.ts'

/** The server of a shop tells what it saw of ann, minute by minute; nobody tells it of sessions. */
const at = (minute: number, more: object = {}) => ({
  ...{ id: `m${minute}`, name: 'page_view', visitor: 'ann', url: 'https://shop.example/tea' },
  time: Date.parse('2026-11-21T20:00:00Z') + minute * 60_000,
  ...more,
})
const visit = [
  at(0, { referrer: 'https://www.google.com/' }),
  at(25),
  at(50, { name: 'purchase', url: undefined, value: 10, transaction_id: 'A' }),
  at(75, { referrer: 'https://chat.zalo.me/' }),
  at(200, { name: 'add_to_cart', url: undefined }),
  at(210, { referrer: 'https://chat.zalo.me/' }),
  at(230, { url: 'https://shop.example/tea?utm_source=tet&utm_medium=email' }),
]

/** Sessions, and what each channel brought: overview and breakdowns, from the roll-up and from the events. */
const picture = async (world: World) => {
  const { totals } = await world.report('overview')
  const channels = await world.by('channel')
  const only = { filters: [{ field: 'page', op: 'is_not', values: ['/nowhere'] }] }
  const filtered = await world.by('channel', only)
  const short = (rows: typeof channels) =>
    Object.fromEntries(Object.entries(rows).map(([key, row]) => [key, [row.sessions, row.events, row.value]]))
  expect(short(filtered)).toEqual(short(channels))
  return { sessions: totals.sessions, channels: short(channels) }
}
const expected = {
  sessions: 3,
  channels: { 'Organic Search': [1, 4, 10], Zalo: [1, 2, 0], Email: [1, 1, 0] },
}

forEachEngine('the same sessions, whether events come in order, late, or in bulk', async (world) => {
  for (const event of visit) await world.server([event])
  await world.settles()
  expect(await picture(world)).toEqual(expected)
  const late = await world.another()
  for (const place of [6, 2, 0, 4, 3, 5, 1]) await late.server(visit.slice(place, place + 1))
  await late.settles()
  expect(await picture(late)).toEqual(expected)
  const bulk = await world.another()
  await bulk.imports(visit.toReversed())
  await bulk.settles()
  expect(await picture(bulk)).toEqual(expected)
  const halves = await world.another()
  await halves.imports(visit.filter((_, index) => index % 2 === 1))
  await halves.restarts()
  await halves.imports(visit.filter((_, index) => index % 2 === 0))
  await halves.settles()
  expect(await picture(halves)).toEqual(expected)
})

forEachEngine('a site says how long a pause ends a session, and whether midnight or a campaign does', async (world) => {
  const sessions = async (rules: object) => {
    const site = await world.another()
    await site.ask('PATCH', `/api/sites/${site.site}/rules`, { sessions: rules })
    await site.server(visit)
    await site.settles()
    return (await site.report('overview')).totals.sessions
  }
  const usual = { gap_minutes: 30, at_midnight: false, on_campaign: true }
  expect(await sessions(usual)).toBe(3)
  expect(await sessions({ ...usual, on_campaign: false })).toBe(2)
  expect(await sessions({ ...usual, gap_minutes: 150, on_campaign: false })).toBe(1)
  expect(await sessions({ ...usual, gap_minutes: 20, on_campaign: false })).toBe(6)
  // 20:00 and 210 minutes is half past eleven, 230 is ten to midnight; two hours later the day is another.
  expect(await sessions({ gap_minutes: 720, at_midnight: true, on_campaign: false })).toBe(1)
  const site = await world.another()
  await site.ask('PATCH', `/api/sites/${site.site}/rules`, { sessions: { ...usual, at_midnight: true } })
  await site.server([...visit, at(239), at(241), at(260)])
  expect((await site.report('overview')).totals.sessions).toBe(4)
})

forEachEngine('sessions that a stopped Minnow left in disorder are found after its start', async (world) => {
  for (const place of [1, 2, 0]) await world.server(visit.slice(place, place + 1))
  await world.restarts()
  await world.finds()
  expect((await picture(world)).channels).toEqual({ 'Organic Search': [1, 3, 10] })
})

forEachEngine('a session that its sender names again days later is one, whichever came first', async (world) => {
  const day = 1_440
  const named = (minute: number, more: object) => at(minute, { session: 'till 7', ...more })
  const bought = named(-2 * day, { name: 'purchase', value: 10, transaction_id: 'A' })
  const before = named(-2 * day - 5, { referrer: 'https://www.google.com/' })
  const back = named(0, { name: 'refund', url: undefined, value: 10, transaction_id: 'A' })
  const expected = { sessions: 1, channels: { 'Organic Search': [1, 3, 0] } }
  for (const parts of [[[back], [before, bought]], [[bought], [back], [before]], [[before, bought, back]]]) {
    const site = await world.another()
    for (const part of parts) await site.imports(part)
    await site.settles()
    expect(await picture(site)).toEqual(expected)
  }
  const forgotten = [await world.another(), await world.another()] as const
  await forgotten[0].imports([before, bought])
  await forgotten[1].imports([back])
  await world.restarts()
  await forgotten[0].imports([back])
  await forgotten[1].imports([before, bought])
  await world.settles()
  for (const site of forgotten) expect(await picture(site)).toEqual(expected)
})
