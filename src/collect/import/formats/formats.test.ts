import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { type FileReport, ImportOptions } from '../../../contract/imports.ts'
import { parseAmount, parseDay } from '../cells.ts'
import { importFile } from '../import-file.ts'
import { recognise } from '../recognise.ts'
import { readLogLine } from './access-log.ts'
import { formatOfKind } from './all.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-formats-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const data = fileURLToPath(new URL('../../../../test/data/imports', import.meta.url))
const site = { timezone: 'Europe/Vilnius', currency: 'EUR', domains: ['shop.example'] }

type Item = Record<string, unknown>
type Read = { kind: string; made: Item[]; report: FileReport }

/** What a file is taken for, and what becomes of its rows. */
const read = async (path: string, options: object = {}): Promise<Read> => {
  const { kind, format } = await recognise(path, path)
  const made: Item[] = []
  const report = await importFile({
    ...{ path, format, as: formatOfKind(kind), context: { site, options: ImportOptions.parse(options) } },
    send: async (batch) => {
      made.push(...(batch as Item[]))
      return { accepted: batch.length, dropped: [] }
    },
  })
  return { kind, made, report }
}
/** The address where a session began, as the file says it. */
const entryOf = (item: Item | undefined): string | undefined => (item?.entry as { url: string } | undefined)?.url
const file = (name: string, options?: object) => read(join(data, name), options)
const written = (name: string, content: string | Uint8Array, options?: object) => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return read(path, options)
}

test("GA4's export becomes events with its own sessions, sources, items and consent", async () => {
  const { kind, made, report } = await file('ga4.jsonl')
  expect(kind).toBe('ga4')
  expect(report).toMatchObject({ read: 9, made: 8, visitors: 2, sessions: 3, dropped: { invalid_time: 1 } })
  expect(made[4]).toMatchObject({
    ...{ name: 'purchase', time: Date.parse('2026-11-01T02:50:00.123Z'), visitor: '111.222', session: '1793498400' },
    ...{ value: 300_000.5, currency: 'VND', transaction_id: 'T-1', user: 'u-7', language: 'vi-vn' },
    known: {
      ...{ device: 'mobile', browser: 'Chrome', browser_version: '140.0.0.0', os: 'Android', os_version: 'Android 15' },
      ...{ country: 'VN', region: 'Ho Chi Minh City', city: 'Ho Chi Minh City' },
    },
    consent: { ad_storage: 'granted', analytics_storage: 'granted' },
    properties: { items: [{ item_id: 'TEA-1', item_name: 'Trà sen', price: 150_000, quantity: 2 }] },
  })
  expect(entryOf(made[1])).toBe(
    'https://shop.example/?utm_source=facebook&utm_medium=cpc&utm_campaign=Tet&utm_term=tea',
  )
  // The first session has the person's first source; the second has none that is known.
  expect(entryOf(made[5])).toContain('utm_source=google&utm_medium=organic')
  expect(entryOf(made[6])).toBeUndefined()
})

test('the same rows as Parquet, nested as BigQuery nests them, are the same events', async () => {
  const parquet = await file('ga4.parquet')
  const jsonLines = await file('ga4.jsonl')
  expect(parquet).toMatchObject({ kind: 'ga4', report: { read: 8, made: 8, sessions: 3 } })
  expect(parquet.made).toEqual(jsonLines.made)
})

test('lists whose elements are wrapped, as older writers do, are the same', async () => {
  const lines = readFileSync(join(data, 'ga4.jsonl'), 'utf8').trim().split('\n').slice(0, 8)
  const wrap = (list: unknown) => ({ list: (list as unknown[]).map((element) => ({ element })) })
  const rows = lines.map((line) => JSON.parse(line) as { event_params: unknown; items: unknown })
  const wrapped = rows.map((row) => ({ ...row, event_params: wrap(row.event_params), items: wrap(row.items) }))
  const { made } = await written('wrapped.jsonl', wrapped.map((row) => JSON.stringify(row)).join('\n'))
  expect(made).toEqual((await file('ga4.jsonl')).made)
})

