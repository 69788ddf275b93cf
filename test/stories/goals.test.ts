import { expect } from 'vitest'
import type { Condition, GoalPreview } from '../../src/contract/goal.ts'
import type { GoalRow } from '../../src/contract/report.ts'
import { forEachEngine, type World } from '../story.ts'
import type { VisitorStory } from '../visitor-story.ts'

const figures = (goal: GoalRow | undefined) => [goal?.conversions, goal?.people]

forEachEngine('a goal counts every time, once a session or once a person', async (world) => {
  const condition: Condition = { kind: 'event', name: 'ask' }
  for (const counting of ['every', 'session', 'person'] as const) await world.goal(counting, { condition, counting })
  // Ann asks twice in one visit and once in another; Ben asks once.
  await world.visitor('ann').does('ask').after('1 minute').does('ask').after('1 day').does('ask')
  await world.visitor('ben').does('ask')
  const goals = await world.goals()
  expect(figures(goals.every)).toEqual([4, 2])
  expect(figures(goals.session)).toEqual([3, 2])
  expect(figures(goals.person)).toEqual([2, 2])
  // In a line, a point counts what happened in it: Ann on both days.
  expect([goals.every?.series, goals.session?.series, goals.person?.series]).toEqual([
    [0, 3, 1, 0],
    [0, 2, 1, 0],
    [0, 2, 1, 0],
  ])
  // The overview adds the goals up; people who reached any are counted once.
  expect((await world.report('overview')).totals.micro).toMatchObject({ conversions: 4 + 3 + 2, people: 2 })
})

forEachEngine('a goal defined today counts the past, and a changed or removed one changes it', async (world) => {
  await world
    .visitor('ann')
    .opens('/', { title: 'Shoes' })
    .does('click', { properties: { text: 'Size guide' } })
  await world
    .visitor('ben')
    .opens('/')
    .does('click', { properties: { text: 'Size table' } })
  const text = (value: string): Condition => ({ kind: 'click', on: 'text', match: 'is', value })
  const preview = (await world.post(`/api/sites/${world.site}/goals/preview`, {
    condition: { kind: 'click', on: 'text', match: 'starts_with', value: 'Size' },
    counting: 'person',
  })) as GoalPreview
  expect(preview).toMatchObject({ days: 30, conversions: 2, people: 2 })
  expect(preview.examples.map(({ name, path, properties }) => [name, path, properties.text])).toEqual(
    expect.arrayContaining([
      ['click', '/', 'Size guide'],
      ['click', '/', 'Size table'],
    ]),
  )
  const id = await world.goal('Size', { condition: text('Size guide') })
  expect(figures((await world.goals()).Size)).toEqual([1, 1])
  await world.ask('PATCH', `/api/sites/${world.site}/goals/${id}`, {
    condition: { kind: 'any', of: [text('Size guide'), text('Size table')] },
  })
  expect(figures((await world.goals()).Size)).toEqual([2, 2])
  await world.ask('DELETE', `/api/sites/${world.site}/goals/${id}`)
  expect((await world.goals()).Size).toBeUndefined()
  expect((await world.report('overview')).totals.events).toBe(4)
})

forEachEngine('a depth, a time and a share of a video are reached by exactly one event', async (world) => {
  await world.goal('read', { condition: { kind: 'scroll', percent: 75 } })
  await world.goal('read the guide', { condition: { kind: 'scroll', percent: 75, path: '/guide*' } })
  await world.goal('a minute', { condition: { kind: 'time', seconds: 60 } })
  await world.goal('half the video', { condition: { kind: 'video', percent: 50, video: '*tour*' } })
  // The tag speaks whenever the page is hidden, and says how far it was before.
  await world
    .visitor('ann')
    .opens('/guide/shoes')
    .reads({ seconds: 20, percent: 40 })
    .reads({ seconds: 59, percent: 80, before: [20, 40] })
    .reads({ seconds: 61, percent: 80, before: [59, 80] })
    .reads({ seconds: 90, percent: 100, before: [61, 80] })
    .opens('/')
    .reads({ seconds: 5, percent: 100 })
  const plays = (name: string, video: string, from: number, to: number) =>
    world.visitor('ben').does(name, { properties: { video, video_percent: to, video_percent_before: from } })
  await plays('video_start', 'shop tour', 0, 0)
  await plays('video_progress', 'shop tour', 0, 25)
  await plays('video_progress', 'shop tour', 25, 50)
  await plays('video_progress', 'shop tour', 50, 75)
  await plays('video_complete', 'shop tour', 75, 100)
  await plays('video_progress', 'advertisement', 0, 90)
  const goals = await world.goals()
  expect(figures(goals.read)).toEqual([2, 1])
  expect(figures(goals['read the guide'])).toEqual([1, 1])
  expect(figures(goals['a minute'])).toEqual([1, 1])
  expect(figures(goals['half the video'])).toEqual([1, 1])
})

