import { afterAll, expect } from 'vitest'
import type { ExportPage } from '../../src/contract/export.ts'
import type { Feed, GiveawaysAnswer, Hook, MentionsAnswer, MentionsTaken } from '../../src/contract/mention.ts'
import { forEachEngine, type World } from '../story.ts'
import { openWebServer, type WebServer } from '../web-server.ts'

const servers: WebServer[] = []
afterAll(() => {
  for (const server of servers) server.close()
})

const days = { from: '2026-11-19', to: '2026-11-23' }
const mentions = async (world: World, asked: object = {}): Promise<MentionsAnswer> =>
  (await world.post(`/api/sites/${world.site}/reports/mentions`, { ...days, ...asked })) as MentionsAnswer
const tell = async (world: World, ...list: object[]): Promise<MentionsTaken> =>
  (await world.post(`/api/sites/${world.site}/mentions`, { mentions: list })) as MentionsTaken

const rss = (...items: string[]): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Alerts</title>
    <link>https://alerts.example</link><description>d</description>${items.join('')}</channel></rss>`
const item = (id: string, title: string, date = 'Sat, 21 Nov 2026 02:00:00 GMT'): string =>
  `<item><title>${title}</title><link>https://news.example/${id}</link><guid>${id}</guid><pubDate>${date}</pubDate>
    <dc:creator>Bình</dc:creator><description>&lt;p&gt;Trà ngon &amp;amp; rẻ&lt;/p&gt;</description></item>`

forEachEngine('a feed brings each of its entries once, however often it is asked', async (world) => {
  const entries = [item('1', 'Cá opens #TràSen'), item('2', 'Cá again', 'Fri, 20 Nov 2026 02:00:00 GMT')]
  const server = await openWebServer((request, response) => {
    const version = `"${entries.length}"`
    if (request.headers['if-none-match'] === version) response.writeHead(304).end()
    else response.writeHead(200, { etag: version, 'content-type': 'application/rss+xml' }).end(rss(...entries))
  })
  servers.push(server)
  const settings = { name: 'Alerts', url: `${server.url}/feed.xml`, campaign: 'tet', every_minutes: 30 }
  const feed = (await world.post(`/api/sites/${world.site}/feeds`, settings)) as Feed
  expect(feed).toMatchObject({ mentions: 2, error: null })
  expect(feed.next_check - (feed.checked ?? 0)).toBe(30 * 60_000)
  expect((await mentions(world)).rows).toMatchObject([
    { network: 'news.example', author: 'Bình', link: 'https://news.example/1', campaign: 'tet', hashtags: ['#tràsen'] },
    { link: 'https://news.example/2', text: 'Cá again – Trà ngon & rẻ' },
  ])

  // It is not asked again before its time, and says nothing twice.
  await world.job('ask feeds')
  expect(server.asked).toHaveLength(1)
  const again = () => world.post(`/api/sites/${world.site}/feeds/${feed.id}/poll`, {})
  expect(await again()).toEqual({ accepted: 0, error: null })
  expect(server.asked.at(-1)?.headers['if-none-match']).toBe('"2"')
  entries.push(item('3', 'Cá a third time'))
  expect(await again()).toEqual({ accepted: 1, error: null })
  expect((await mentions(world)).totals).toMatchObject({ mentions: 3, authors: 1 })
})

forEachEngine('a feed that cannot be read says why, and waits longer each time', async (world) => {
  let status = 500
  const server = await openWebServer((_request, response) => response.writeHead(status).end('<html><p>Sorry'))
  servers.push(server)
  const made = (await world.post(`/api/sites/${world.site}/feeds`, {
    ...{ name: 'Broken', url: `${server.url}/`, every_minutes: 60 },
  })) as Feed
  expect(made).toMatchObject({ mentions: 0, error: { reason: 'answered', detail: '500' } })
  expect(made.next_check - (made.checked ?? 0)).toBe(2 * 3_600_000)
  status = 200
  await world.post(`/api/sites/${world.site}/feeds/${made.id}/poll`, {})
  const [now] = (await world.ask('GET', `/api/sites/${world.site}/feeds`)) as Feed[]
  expect(now?.error?.reason).toBe('no_feed')
  expect((now?.next_check ?? 0) - (now?.checked ?? 0)).toBe(4 * 3_600_000)
  const inside = (await world.post(`/api/sites/${world.site}/feeds`, {
    ...{ name: 'Inside', url: 'http://169.254.169.254/latest' },
  })) as Feed
  expect(inside.error?.reason).toBe('private_address')
  await expect(world.post(`/api/sites/${world.site}/feeds`, { name: 'x', url: 'file:///etc/passwd' })).rejects.toThrow(
    /starts with http/,
  )
})