test('an access log: pages, downloads and missing pages, with their own time zone; the rest is counted', async () => {
  const plain = await file('access.log')
  expect(plain.kind).toBe('access_log')
  expect(plain.report).toMatchObject({
    ...{ read: 9, made: 5, dropped: { invalid_line: 1 }, skipped: { not_a_page: 3 } },
    problems: [{ line: 9, reason: 'invalid_line', detail: 'not a line of the combined log format' }],
  })
  expect(plain.made.map(({ name, url, time }) => [name, url, new Date(time as number).toISOString()])).toEqual([
    ['page_view', 'https://shop.example/?utm_source=zalo&utm_medium=chat', '2026-11-20T02:00:00.000Z'],
    ['file_download', 'https://shop.example/menu.pdf', '2026-11-20T02:05:00.000Z'],
    ['page_missing', 'https://shop.example/gone.html', '2026-11-20T02:06:00.000Z'],
    ['page_view', 'https://shop.example/lt/', '2026-11-20T08:00:00.000Z'],
    ['page_view', 'https://shop.example/lt/', '2026-11-20T10:00:02.000Z'],
  ])
  expect(plain.made[3]).toMatchObject({ ip: '78.56.0.3', referrer: 'https://www.google.lt/' })
  const zipped = await written('access.log.1.gz', gzipSync(readFileSync(join(data, 'access.log'))))
  expect(zipped.made).toEqual(plain.made)
})

test.each([
  [
    'a host in front',
    'a.example:443 1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "x"',
    'a.example:443',
  ],
  ['no browser at all', '::1 - ann [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 -', undefined],
  ['quotes within', '1.2.3.4 - - [01/Jan/2026:00:00:00 +0000] "GET / HTTP/1.1" 200 1 "-" "a \\"b\\" c"', undefined],
])('a line of a log with %s', (_, line, host) => {
  expect(readLogLine(line)?.vhost).toBe(host)
  expect(readLogLine(line)?.status).toBe('200')
})

test("Matomo's visits log: each action an event, the visit its session, its source the session's", async () => {
  const { kind, made, report } = await file('matomo.json')
  expect(kind).toBe('matomo')
  expect(report).toMatchObject({
    read: 2,
    made: 7,
    visitors: 2,
    sessions: 2,
    sums: { purchases: 1, 'value EUR': 24.9 },
  })
  expect(made.map(({ name }) => name)).toEqual([
    ...['page_view', 'search', 'play', 'purchase', 'page_view', 'file_download', 'click'],
  ])
  expect(made[3]).toMatchObject({
    ...{ value: 24.9, currency: 'EUR', transaction_id: 'M-1', session: '9', visitor: 'a1b2c3d4e5f60718' },
    properties: {
      items: [{ item_id: 'T1', item_name: 'Arbata', item_category: 'Tea', price: 11, quantity: 2 }],
      shipping: 2.9,
    },
    entry: {
      ...{
        url: 'https://shop.example/arbata?utm_source=google&utm_medium=organic',
        referrer: 'https://www.google.lt/',
      },
    },
  })
  expect(made[6]).toMatchObject({ user: 'jonas', properties: { href: 'https://maps.example/' } })
  const csv = await file('matomo.csv')
  expect(csv.kind).toBe('matomo')
  expect(csv.made.map(({ name, session, value }) => [name, session, value])).toEqual([
    ['page_view', '9', undefined],
    ['purchase', '9', 10.5],
    ['page_view', '10', undefined],
  ])
})