forEachEngine('clicks by text, selector and target; addresses by pattern; conditions together', async (world) => {
  const click = (on: 'text' | 'selector' | 'href', match: 'is' | 'starts_with' | 'contains' | 'glob', value: string) =>
    ({ kind: 'click', on, match, value }) as const
  const url = (match: 'is' | 'starts_with' | 'contains' | 'glob' | 'regex', value: string) =>
    ({ kind: 'url', match, value }) as const
  const conditions: Record<string, Condition> = {
    'by text': click('text', 'is', 'Size guide'),
    'by selector': click('selector', 'contains', '#guide'),
    'by target': click('href', 'glob', 'https://*.example/*.pdf'),
    page: url('is', '/sale'),
    'pages below': url('starts_with', '/sale/'),
    'glob, with the query': url('glob', '/sale/*?colour=*'),
    regex: url('regex', '^/sale/(red|blue)'),
    'a dear product': {
      kind: 'event',
      name: 'view_item',
      where: [{ field: 'property:price', op: 'more_than', values: ['100'] }],
    },
    'dear and on a phone': {
      kind: 'all',
      of: [
        { kind: 'event', name: 'view_item', where: [{ field: 'property:price', op: 'more_than', values: ['100'] }] },
        { kind: 'event', name: 'view_item', where: [{ field: 'device', op: 'is', values: ['mobile'] }] },
      ],
    },
    'page or click': { kind: 'any', of: [url('is', '/sale'), click('text', 'contains', 'guide')] },
  }
  for (const [name, condition] of Object.entries(conditions)) await world.goal(name, { condition })
  const guide = { text: 'Size guide', selector: 'main > a#guide', href: 'https://cdn.shop.example/guide.pdf' }
  await world
    .visitor('ann')
    .opens('/sale')
    .does('click', { properties: guide })
    .does('file_download', { properties: guide })
    .opens('/sale/red?colour=red&size=9')
    .opens('/sale/green')
    .does('view_item', { properties: { price: 100 } })
  await world.visitor('ben', { on: 'laptop' }).does('view_item', { properties: { price: 150 } })
  await world
    .visitor('cat')
    .does('view_item', { properties: { price: 250.5 } })
    .does('click', { properties: { text: 'x' } })
  const goals = await world.goals()
  expect(Object.fromEntries(Object.keys(conditions).map((name) => [name, goals[name]?.conversions]))).toEqual({
    ...{ 'by text': 2, 'by selector': 2, 'by target': 2 },
    ...{ page: 1, 'pages below': 2, 'glob, with the query': 1, regex: 1 },
    ...{ 'a dear product': 2, 'dear and on a phone': 1, 'page or click': 3 },
  })
})

forEachEngine('a goal is worth what its event says, a fixed amount, or nothing yet', async (world) => {
  const macro = { tier: 'macro', kind: 'milestone' } as const
  const booked: Condition = { kind: 'event', name: 'booked' }
  await world.goal('booking', { ...macro, condition: booked, value: { kind: 'event' }, counting: 'session' })
  await world.goal('visit', {
    ...macro,
    condition: { kind: 'event', name: 'visit' },
    value: { kind: 'fixed', amount: 7 },
  })
  await world.goal('call', { ...macro, condition: { kind: 'event', name: 'call' } })
  // Once a session, the largest value there counts.
  await world
    .visitor('ann')
    .does('booked', { value: 20 })
    .does('booked', { value: 30 })
    .after('1 day')
    .does('booked', { value: 5 })
  await world.visitor('ben').does('visit').does('visit').does('call')
  const goals = await world.goals()
  expect([goals.booking?.value, goals.visit?.value, goals.call?.value]).toEqual([35, 14, null])
  expect((await world.report('overview')).totals.value.net).toBe(49)
})

/** What a visitor does to reach each goal of a preset, by its key. */
type Deeds = Record<string, (visitor: VisitorStory) => VisitorStory>

const does =
  (name: string, properties = {}): Deeds[string] =>
  (visitor) =>
    visitor.does(name, { properties })