forEachEngine('one mention is one, whether it came by the API, the webhook or a file', async (world) => {
  const hook = (await world.post(`/api/sites/${world.site}/hooks`, { kind: 'mentions' })) as Hook
  const post = { link: 'https://www.facebook.com/ann/posts/1?utm_source=x&fbclid=1', author: 'Ann', text: 'Ngon! #Tet' }
  expect(await tell(world, post)).toEqual({ accepted: 1, known: 0, issues: [] })
  const path = new URL(hook.url).pathname
  expect(await world.post(path, { url: 'https://www.facebook.com/ann/posts/1', content: 'Ngon!' })).toEqual({
    ...{ accepted: 0, known: 1, issues: [] },
  })
  expect(
    await world.post(path, { mentions: [{ source: 'tiktok', user: { name: 'Ben' }, message: 'hay', tone: -0.8 }] }),
  ).toMatchObject({ accepted: 1 })
  const csv =
    'Link;Author name;Text;Hashtags;Followers;Published\nhttps://www.facebook.com/ann/posts/1;Ann;x;;;\nhttps://x.com/c/2;Cat;"Very; good";tea, tet;1200;2026-11-21T10:00:00+07:00\n;;;;;\nhttps://x.com/c/3;Cat;y;;many;\n'
  expect(await world.post(`/api/sites/${world.site}/mentions/csv`, { csv })).toEqual({
    ...{ accepted: 1, known: 1 },
    issues: [
      { index: 4, message: 'a mention has a link or a text' },
      { index: 5, message: 'reach: a number of people' },
    ],
  })
  const report = await mentions(world)
  expect(report.totals).toEqual({ mentions: 3, authors: 3, reach: 1200, positive: 0, neutral: 0, negative: 1 })
  expect(report.networks.map(({ key }) => key).sort()).toEqual(['facebook', 'tiktok', 'x'])
  expect(report.hashtags).toEqual([
    { key: '#tet', mentions: 2 },
    { key: '#tea', mentions: 1 },
  ])
  expect(report.series).toContainEqual({ label: '2026-11-21', mentions: 1, unfinished: false })
  const hooks = (await world.ask('GET', `/api/sites/${world.site}/hooks`)) as Hook[]
  expect(hooks).toMatchObject([{ kind: 'mentions', received: 2, url: hook.url }])
  await expect(world.post(`${path}x`, post)).rejects.toThrow(/404/)
  const filtered = await mentions(world, { filters: [{ field: 'property:network', op: 'is', values: ['tiktok'] }] })
  expect(filtered.totals.mentions).toBe(1)
})

/** A filter that every event meets: answered from the events themselves instead of the roll-up. */
const fromEvents = { filters: [{ field: 'property:none', op: 'missing', values: [] }] }

/** What mentions must not touch. */
const figuresOfVisits = async (world: World, chosen: string) => {
  const breakdowns = [{ by: 'channel' }, { by: 'channel', ...fromEvents }, { by: 'source' }, { by: 'device' }]
  const { people_30_minutes, channels, minutes } = await world.live()
  return {
    by: await Promise.all(breakdowns.map((asked) => world.report('breakdown', { ...asked, goals: [chosen] }))),
    funnels: [
      await world.report('funnel', { steps: ['page_view', 'purchase'] }),
      await world.report('funnel', { steps: ['/', 'purchase'], per: 'session' }),
    ],
    live: { people_30_minutes, channels, people: minutes.map(({ people }) => people) },
    orphans: await world.post(`/api/sites/${world.site}/reports/orphans`, days),
    busiest: await world.post(`/api/sites/${world.site}/reports/busiest`, days),
  }
}