test("Umami's export, alone and in its archive", async () => {
  const { kind, made, report } = await file('umami.csv')
  expect(kind).toBe('umami')
  expect(report).toMatchObject({ made: 3, visitors: 2, sessions: 2, names: { page_view: 2, signup: 1 } })
  expect(made[1]).toMatchObject({
    ...{ id: 'umami:e-2', name: 'signup', time: Date.parse('2026-11-10T03:01:00Z'), visitor: 's-1', session: 'v-1' },
    ...{ url: 'https://shop.example/tea', known: { device: 'mobile', country: 'TH', city: 'Bangkok' } },
  })
  expect(made[2]).toMatchObject({ referrer: 'https://www.bing.com/search?q=tea' })
  const archive = zipSync({
    'website_event.csv': readFileSync(join(data, 'umami.csv')),
    'event_data.csv': Buffer.from('event_id,data_key,string_value\ne-2,plan,free\n'),
  })
  expect((await written('umami.zip', archive)).made).toEqual(made)
})

test("Plausible's archive stays totals by day", async () => {
  const archive = zipSync({
    'imported_visitors_20261101_20261102.csv': Buffer.from(
      'date,visitors,pageviews,bounces,visits,visit_duration\n2026-11-01,10,30,2,12,900\n2026-11-02,5,9,1,5,100\n',
    ),
    'imported_pages_20261101_20261102.csv': Buffer.from(
      'date,hostname,page,visits,visitors,pageviews\n2026-11-01,shop.example,/tea,6,5,11\n',
    ),
    'imported_custom_events_20261101_20261102.csv': Buffer.from(
      'date,name,link_url,path,visitors,events\n2026-11-01,Signup,,,2,3\n',
    ),
  })
  const { kind, made } = await written('plausible.zip', archive)
  expect(kind).toBe('plausible')
  const day = {
    tool: 'plausible',
    day: '2026-11-01',
    people: 0,
    sessions: 0,
    page_views: 0,
    events: 0,
    dimension: '',
    value: '',
  }
  expect(made).toEqual([
    { ...day, people: 10, sessions: 12, page_views: 30 },
    { ...day, day: '2026-11-02', people: 5, sessions: 5, page_views: 9 },
    { ...day, dimension: 'page', value: '/tea\tshop.example', people: 5, sessions: 6, page_views: 11 },
    { ...day, dimension: 'event', value: 'Signup', people: 2, events: 3 },
  ])
})

test("costs in GA4's file, with keywords", async () => {
  const { kind, made, report } = await file('costs.csv')
  expect(kind).toBe('costs')
  expect(made).toEqual([
    {
      source: 'google',
      medium: 'cpc',
      campaign_id: '77',
      campaign: 'Tea',
      term: 'matcha',
      cost: 12.5,
      clicks: 10,
      impressions: 1000,
      day: '2026-11-20',
    },
    {
      source: 'google',
      medium: 'cpc',
      campaign_id: '77',
      campaign: 'Tea',
      term: 'sencha',
      cost: 7.5,
      clicks: 5,
      impressions: 400,
      day: '2026-11-20',
    },
    {
      source: 'Facebook',
      medium: 'paid_social',
      campaign: 'Tet',
      cost: 1250,
      clicks: 100,
      impressions: 20_000,
      day: '2026-11-21',
    },
    {
      source: 'google',
      medium: 'cpc',
      campaign_id: '77',
      campaign: 'Tea',
      term: 'matcha',
      cost: 13,
      clicks: 11,
      impressions: 1100,
      day: '2026-11-20',
    },
  ])
  expect(report).toMatchObject({ dropped: { invalid_time: 1 }, sums: { clicks: 126, 'cost EUR': 1283 } })
})

