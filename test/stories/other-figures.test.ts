import { expect } from 'vitest'
import type { Condition } from '../../src/contract/goal.ts'
import type {
  ImportedDaysReport,
  PostsReport,
  ProductsReport,
  SearchWordsReport,
} from '../../src/contract/side-reports.ts'
import { forEachEngine, type World } from '../story.ts'

const period = { from: '2026-11-19', to: '2026-11-23' }
const ask = async <Answer>(world: World, name: string, asked: object = {}): Promise<Answer> =>
  (await world.post(`/api/sites/${world.site}/reports/${name}`, { ...period, ...asked })) as Answer
const send = (world: World, name: string, rows: readonly object[]) =>
  world.post(`/api/sites/${world.site}/${name}`, { rows })

forEachEngine(
  'words that people searched for: clicks add up, places are weighed, what reaches beyond is told',
  async (world) => {
    await send(world, 'search-words', [
      { day: '2026-11-20', words: 'green tea', clicks: 40, impressions: 1_000, position: 3 },
      { day: '2026-11-21', words: 'green tea', clicks: 10, impressions: 1_000, position: 6 },
      // Three days of which one is outside of the period.
      { day: '2026-11-18', days: 3, words: 'green tea', clicks: 500, impressions: 9_000, position: 1 },
      { day: '2026-11-20', kind: 'paid', campaign: 'Tet', words: 'trà sen', clicks: 4, impressions: 80, cost: 12.5 },
    ])
    await world
      .visitor('ann')
      .opens('/')
      .does('search', { properties: { search_term: 'Matcha' } })
    await world
      .visitor('ben')
      .opens('/')
      .does('search', { properties: { search_term: ' matcha ' } })
    const report = await ask<SearchWordsReport>(world, 'search-words')
    expect(report).toMatchObject({
      rows: [
        { words: 'green tea', kind: 'organic', clicks: 50, impressions: 2_000, position: 4.5, cost: null },
        { words: 'trà sen', kind: 'paid', clicks: 4, impressions: 80, position: null, cost: 12.5 },
      ],
      total: { clicks: 54, impressions: 2_080, cost: 12.5 },
      own: [{ words: 'matcha', searches: 2, people: 2 }],
      ...{ partly: 1, more: 0, currency: 'USD' },
    })
    expect(report.rows[0]?.click_rate?.value).toBe(0.025)
  },
)

forEachEngine('products: what people did, beside what the feed says', async (world) => {
  await send(world, 'products', [
    {
      item_id: 'TEA-1',
      name: 'Lotus tea',
      price: 15,
      link: 'https://shop.example/lotus',
      image: 'https://shop.example/l.jpg',
    },
    { item_id: 'CUP-1', name: 'Cup', price: 5 },
  ])
  const tea = { item_id: 'TEA-1', item_name: 'Lotus', price: 15, quantity: 2 }
  const pot = { item_id: 'POT-1', item_name: 'Pot', price: '40' }
  const order = { value: 70, currency: 'USD', transaction_id: 'o-1', properties: { items: [tea, pot] } }
  await world
    .visitor('ann')
    .opens('/lotus')
    .does('view_item', { properties: { items: [tea] } })
    .does('add_to_cart', { properties: { items: [tea] } })
    .does('purchase', order)
  // The thank-you page again: the same order.
  await world.visitor('ann').after('1 hour').does('purchase', order)
  await world.visitor('ben').does('view_item', { properties: { items: [tea] } })
  const report = await ask<ProductsReport>(world, 'products')
  expect(report).toMatchObject({
    ...{ currency: 'USD', unseen: 1, more: 0 },
    rows: [
      { item_id: 'POT-1', name: 'Pot', price: null, viewers: 0, carters: 0, buyers: 1, quantity: 1, value: 40 },
      {
        ...{
          item_id: 'TEA-1',
          name: 'Lotus tea',
          price: { amount: 15, currency: 'USD' },
          image: 'https://shop.example/l.jpg',
        },
        ...{ viewers: 2, carters: 1, buyers: 1, quantity: 2, value: 30, rate: { value: 0.5 } },
      },
    ],
  })
})

forEachEngine('posts on the platforms, by post and by day', async (world) => {
  const post = { network: 'TikTok', account: 'teashop', post: 'v-9', title: 'Matcha', views: 100, likes: 10, saves: 2 }
  await send(world, 'posts', [
    { ...post, day: '2026-11-20' },
    { ...post, day: '2026-11-21', title: '', views: 50, likes: 1, saves: 0, comments: 3 },
    {
      day: '2026-11-20',
      network: 'facebook',
      account: 'Tea',
      post: 'p-1',
      title: 'Brew',
      views: 30,
      shares: 5,
      follows: 1,
    },
    { ...post, day: '2026-10-01', views: 9_000 },
    { network: 'tiktok', account: 'teashop', post: 'v-10', title: 'Matcha', day: '2026-11-21', likes: 1 },
    { network: 'tiktok', account: 'teashop', post: 'v-11', day: '2026-11-21' },
    { network: 'youtube', post: 'old', day: '2026-10-01', views: 5 },
  ])
  const report = await ask<PostsReport>(world, 'posts')
  expect(report).toMatchObject({
    rows: [
      {
        ...{ network: 'tiktok', post: 'v-9', title: 'Matcha', since: '2026-10-01', views: 150, likes: 11, saves: 2 },
        ...{ comments: 3, actions: 16, reach: null, shares: null },
      },
      {
        network: 'facebook',
        post: 'p-1',
        since: '2026-11-20',
        views: 30,
        shares: 5,
        follows: 1,
        actions: 6,
        saves: null,
      },
      // Liked and not seen: the views were not told. A post without any reaction has none.
      {
        network: 'tiktok',
        post: 'v-10',
        since: '2026-11-21',
        views: null,
        likes: 1,
        saves: 0,
        comments: 0,
        actions: 1,
      },
      { network: 'tiktok', post: 'v-11', views: 0, likes: 0, actions: 0 },
    ],
    networks: [
      { network: 'tiktok', posts: 3, views: 150, likes: 12, shares: null, actions: 17 },
      { network: 'facebook', posts: 1, views: 30, likes: null, actions: 6 },
    ],
    days: [
      { day: '2026-11-20', views: 130, actions: 18 },
      { day: '2026-11-21', views: 50, actions: 5 },
    ],
  })
})

