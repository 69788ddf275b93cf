import { expect } from 'vitest'
import type { AuditPage } from '../../src/contract/audit.ts'
import type { PersonExport } from '../../src/contract/person.ts'
import type { SiteRules } from '../../src/contract/site-rules.ts'
import type { BusiestAnswer, TrafficAnswer } from '../../src/contract/traffic.ts'
import { forEachEngine } from '../story.ts'
import type { World } from '../world.ts'

const period = { from: '2026-11-19', to: '2026-11-23' }
const agents = {
  google: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
  openai: 'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)',
  headless:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36',
  chrome:
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
}
const ipOf = { aws: '3.5.140.10', proofpoint: '67.231.152.1', home: '203.113.131.1' }

let views = 0
/** A page view as the shop's own server tells it: whose browser it was, and where. */
const view = (user_agent: string, ip: string, more: object = {}) => ({
  ...{ id: `seen-${++views}`, name: 'page_view', time: '2026-11-21T09:00:00Z', url: 'https://shop.example/tea' },
  ...{ user_agent, ip },
  ...more,
})
const traffic = (world: World) =>
  world.post(`/api/sites/${world.site}/reports/traffic`, period) as Promise<TrafficAnswer>
const people = async (world: World) => (await world.report('overview')).totals.people
const reasons = async (world: World) =>
  Object.fromEntries((await traffic(world)).reasons.map(({ reason, events }) => [reason, events]))

forEachEngine('what is hardly a person is set aside with its reason, and in no report', async (world) => {
  await world.visitor('ann', { in: 'VN' }).opens('/tea')
  const { dropped, accepted } = await world.server([
    view(agents.google, ipOf.home),
    view(agents.openai, ipOf.home),
    view(agents.headless, ipOf.home),
    view(agents.chrome, ipOf.aws),
    view(agents.chrome, ipOf.proofpoint),
    view(agents.chrome, ipOf.aws, { url: 'https://shop.example/tea?utm_source=news&utm_medium=email' }),
    view(agents.chrome, ipOf.home),
  ])
  expect(accepted).toBe(1)
  expect(dropped.map(({ reason }) => reason)).toEqual([
    'bot',
    'ai_crawler',
    'headless',
    'data_center',
    'mail_scanner',
    'mail_scanner',
  ])
  expect(await people(world)).toBe(2)
  expect(await reasons(world)).toEqual({ ai_crawler: 1, bot: 1, data_center: 1, headless: 1, mail_scanner: 2 })
  const { days, examples, kept_days: kept } = await traffic(world)
  expect(days).toContainEqual({ day: '2026-11-21', reason: 'mail_scanner', events: 2, visitors: 2 })
  expect(examples.find(({ reason }) => reason === 'bot')).toMatchObject({
    agent: agents.google,
    path: '/tea',
    events: 1,
  })
  expect(kept).toBe(90)
})

forEachEngine('set-aside traffic can be counted after all, and set aside again', async (world) => {
  const crawl = () => world.server([view(agents.chrome, ipOf.aws), view(agents.google, ipOf.home)])
  await crawl()
  expect(await people(world)).toBe(0)
  const choice = { ...period, reason: 'data_center', always: true }
  expect(await world.post(`/api/sites/${world.site}/traffic/count`, choice)).toEqual({ events: 1 })
  expect(await world.post(`/api/sites/${world.site}/traffic/count`, choice)).toEqual({ events: 0 })
  expect(await people(world)).toBe(1)
  expect(await reasons(world)).toEqual({ bot: 1 })
  expect((await traffic(world)).counted).toEqual([{ day: '', reason: 'data_center', events: 1, visitors: 1 }])
  // From now on, too.
  expect((await crawl()).accepted).toBe(1)
  expect((await world.report('overview')).totals).toMatchObject({ people: 1, events: 2 })
  expect(await world.post(`/api/sites/${world.site}/traffic/uncount`, choice)).toEqual({ events: 1 })
  expect((await world.report('overview')).totals).toMatchObject({ events: 1 })
  expect((await crawl()).accepted).toBe(0)
  expect(await reasons(world)).toEqual({ bot: 3, data_center: 2 })
})

forEachEngine(
  'who somebody set aside said to be is known once they count, and to those who ask before',
  async (world) => {
    const user = { email: 'ann@shop.example' }
    await world.visitor('phone').opens('/tea').logsIn(user)
    const seen = view(agents.chrome, ipOf.aws, { visitor: 'office' })
    await world.server([seen, { ...view(agents.chrome, ipOf.aws, { visitor: 'office' }), name: 'identify', user }])
    expect(await people(world)).toBe(1)
    const person = () => world.post(`/api/sites/${world.site}/person`, user)
    expect(await person()).toMatchObject({ visitors: 2, events: 2, aside: 2 })
    const choice = { ...period, reason: 'data_center' }
    expect(await world.post(`/api/sites/${world.site}/traffic/count`, choice)).toEqual({ events: 2 })
    // One person with two browsers, not two people.
    expect((await world.report('overview')).totals).toMatchObject({ people: 1, events: 4 })
    expect(await person()).toMatchObject({ visitors: 2, events: 4 })
    const { events } = (await world.post(`/api/sites/${world.site}/person/export`, user)) as PersonExport
    expect(events.filter(({ aside, properties }) => aside === '' && '$identities' in properties)).toEqual([])
  },
)