const told = [
  { network: 'facebook', author: 'Bo', text: 'one', time: '2026-11-20T09:00:00Z' },
  { network: 'facebook', author: 'Cy', text: 'two', time: '2026-11-22T11:59:00Z' },
  { network: 'youtube', author: 'Di', text: 'three' },
]

forEachEngine('a mention counts as an event and a supporting action, and nobody came by it', async (world) => {
  const mentioned = { kind: 'event', name: 'mention' } as const
  const chosen = await world.goal('written', { condition: mentioned, value: { kind: 'fixed', amount: 2 } })
  await world.goal('by people', { condition: mentioned, counting: 'person' })
  await world.goal('in visits', { condition: mentioned, counting: 'session' })
  await world.goal('dearest', { condition: mentioned, tier: 'macro', kind: 'milestone' })
  await world.visitor('ann').opens('/?utm_source=facebook&utm_medium=social').buys({ value: 30 })
  await world.visitor('ben').opens('/').after('30 minutes').opens('/tea')
  const before = await figuresOfVisits(world, chosen)
  const overviews = () => Promise.all([world.report('overview'), world.report('overview', fromEvents)])
  const [calm] = await overviews()

  expect((await tell(world, ...told)).accepted).toBe(3)
  for (const { totals, series } of await overviews()) {
    const { people, sessions, page_views, value } = calm.totals
    expect(totals).toMatchObject({ people, sessions, page_views, value, events: calm.totals.events + 3 })
    // The preset's own goal and 'written'; 'dearest' is a macro goal that nobody reached.
    const { macro, micro } = calm.totals
    expect(totals.micro).toEqual({ ...micro, conversions: micro.conversions + 6 })
    expect(totals.macro).toEqual({ ...macro, conversions: macro.conversions + 3 })
    expect(series.map((point) => [point.people, point.sessions, point.micro_people])).toEqual(
      calm.series.map((point) => [point.people, point.sessions, point.micro_people]),
    )
  }
  for (const way of [{}, fromEvents]) {
    const goals = await world.goals({ ...way, compare: 'previous' })
    const nobodys = { counts: 'mentions', people: 0, rate: null, previous: { conversions: 0, people: 0, rate: null } }
    expect(goals.mention).toMatchObject({ ...nobodys, kind: 'supporting', conversions: 3, series: [0, 1, 0, 2] })
    expect(goals.written).toMatchObject({ ...nobodys, conversions: 3, value: 6 })
    expect(goals['by people']).toMatchObject({ ...nobodys, conversions: 0 })
    expect(goals['in visits']).toMatchObject({ ...nobodys, conversions: 0 })
    expect(goals.purchase).toMatchObject({ counts: 'events', people: 1, rate: { value: 0.5 } })
  }
  expect((await world.by('event')).mention).toMatchObject({ people: 0, sessions: 0, events: 3 })
  expect((await world.by('property:network')).youtube).toMatchObject({ people: 0, sessions: 0, events: 1 })
  const { steps } = await world.report('funnel', { steps: ['mention', 'purchase'] })
  expect(steps.map(({ people }) => people)).toEqual([0, 0])
  expect((await world.live()).events[0]).toMatchObject({ name: 'mention', visitor: '', channel: '' })
  expect(
    await world.post(`/api/sites/${world.site}/goals/preview`, { condition: mentioned, counting: 'every' }),
  ).toMatchObject({ conversions: 3, people: 0 })

  // Neither a restart nor what puts sessions in order makes a visit of them.
  await world.finds()
  await world.restarts()
  await tell(world, { network: 'youtube', author: 'Ed', text: 'before it all', time: '2026-11-20T08:59:00Z' })
  await world.settles()
  expect(await figuresOfVisits(world, chosen)).toEqual(before)
  expect((await world.goals()).mention).toMatchObject({ conversions: 4, series: [0, 2, 0, 2] })
})