forEachEngine('goals count what is done with posts, and neither people nor rates know of it', async (world) => {
  const post = { network: 'TikTok', post: 'v-9', day: '2026-11-20' }
  await send(world, 'posts', [
    { ...post, views: 100, saves: 2, comments: 3 },
    { ...post, day: '2026-11-21', views: 50, saves: 1 },
    { network: 'facebook', post: 'p-1', day: '2026-11-20', saves: 4, follows: 1 },
    // Before the period: what it is compared with.
    { ...post, day: '2026-11-16', saves: 14 },
  ])
  await world.visitor('ann').opens('/')
  const kept: Extract<Condition, { kind: 'posts' }> = { kind: 'posts', figures: ['saves', 'comments'] }
  const fixed = { kind: 'fixed', amount: 0.5 } as const
  const both = await world.goal('Kept', { condition: kept, value: fixed })
  await world.goal('Kept on TikTok', { condition: { ...kept, network: 'TikTok' } })
  const goals = await world.goals({ compare: 'previous' })
  expect(goals.Kept).toMatchObject({
    ...{ counts: 'posts', conversions: 10, people: 0, rate: null, value: 5, series: [0, 9, 1, 0] },
    ...{ previous: { conversions: 14, people: 0, rate: null }, change: { relative: expect.closeTo(-4 / 14) } },
  })
  expect(goals['Kept on TikTok']).toMatchObject({ conversions: 6, series: [0, 5, 1, 0] })
  expect((await world.report('goals')).people).toBe(1)
  expect((await world.report('overview')).totals).toMatchObject({
    ...{ people: 1, micro: { conversions: 0, people: 0 }, value: { net: 0 } },
  })
  // A filter is about visits: posts cannot be parted by it, so it leaves them out.
  expect(await world.goals({ filters: [{ field: 'channel', op: 'is', values: ['Direct'] }] })).not.toHaveProperty(
    'Kept',
  )
  const preview = await world.post(`/api/sites/${world.site}/goals/preview`, { condition: kept })
  expect(preview).toEqual({ days: 30, conversions: 24, people: 0, examples: [] })
  // They stand alone, and are told of nobody: so they are no step, and nothing is counted once a person.
  await expect(world.report('funnel', { steps: [{ goal: both }, '/'] })).rejects.toThrow(/told of no person/)
  const refused = (goal: object) => expect(world.goal('Wrong', { condition: kept, ...goal })).rejects.toThrow(/400/)
  await refused({ counting: 'person' })
  await refused({ tier: 'macro' })
  await refused({ kind: 'milestone' })
  await refused({ value: { kind: 'event' } })
  await refused({ condition: { kind: 'any', of: [kept, { kind: 'event', name: 'share' }] } })
  await expect(world.ask('PATCH', `/api/sites/${world.site}/goals/${both}`, { counting: 'session' })).rejects.toThrow(
    /counted every time/,
  )
})

forEachEngine("another tool's totals stay what they are", async (world) => {
  const of = { tool: 'plausible', day: '2026-11-20' }
  await send(world, 'imported-days', [
    { ...of, people: 10, sessions: 12, page_views: 30 },
    { ...of, dimension: 'country', value: 'VN\tHanoi', people: 4, sessions: 5, page_views: 9 },
    { ...of, dimension: 'country', value: 'VN\tHue', people: 3, sessions: 3, page_views: 6 },
  ])
  expect(await ask<ImportedDaysReport>(world, 'imported-days')).toMatchObject({
    tools: ['plausible'],
    days: [{ day: '2026-11-20', people: 10, sessions: 12, page_views: 30 }],
    rows: [{ dimension: 'country', value: 'VN', people: 7, sessions: 8, page_views: 15 }],
  })
  expect((await world.report('overview')).totals.people).toBe(0)
})

forEachEngine('where another tool ends and Minnow begins is told, whatever the period', async (world) => {
  const none = { told: null, counted_since: null, days: [] }
  expect(await ask<ImportedDaysReport>(world, 'imported-days')).toMatchObject(none)
  await send(world, 'imported-days', [
    { tool: 'plausible', day: '2025-03-01', people: 7, sessions: 8, page_views: 9 },
    { tool: 'plausible', day: '2026-11-20', people: 10, sessions: 12, page_views: 30 },
  ])
  const told = { first: '2025-03-01', last: '2026-11-20' }
  expect(await ask<ImportedDaysReport>(world, 'imported-days')).toMatchObject({ told, counted_since: null })
  // What a file brings of earlier days is not what Minnow counted for itself.
  await world.imports([{ id: 'old', name: 'page_view', visitor: 'old', time: '2024-05-01T00:00:00Z' }])
  await world.visitor('ann').at('2026-11-21T09:30').opens('/')
  expect(await ask<ImportedDaysReport>(world, 'imported-days')).toMatchObject({
    ...{ told, counted_since: Date.parse('2026-11-21T09:30:00Z') },
    days: [{ day: '2026-11-20', people: 10 }],
  })
})
