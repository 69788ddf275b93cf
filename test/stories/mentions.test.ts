import { afterAll, expect } from 'vitest'
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

forEachEngine('a mention counts as a supporting action, and its author is no visitor', async (world) => {
  await world.visitor('ann').opens('/')
  await tell(
    world,
    { network: 'facebook', author: 'Bo', text: 'one' },
    { network: 'facebook', author: 'Cy', text: 'two' },
  )
  const { mention } = await world.goals()
  expect(mention).toMatchObject({ name: 'Brand mention', kind: 'supporting', conversions: 2 })
  const channels = await world.by('channel')
  expect(channels['Organic Social']).toMatchObject({ events: 2, sessions: 1 })
  expect(channels.Direct).toMatchObject({ people: 1, events: 1 })
})

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
