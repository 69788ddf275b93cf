import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'

forEachEngine('channels: campaign parameters first, then click ids, then the page that led here', async (world) => {
  const arrivals: Record<string, [path: string, from?: string]> = {
    'Paid Search': ['/?gclid=abc', 'https://www.google.com/'],
    'Organic Search': ['/', 'https://www.google.com.vn/search?q=tea'],
    'Paid Social': ['/?utm_source=facebook&utm_medium=cpc&fbclid=xyz', 'https://l.facebook.com/'],
    'Organic Social': ['/?fbclid=xyz', 'https://l.facebook.com/'],
    Email: ['/?utm_source=news&utm_medium=email&utm_campaign=Tet', 'https://www.google.com/'],
    Zalo: ['/', 'https://chat.zalo.me/'],
    LINE: ['/?utm_source=line&utm_medium=chat'],
    'Paid Video': ['/?utm_source=youtube&utm_medium=cpv'],
    'AI Assistant': ['/', 'https://chatgpt.com/'],
    Referral: ['/', 'https://blog.example.org/best-tea'],
    Direct: ['/'],
  }
  await Promise.all(Object.entries(arrivals).map(([name, [path, from]]) => world.visitor(name).opens(path, { from })))
  // From the shop itself, and back from paying, is no new arrival.
  await world.visitor('own').opens('/', { from: 'https://shop.example/sale' })
  await world.visitor('payer').opens('/thanks', { from: 'https://www.paypal.com/' })
  const channels = await world.by('channel')
  expect(Object.fromEntries(Object.entries(channels).map(([key, row]) => [key, row.people]))).toEqual({
    ...Object.fromEntries(Object.keys(arrivals).map((name) => [name, 1])),
    Direct: 3,
  })
})

forEachEngine('what a session brings belongs to where it came from', async (world) => {
  const tet = '/tet?utm_source=facebook&utm_medium=cpc&utm_campaign=Tet&utm_term=tea&utm_content=red'
  await world.visitor('ann').opens(tet).after('5 minutes').opens('/tea').does('add_to_cart').buys({ value: 30 })
  await world.visitor('ben').opens(tet).does('add_to_cart').does('add_to_cart')
  // Ann comes back directly and buys again: the second purchase is Direct's.
  await world.visitor('ann').after('1 day').opens('/tea').buys({ value: 12 })
  await world.visitor('cat', { on: 'laptop' }).opens('/tea', { from: 'https://www.bing.com/search?q=tea' })

  const channels = await world.by('channel')
  expect(channels['Paid Social']).toMatchObject({
    ...{ people: 2, sessions: 2, events: 7, value: 30 },
    macro: { conversions: 1, people: 1, rate: { value: 1 / 2 } },
    micro: { conversions: 3, people: 2, rate: { value: 1 } },
  })
  expect(channels.Direct).toMatchObject({ people: 1, sessions: 1, value: 12, macro: { conversions: 1 } })
  expect(channels['Organic Search']).toMatchObject({ people: 1, sessions: 1, value: 0, macro: { conversions: 0 } })
  // A person who came by two channels is in both, and once in the total.
  const { total, rows } = await world.report('breakdown', { by: 'channel' })
  expect(total).toMatchObject({ people: 3, sessions: 4, value: 42, macro: { conversions: 2, people: 1 } })
  expect(rows).toHaveLength(3)

  const people = async (field: string) =>
    Object.fromEntries(Object.entries(await world.by(field)).map(([key, row]) => [key, row.people]))
  expect(await people('source')).toEqual({ facebook: 2, '(direct)': 1, bing: 1 })
  expect(await people('medium')).toEqual({ cpc: 2, '(none)': 1, organic: 1 })
  expect(await people('campaign')).toEqual({ Tet: 2, '': 2 })
  expect(await people('term')).toEqual({ tea: 2, '': 2 })
  expect(await people('content')).toEqual({ red: 2, '': 2 })
  expect(await people('landing_page')).toEqual({ '/tet': 2, '/tea': 2 })
  expect(await people('device')).toEqual({ mobile: 2, desktop: 1 })
})