test('search terms as Google Ads exports them: two lines before the columns, and totals after the rows', async () => {
  const ads = [
    'Search terms report',
    '"November 1, 2026 - November 20, 2026"',
    'Search term,Match type,Campaign,Ad group,Currency code,Cost,Impr.,Clicks,Avg. CPC',
    'lotus tea,Broad match,Tea,All,VND,"120,000",400,20,"6,000"',
    'trà sen,Exact match,Tea,All,VND,"30,000",100,5,"6,000"',
    'Total: Search terms, --, --, --,VND,"150,000",500,25,"6,000"',
    'Total: Account, --, --, --,VND,"990,000",9000,250,"3,960"',
  ]
  const days = { from: '2026-11-01', to: '2026-11-20' }
  const { kind, made, report } = await written('terms.csv', ads.join('\n'), days)
  expect(kind).toBe('search_words')
  expect(made).toMatchObject([
    { words: 'lotus tea', campaign: 'Tea', cost: 120_000, impressions: 400, clicks: 20, currency: 'VND', kind: 'paid' },
    { words: 'trà sen', clicks: 5 },
  ])
  expect(report).toMatchObject({ read: 4, made: 2, dropped: {}, skipped: { total: 2 } })
})

test("posts as Meta exports them, with America's days", async () => {
  const meta =
    'Post ID,Page name,Title,Publish time,Permalink,Views,Reach,Reactions,Comments,Shares\n' +
    '18,Tea Shop,Tết,11/05/2026 10:00,https://www.facebook.com/18,1400,1000,50,4,3\n'
  const { kind, made } = await written('meta.csv', meta)
  expect(kind).toBe('posts')
  expect(made).toMatchObject([{ network: 'facebook', account: 'Tea Shop', post: '18', day: '2026-11-05', views: 1400 }])
})

test('videos as YouTube exports them: of one day, and their total is no video', async () => {
  const table =
    'Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions\n' +
    'Total,,,,5400,120.5,31,90000\nx1,How to brew,"Nov 5, 2026",61,5000,110,30,80000\nx2,Lotus,"Nov 9, 2026",30,400,10.5,1,10000\n'
  const asked = { from: '2026-11-20', network: 'youtube', account: 'Tea Shop' }
  const { kind, made, report } = await written('youtube.csv', table, asked)
  expect(kind).toBe('posts')
  expect(made).toMatchObject([
    { network: 'youtube', post: 'x1', views: 5_000, follows: 30, day: '2026-11-20' },
    { post: 'x2', views: 400 },
  ])
  expect(report).toMatchObject({ skipped: { total: 1 }, dropped: {} })
})

test("Search Console's words have no day; the person says which days they are of", async () => {
  await expect(file('queries.csv')).rejects.toThrow(/--from/)
  const { kind, made } = await file('queries.csv', { from: '2026-11-01', to: '2026-11-10' })
  expect(kind).toBe('search_words')
  expect(made[0]).toEqual({
    words: 'green tea',
    clicks: 40,
    impressions: 1000,
    position: 3.2,
    day: '2026-11-01',
    days: 10,
    kind: 'organic',
  })
  const ads = 'Search term,Campaign,Day,Clicks,Impr.,Cost,Currency code\ntrà sen,Tet,2026-11-20,4,80,"12,50",EUR\n'
  expect((await written('terms.csv', ads)).made).toEqual([
    {
      words: 'trà sen',
      campaign: 'Tet',
      clicks: 4,
      impressions: 80,
      cost: 12.5,
      currency: 'EUR',
      day: '2026-11-20',
      kind: 'paid',
    },
  ])
})

test('a product feed as XML, as text and as JSON', async () => {
  const xml = await file('feed.xml')
  expect(xml.kind).toBe('products')
  expect(xml.made).toEqual([
    {
      ...{
        item_id: 'TEA-1',
        name: 'Trà sen & hoa',
        price: 150_000,
        currency: 'VND',
        brand: 'Sen',
        category: 'Trà > Xanh',
      },
      ...{ link: 'https://shop.example/tra-sen', image: 'https://shop.example/tra-sen.jpg', availability: 'in_stock' },
    },
    { item_id: 'CUP-1', name: 'Cup <big>', price: 12.5, currency: 'USD' },
  ])
  expect((await file('feed.txt')).made).toMatchObject([
    { item_id: 'TEA-1', name: 'Trà sen', price: 150_000, currency: 'VND' },
  ])
  const list = JSON.stringify({ products: [{ id: 7, title: 'Cup', price: '12.50' }] }, null, 2)
  expect((await written('feed.json', list)).made).toEqual([{ item_id: '7', name: 'Cup', price: 12.5 }])
})

