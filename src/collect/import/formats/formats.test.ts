import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { importsFolder as data, file, type Item, writtenFiles } from '../../../../test/importing.ts'
import { readLogLine } from './access-log.ts'

const written = writtenFiles()

/** The address where a session began, as the file says it. */
const entryOf = (item: Item | undefined): string | undefined => (item?.entry as { url: string } | undefined)?.url

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