forEachEngine('columns for chosen goals, a limit, and the comparison by key', async (world) => {
  const share = await world.goal('shared', { counting: 'session', condition: { kind: 'event', name: 'share' } })
  await world.visitor('ann').at('2026-11-20T09:00').opens('/', { from: 'https://www.bing.com/' })
  await world
    .visitor('ben')
    .at('2026-11-21T09:00')
    .opens('/', { from: 'https://www.bing.com/' })
    .does('share')
    .does('share')
  await world.visitor('cat').at('2026-11-21T09:00').opens('/').does('share')
  await world.visitor('dan').at('2026-11-21T09:00').opens('/')
  const day = { from: '2026-11-21', to: '2026-11-22', compare: 'previous' }
  const channels = await world.by('channel', { ...day, goals: [share] })
  expect(channels.Direct).toMatchObject({ people: 2, previous: { people: 0 } })
  expect(channels.Direct?.goals[share]).toMatchObject({ conversions: 1, people: 1, rate: { value: 1 / 2 } })
  expect(channels['Organic Search']).toMatchObject({ people: 1, previous: { people: 1 } })
  expect(channels['Organic Search']?.goals[share]).toMatchObject({ conversions: 1, people: 1 })
  const { rows, more, total } = await world.report('breakdown', { ...day, by: 'channel', limit: 1 })
  expect([rows.map(({ key }) => key), more, total.people]).toEqual([['Direct'], 1, 3])
})

forEachEngine('countries and devices of visitors, and languages', async (world) => {
  await world.visitor('ann', { in: 'VN', speaks: 'vi-VN' }).opens('/')
  await world.visitor('ben', { in: 'VN', on: 'laptop', speaks: 'vi-VN' }).opens('/').buys({ value: 5 })
  await world.visitor('cat', { in: 'TH', speaks: 'th' }).opens('/')
  await world.visitor('dan', { in: 'LT' }).opens('/')
  const countries = await world.by('country')
  expect(Object.fromEntries(Object.entries(countries).map(([key, row]) => [key, [row.people, row.value]]))).toEqual({
    ...{ VN: [2, 5], TH: [1, 0], LT: [1, 0] },
  })
  const people = async (field: string) =>
    Object.fromEntries(Object.entries(await world.by(field)).map(([key, row]) => [key, row.people]))
  expect(await people('device')).toEqual({ mobile: 3, desktop: 1 })
  expect(await people('browser')).toEqual({ Chrome: 3, Safari: 1 })
  expect(await people('os')).toEqual({ Android: 3, macOS: 1 })
  expect(await people('os_version')).toEqual({ 15: 3, '': 1 })
  expect(await people('region')).toMatchObject({ Hanoi: 2, Bangkok: 1, Vilnius: 1 })
  expect(Object.keys(await world.by('city')).sort()).toEqual(expect.arrayContaining(['Hanoi', 'Vilnius']))
  const inHanoi = { filters: [{ field: 'city', op: 'is', values: ['Hanoi'] }] }
  expect((await world.report('overview', inHanoi)).totals.people).toBe(2)
})

forEachEngine('every field can be filtered, in every report', async (world) => {
  const tet = '/tet?utm_source=facebook&utm_medium=cpc&utm_campaign=Tet&utm_term=tea&utm_content=red'
  await world
    .visitor('ann', { in: 'VN', speaks: 'vi-VN' })
    .opens(tet, { from: 'https://l.facebook.com/' })
    .does('purchase', {
      value: 5,
      url: `https://shop.example${tet}`,
      referrer: 'https://l.facebook.com/',
      properties: { colour: 'red' },
    })
  await world.visitor('ben', { in: 'TH', on: 'laptop', speaks: 'th' }).opens('/tea', { from: 'https://www.bing.com/' })
  await world.visitor('ben').buys({ value: 9 })
  const only = (field: string, value: string) => ({ filters: [{ field, op: 'is', values: [value] }] })
  const fields: Record<string, string> = {
    ...{ channel: 'Paid Social', source: 'facebook', medium: 'cpc', campaign: 'Tet', term: 'tea', content: 'red' },
    ...{ landing_page: '/tet', page: '/tet', referrer: 'https://l.facebook.com/' },
    ...{ device: 'mobile', browser: 'Chrome', os: 'Android', country: 'VN', 'property:colour': 'red' },
  }
  for (const [field, value] of Object.entries(fields)) {
    const { totals } = await world.report('overview', only(field, value))
    expect([field, totals.people, totals.macro.conversions, totals.value.net]).toEqual([field, 1, 1, 5])
  }
  for (const field of ['channel', 'page', 'property:colour']) {
    const asked = only(field, fields[field] ?? '')
    expect([field, (await world.goals(asked)).purchase?.conversions]).toEqual([field, 1])
    expect([field, (await world.report('breakdown', { by: 'event', ...asked })).total.value]).toEqual([field, 5])
  }
  const languages = Object.keys(await world.by('language'))
  expect(languages).toHaveLength(2)
  const people = async (asked: Record<string, unknown>) => (await world.report('overview', asked)).totals.people
  expect(await people(only('language', languages.find((one) => one.startsWith('vi')) ?? ''))).toBe(1)
  expect(await people(only('host', 'shop.example'))).toBe(2)
  expect(await people(only('host', 'other.example'))).toBe(0)
  expect(await people(only('event', 'purchase'))).toBe(2)
  expect((await world.report('overview', only('event', 'purchase'))).totals.events).toBe(2)
})

