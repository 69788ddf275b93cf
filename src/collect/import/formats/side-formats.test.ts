import { expect, test } from 'vitest'
import { file, writtenFiles } from '../../../../test/importing.ts'

const written = writtenFiles()

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

test('what an Instagram account did, as Meta exports it', async () => {
  const meta =
    'Post ID,Account ID,Account username,Account name,Description,Duration (sec),Publish time,Permalink,Post type,Data comment,Date,Views,Reach,Likes,Shares,Follows,Comments,Saves\n' +
    '179,178,teashop,Tea Shop,"Trà sen, mùa mới",31,11/05/2026 10:00,https://www.instagram.com/reel/Cx9/,IG reel,,Lifetime,5400,4100,210,12,9,17,44\n'
  const { kind, made, report } = await written('instagram.csv', meta)
  expect(kind).toBe('posts')
  expect(made).toMatchObject([
    {
      ...{ network: 'instagram', account: 'Tea Shop', post: '179', title: 'Trà sen, mùa mới', day: '2026-11-05' },
      ...{ views: 5400, reach: 4100, likes: 210, shares: 12, follows: 9, comments: 17, saves: 44 },
    },
  ])
  expect(report).toMatchObject({ dropped: {} })
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

test('a product feed as XML, as text with tabs or commas and as JSON', async () => {
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
  const merchant = 'id,title,price,link,brand\nTEA-2,"Trà xanh, 100 g",90000 VND,https://shop.example/tra-xanh,Sen\n'
  expect((await written('feed.csv', merchant)).made).toEqual([
    {
      ...{ item_id: 'TEA-2', name: 'Trà xanh, 100 g', price: 90_000, currency: 'VND' },
      ...{ link: 'https://shop.example/tra-xanh', brand: 'Sen' },
    },
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