forEachEngine(
  'nobody can be asked for, set aside or erased; and goes over to another site as nobody',
  async (world) => {
    const own = `/api/sites/${world.site}`
    await world.tag([{ name: 'page_view', visitor: '0', session: '0', url: 'https://shop.example/' }])
    await tell(world, ...told)
    expect(await world.post(`${own}/person`, { visitor: '0' })).toMatchObject({ visitors: 1, events: 1 })
    expect(await world.post(`${own}/person/erase`, { visitor: '0' })).toMatchObject({ rows_erased: 1 })
    await expect(world.post(`${own}/traffic/aside`, { ...days, visitor: '0' })).rejects.toThrow(/a visitor is a number/)

    const lastDay = { from: '2026-11-22', to: '2026-11-23' }
    const { events } = (await world.post(`${own}/export`, lastDay)) as ExportPage
    expect(events.map(({ name, visitor, session }) => [name, visitor, session])).toEqual(
      Array.from({ length: 2 }, () => ['mention', '', '']),
    )
    const other = await world.another()
    const sent = events.map(({ id, time, name, properties }) => ({ id, time, name, properties }))
    expect(await other.imports(sent)).toMatchObject({ accepted: 2 })
    // Somebody of the site may send an event of this name as well, and stays somebody.
    await other.visitor('ann').does('mention', { text: '@ben' })
    const { totals } = await other.report('overview')
    expect(totals).toMatchObject({ people: 1, sessions: 1, events: 3, micro: { conversions: 3, people: 1 } })
    expect((await other.goals()).mention).toMatchObject({ counts: 'events', people: 1, conversions: 3 })
  },
)

forEachEngine('what cannot be a mention is told, and the rest is kept', async (world) => {
  const taken = await tell(
    world,
    { text: 'good' },
    { author: 'nobody' },
    { link: 'javascript:alert(1)' },
    { text: 'when', time: 'yesterday' },
    { text: 'how', sentiment: 'green' },
  )
  expect(taken.accepted).toBe(1)
  expect(taken.issues.map(({ index }) => index)).toEqual([1, 2, 3, 4])
  await expect(world.post(`/api/sites/${world.site}/mentions`, { mentions: [] })).rejects.toThrow(/400/)
  await expect(world.post(`/api/sites/${world.site}/mentions/csv`, { csv: 'a,b\n"open,1' })).rejects.toThrow(/no CSV/)
})

forEachEngine('a give-away gathers its entries, and what came from its links', async (world) => {
  const path = `/api/sites/${world.site}/giveaways`
  const settings = { name: 'Tết', hashtags: ['CáTết', '#tet2026'], first_day: '2026-11-20', last_day: '2026-11-21' }
  await world.post(path, { ...settings, campaign: 'tet-give-away' })
  await tell(
    world,
    { network: 'facebook', author: 'Ann', text: 'Tôi muốn #cátết', time: '2026-11-20T09:00:00Z', reach: 300 },
    { network: 'facebook', author: 'Ann', text: 'Lần nữa #TET2026', time: '2026-11-21T23:59:00Z' },
    { network: 'tiktok', author: 'Ann', text: 'clip', campaign: 'tet-give-away', time: '2026-11-21T01:00:00Z' },
    { network: 'tiktok', author: 'Late', text: '#cátết', time: '2026-11-22T00:00:00Z' },
    { network: 'tiktok', author: 'Other', text: '#cátếtx', time: '2026-11-21T01:00:00Z' },
  )
  await world
    .visitor('bo')
    .at('2026-11-21T10:00')
    .opens('/?utm_source=tiktok&utm_campaign=tet-give-away')
    .buys({ value: 30 })
  await world.visitor('cy').at('2026-11-21T10:00').opens('/?utm_source=tiktok&utm_campaign=other').buys({ value: 50 })
  const { giveaways } = (await world.ask('GET', path)) as GiveawaysAnswer
  expect(giveaways).toMatchObject([
    {
      ...{ state: 'ended', entries: 3, authors: 2, reach: 300 },
      entrants: [
        { network: 'facebook', author: 'Ann', entries: 2 },
        { network: 'tiktok', author: 'Ann', entries: 1 },
      ],
      came: { people: 1, visits: 1, macro: 1, value: 30 },
    },
  ])
  const wrong = { ...settings, hashtags: [], campaign: '' }
  await expect(world.post(path, wrong)).rejects.toThrow(/says which mentions are entries/)
  await expect(world.post(path, { ...settings, last_day: '2026-11-01' })).rejects.toThrow(/not before the first/)
})