forEachEngine(
  'filters say is, is not, contains, begins with, patterns, more, less, there and missing',
  async (world) => {
    await world
      .visitor('ann')
      .opens('/tea/green')
      .does('view_item', { properties: { price: 9, name: 'Trà Xanh' } })
    await world
      .visitor('ben')
      .opens('/tea/black')
      .does('view_item', { properties: { price: 20 } })
    await world.visitor('cat').opens('/coffee')
    const people = async (field: string, op: string, ...values: string[]) =>
      (await world.report('overview', { filters: [{ field, op, values }] })).totals.people
    expect(await people('page', 'is', '/coffee', '/tea/green')).toBe(2)
    expect(await people('page', 'is_not', '/coffee')).toBe(2)
    expect(await people('page', 'contains', 'TEA')).toBe(2)
    expect(await people('page', 'not_contains', 'tea')).toBe(1)
    expect(await people('page', 'starts_with', '/tea/')).toBe(2)
    expect(await people('page', 'glob', '/*/black')).toBe(1)
    expect(await people('page', 'regex', '^/(tea|coffee)$')).toBe(1)
    expect(await people('property:price', 'more_than', '9')).toBe(1)
    expect(await people('property:price', 'less_than', '10')).toBe(1)
    expect(await people('property:name', 'exists')).toBe(1)
    expect(await people('property:name', 'contains', 'xanh')).toBe(1)
    expect(await people('campaign', 'missing')).toBe(3)
    const both = [
      { field: 'page', op: 'starts_with', values: ['/tea'] },
      { field: 'event', op: 'is', values: ['view_item'] },
    ]
    expect((await world.report('overview', { filters: both })).totals).toMatchObject({
      people: 2,
      events: 2,
      page_views: 0,
    })
  },
)

forEachEngine('the live view: who is here, where, and what they do', async (world) => {
  // It is noon.
  await world.visitor('gone').at('2026-11-22T11:29').opens('/old')
  await world.visitor('ann', { in: 'VN' }).at('2026-11-22T11:50').opens('/tea', { from: 'https://chat.zalo.me/' })
  await world
    .visitor('ben')
    .at('2026-11-22T11:58')
    .opens('/tea')
    .does('contact', { properties: { method: 'zalo' } })
  await world.visitor('ben').after('1 minute').buys({ value: 5 })
  const live = await world.live()
  expect(live).toMatchObject({ people_5_minutes: 1, people_30_minutes: 2 })
  expect(live.minutes).toHaveLength(30)
  const busy = live.minutes.filter(({ events }) => events > 0)
  expect(
    busy.map(({ start, people, events }) => [new Date(start).toISOString().slice(11, 16), people, events]),
  ).toEqual([
    ['11:50', 1, 1],
    ['11:58', 1, 2],
    ['11:59', 1, 1],
  ])
  expect(live.pages).toEqual([{ key: '/tea', people: 2 }])
  expect(live.channels).toEqual(
    expect.arrayContaining([
      { key: 'Zalo', people: 1 },
      { key: 'Direct', people: 1 },
    ]),
  )
  expect(live.countries).toEqual([{ key: 'VN', people: 1 }])
  expect(live.events.map(({ name, detail, value, goals }) => [name, detail, value, goals.length])).toEqual([
    ['purchase', '', 5, 1],
    ['contact', 'zalo', null, 1],
    ['page_view', '', null, 0],
    ['page_view', '', null, 0],
  ])
})