const onAnySite: Deeds = {
  share: does('share', { method: 'facebook' }),
  mention: does('mention', { network: 'facebook', author: 'Ann' }),
  contact_confirmed: does('contact_confirmed', { method: 'line' }),
  search: does('search', { search_term: 'tea' }),
  video_complete: does('video_complete', { video: 'tour', video_percent: 100, video_percent_before: 75 }),
  ebook: does('file_download', { file_name: 'guide.pdf' }),
  comment: does('comment'),
  newsletter: does('newsletter_signup'),
  ...Object.fromEntries(
    ['messenger', 'facebook', 'zalo', 'line', 'whatsapp', 'phone', 'mail', 'map'].map((method) => [
      `contact_${method}`,
      does('contact', { method }),
    ]),
  ),
}

/** Every deed by somebody else: each goal of the site is reached once, by one person, and none is left out. */
const eachReachesItsGoal = async (world: World, deeds: Deeds) => {
  await Promise.all(Object.entries(deeds).map(([key, deed]) => deed(world.visitor(`does ${key}`))))
  // What followers do with posts is told by the platforms, and of no visitor.
  const goals = Object.entries(await world.goals()).filter(([, { counts }]) => counts === 'events')
  expect(Object.fromEntries(goals.map(([key, goal]) => [key, figures(goal)]))).toEqual(
    Object.fromEntries(Object.keys(deeds).map((key) => [key, [1, 1]])),
  )
  const intended = goals.map(([, goal]) => goal).filter(({ certainty }) => certainty === 'intended')
  expect(intended.map((goal) => goal.preset_key).sort()).toEqual(
    Object.keys(deeds)
      .filter((key) => key.startsWith('contact_') && !['contact_page', 'contact_confirmed'].includes(key))
      .sort(),
  )
}

forEachEngine('every goal of a shop is reached by what it says', (world) =>
  eachReachesItsGoal(world, {
    ...onAnySite,
    purchase: (visitor) => visitor.buys({ value: 1 }),
    ...{ sign_up: does('sign_up'), view_item: does('view_item'), add_to_cart: does('add_to_cart') },
    ...{ begin_checkout: does('begin_checkout'), add_to_wishlist: does('add_to_wishlist') },
    ...{ add_shipping_info: does('add_shipping_info'), add_payment_info: does('add_payment_info') },
  }),
)

forEachEngine(
  'every goal of a business that wants to be asked is reached by what it says',
  (world) =>
    eachReachesItsGoal(world, {
      ...onAnySite,
      lead: does('generate_lead'),
      contact_page: (visitor) => visitor.opens('/lien-he'),
      form_start: does('form_start', { form: 'contact' }),
    }),
  { preset: 'lead' },
)

forEachEngine(
  'every goal of a school or magazine is reached by what it says',
  (world) =>
    eachReachesItsGoal(world, {
      ...onAnySite,
      enrolment: does('enrolment'),
      read_article: (visitor) => visitor.reads({ seconds: 61, percent: 20 }),
      ebook_click: (visitor) => visitor.opens('/course?utm_source=ebook'),
      trial: does('trial'),
      sign_up: does('sign_up'),
      course_view: does('view_item'),
      follow: does('follow'),
    }),
  { preset: 'content' },
)

forEachEngine(
  'a form and its thank-you page are one lead',
  async (world) => {
    const submits = { properties: { form: 'contact', fields: 'name,phone' } }
    await world.visitor('ann').opens('/contact').does('form_submit', submits).after('2 seconds').opens('/thank-you')
    await world.visitor('ben').opens('/lien-he').does('form_submit', submits)
    await world.visitor('cat').opens('/vi/cam-on.html')
    await world
      .visitor('dan')
      .opens('/')
      .does('form_submit', { properties: { form: 'newsletter' } })
    await world.visitor('eve').opens('/thankfully-yours')
    const { lead } = await world.goals()
    expect(figures(lead)).toEqual([3, 3])
    const { totals } = await world.report('overview')
    expect(totals.macro).toMatchObject({ conversions: 3, people: 3, rate: { value: 3 / 5 } })
  },
  { preset: 'lead' },
)

forEachEngine('taps on a chat are intended, once a session, and told apart by where they lead', async (world) => {
  const taps = (method: string) => ({ properties: { method, href: `https://${method}.example/shop` } })
  await world.visitor('ann').does('contact', taps('zalo')).after('1 minute').does('contact', taps('zalo'))
  await world.visitor('ann').does('contact', taps('line')).after('1 day').does('contact', taps('zalo'))
  const goals = await world.goals()
  expect(goals.contact_zalo).toMatchObject({ conversions: 2, people: 1, certainty: 'intended', tier: 'micro' })
  expect(goals.contact_line).toMatchObject({ conversions: 1, people: 1, certainty: 'intended' })
  expect(goals.contact_messenger).toMatchObject({ conversions: 0, people: 0 })
})