forEachEngine('a visitor found later is set aside by hand, with everything, and comes back', async (world) => {
  await world.visitor('ann').opens('/').buys({ value: 5, order: 'A' })
  await world.visitor('robot').opens('/').buys({ value: 1_000_000, order: 'R' })
  const exported = (await world.post(`/api/sites/${world.site}/export`, period)) as {
    events: { visitor: string; value: number }[]
  }
  const robot = exported.events.find(({ value }) => value === 1_000_000)?.visitor
  const choice = { ...period, visitor: robot }
  expect(await world.post(`/api/sites/${world.site}/traffic/aside`, choice)).toEqual({ events: 2 })
  expect((await world.report('overview')).totals).toMatchObject({ people: 1, value: { net: 5 } })
  expect(await reasons(world)).toEqual({ by_hand: 2 })
  await world.post(`/api/sites/${world.site}/traffic/count`, choice)
  expect((await world.report('overview')).totals).toMatchObject({ people: 2, value: { net: 1_000_005 } })
})

forEachEngine('a visitor set aside for good stays so until brought back, which is written down', async (world) => {
  await world.visitor('ann').opens('/').after('1 minute').opens('/tea')
  await world.visitor('robot').opens('/').opens('/a').opens('/b')
  const busiest = (await world.post(`/api/sites/${world.site}/reports/busiest`, period)) as BusiestAnswer
  expect(busiest.visitors).toMatchObject([
    { events: 3, page_views: 3, sessions: 1, path: '/b' },
    { events: 2, page_views: 2, sessions: 1, path: '/tea' },
  ])
  const robot = busiest.visitors[0]?.visitor
  const [own, choice] = [`/api/sites/${world.site}/traffic`, { ...period, visitor: robot, always: true }]
  expect(await world.post(`${own}/aside`, choice)).toEqual({ events: 3 })
  await world.visitor('robot').after('1 minute').opens('/c')
  expect(await people(world)).toBe(1)
  expect(await reasons(world)).toEqual({ by_hand: 4 })
  // Brought back with everything, and counted from now on as everybody is.
  expect(await world.post(`${own}/count`, choice)).toEqual({ events: 4 })
  expect((await traffic(world)).rules).toEqual({ counted: [], counted_visitors: [], aside_visitors: [] })
  await world.visitor('robot').opens('/d')
  expect((await world.report('overview')).totals).toMatchObject({ people: 2, page_views: 7 })
  // All that were set aside by hand at once, there and back.
  const byHand = { ...period, reason: 'by_hand', always: true }
  expect(await world.post(`${own}/uncount`, byHand)).toEqual({ events: 4 })
  expect((await traffic(world)).rules.aside_visitors).toEqual([robot])
  await world.post(`${own}/count`, byHand)
  expect((await traffic(world)).rules.aside_visitors).toEqual([])
  const { entries } = (await world.post(`/api/sites/${world.site}/audit`, {})) as AuditPage
  expect(entries.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['setTrafficAside', 'countTraffic', 'uncountTraffic']),
  )
  expect(JSON.stringify(entries)).not.toContain(robot)
})

forEachEngine('nobody opens a hundred pages a minute', async (world) => {
  const pages = Array.from({ length: 130 }, (_, index) => ({
    ...{ id: `fast-${index}`, name: 'page_view', visitor: 'fast', url: `https://shop.example/${index}` },
    time: Date.parse('2026-11-21T09:00:00Z') + index * 200,
  }))
  const { accepted, dropped } = await world.tag(pages)
  expect([accepted, dropped.length, dropped[0]?.reason]).toEqual([100, 30, 'speed'])
})

forEachEngine(
  'an address of a data centre that sends for many browsers is a proxy, and said to be one',
  async (world) => {
    const browsers = Array.from({ length: 8 }, (_, index) => agents.chrome.replace('142', String(130 + index)))
    const { accepted, dropped } = await world.server(browsers.map((agent) => view(agent, '3.5.140.99')))
    expect([accepted, dropped.length]).toEqual([3, 5])
    expect((await traffic(world)).proxies).toContain('3.5.140.99')
  },
)

forEachEngine('the rules of a site begin as usual and are changed part by part', async (world) => {
  const rules = (await world.ask('GET', `/api/sites/${world.site}/rules`)) as SiteRules
  expect(rules).toMatchObject({ sessions: { gap_minutes: 30, at_midnight: false }, channels: [], pass_through: [] })
  await world.ask('PATCH', `/api/sites/${world.site}/rules`, { pass_through: ['pay.bank.example'] })
  const sessions = { gap_minutes: 60, at_midnight: true, on_campaign: false }
  expect(await world.ask('PATCH', `/api/sites/${world.site}/rules`, { sessions })).toEqual({
    ...rules,
    sessions,
    pass_through: ['pay.bank.example'],
  })
  await expect(
    world.ask('PATCH', `/api/sites/${world.site}/rules`, { sessions: { ...sessions, gap_minutes: 0 } }),
  ).rejects.toThrow('400')
})