test('posts of several platforms', async () => {
  const { kind, made } = await file('posts.csv')
  expect(kind).toBe('posts')
  expect(made[2]).toEqual({
    ...{ network: 'TikTok', account: 'teashop', post: 'v-9', title: 'Matcha in 30 s', day: '2026-11-21' },
    ...{ link: 'https://www.tiktok.com/@teashop/video/9', reach: 0, views: 5000, likes: 300, comments: 20, shares: 10 },
    ...{ saves: 30, follows: 12 },
  })
})

test('sales in the shop itself: by e-mail, by order, by phone; a row that names nobody is told', async () => {
  const { kind, made, report } = await file('offline.csv')
  expect(kind).toBe('offline')
  expect(made).toMatchObject([
    {
      name: 'purchase',
      time: Date.parse('2026-11-21T13:00:00Z'),
      user: { email: 'Ann@Shop.example' },
      value: 40,
      transaction_id: 'R-1',
    },
    { name: 'purchase', transaction_id: 'WEB-1', value: 30, properties: { store: 'Centre' } },
    { name: 'store_visit', user: { phone: '+370 600 00001' } },
    // A list of customers that holds hashes in place of addresses.
    { name: 'purchase', user: { email_sha256: expect.stringMatching(/^71b6eecf/) } },
  ])
  expect(report.problems).toEqual([
    { line: 5, reason: 'nobody', detail: 'the row has no e-mail address, phone number or order number' },
  ])
})

test.each([
  ['1,234.50', 1234.5],
  ['1.234,50', 1234.5],
  ['1 234', 1234],
  ['1,234', 1234],
  ['12,5', 12.5],
  ['1.234', 1.234],
  ['15.00 USD', 15],
  ['₫ 20000', 20_000],
  ['4%', 4],
  ['-3', -3],
  ['1.234.567', 1_234_567],
  ['twelve', Number.NaN],
])('the amount %s is %d', (text, amount) => {
  expect(parseAmount(text)).toBe(amount)
})

test('sales as a till writes their days: only what cannot be misread, until it is said which comes first', async () => {
  const till =
    'Ngày,Email,Tổng tiền\n22/11/2026 15:30,ann@shop.example,20000\n02/11/2026 3:05 PM,ben@shop.example,30000\n'
  const careful = await written('till.csv', till)
  expect(careful.made).toMatchObject([{ time: Date.parse('2026-11-22T13:30:00Z') }])
  expect(careful.report.problems).toMatchObject([{ line: 3, detail: expect.stringContaining('--dates day_first') }])
  const { made } = await written('till.csv', till, { dates: 'day_first' })
  expect(made).toMatchObject([{}, { time: Date.parse('2026-11-02T13:05:00Z'), value: 30_000 }])
  const american = await written('till.csv', till.replace('22/11', '11/22'), { dates: 'month_first' })
  expect(american.made).toMatchObject([{}, { time: Date.parse('2026-02-11T13:05:00Z') }])
})

test.each([
  ['2026-11-02', '2026-11-02'],
  ['20261102', '2026-11-02'],
  ['02.11.2026', '2026-11-02'],
  ['22/11/2026', '2026-11-22'],
  ['11/22/2026', '2026-11-22'],
  // The second of November, or the eleventh of February?
  ['02/11/2026', undefined],
  ['2026-02-30', undefined],
  ['someday', undefined],
])('the day %s is %s', (text, day) => {
  expect(parseDay(text)).toBe(day)
})
