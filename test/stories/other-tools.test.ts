import { createHash } from 'node:crypto'
import { expect } from 'vitest'
import type { OtherTools } from '../../src/contract/other-tools.ts'
import { forEachEngine, type World } from '../story.ts'
import { userAgents } from '../visitor-story.ts'

const keyOf = ({ site }: World): string => `write-key-of-${site}`

const segment = (world: World, batch: object[]): Promise<unknown> =>
  world.post('/v1/batch', { writeKey: keyOf(world), batch })

forEachEngine('a shop that has Segment keeps its write key, and one person stays one person', async (world) => {
  await world.post(`/api/sites/${world.site}/other-tools/ids`, { tool: 'segment', value: keyOf(world), servers: true })
  const order = {
    order_id: 'A-1',
    revenue: 40,
    currency: 'USD',
    products: [{ product_id: 'tea', price: 20, quantity: 2 }],
  }
  await segment(world, [
    { type: 'page', anonymousId: 'phone', messageId: '1', context: { page: { url: 'https://shop.example/tea' } } },
    { type: 'identify', anonymousId: 'phone', userId: 'ann', messageId: '2' },
    { type: 'page', anonymousId: 'laptop', messageId: '3', context: { page: { url: 'https://shop.example/tea' } } },
    { type: 'identify', anonymousId: 'laptop', userId: 'ann', messageId: '4' },
    {
      type: 'track',
      userId: 'ann',
      anonymousId: 'laptop',
      event: 'Order Completed',
      messageId: '5',
      properties: order,
    },
  ])
  // Its client did not see the answer.
  await segment(world, [{ type: 'track', userId: 'ann', event: 'Order Completed', messageId: '5', properties: order }])
  const people = await world.by('event')
  expect(people.page_view).toMatchObject({ events: 2, people: 1 })
  expect(people.purchase).toMatchObject({ events: 1, people: 1 })
  const state = (await world.ask('GET', `/api/sites/${world.site}/other-tools`)) as OtherTools
  expect(state.ids.map(({ value }) => value)).toEqual([keyOf(world)])
  expect(state.tools.find(({ tool }) => tool === 'segment')).toMatchObject({ events: 5, dropped: { duplicate: 1 } })
  await world.restarts()
  const later = (await world.ask('GET', `/api/sites/${world.site}/other-tools`)) as OtherTools
  expect(later.tools).toEqual(state.tools)
})

forEachEngine('a page view that Plausible tells of counts a depth once, however often it is left', async (world) => {
  await world.goal('read', { condition: { kind: 'scroll', percent: 75 }, counting: 'every' })
  const url = 'https://shop.example/guide'
  const domain = `${world.site.toLowerCase()}.shop.example`
  await world.post(`/api/sites/${world.site}/other-tools/ids`, { tool: 'plausible', value: domain })
  const tells = (n: string, more: object = {}) =>
    world.receive('http://minnow/api/event', JSON.stringify({ n, u: url, d: domain, ...more }), {
      'content-type': 'text/plain',
      'user-agent': userAgents.phone,
    })
  await tells('pageview')
  for (const sd of [30, 80, 80, 95]) await tells('engagement', { sd, e: 4_000 })
  expect((await world.goals()).read).toMatchObject({ conversions: 1 })
  await tells('pageview')
  await tells('engagement', { sd: 90, e: 4_000 })
  expect((await world.goals()).read).toMatchObject({ conversions: 2 })
})

forEachEngine('hashes that GA4 is sent join browsers, and find who asks by their address', async (world) => {
  const secret = 'a secret of the shop that is long'
  const id = `G-${world.site.slice(0, 8).toUpperCase()}`
  await world.post(`/api/sites/${world.site}/other-tools/ids`, { tool: 'ga4', value: id, secret, servers: true })
  // As Google has it normalised: without Gmail's dots.
  const sha256_email_address = createHash('sha256').update('annnguyen@gmail.com').digest('hex')
  const sends = (client_id: string, more: object) =>
    world.receive(
      `http://minnow/mp/collect?measurement_id=${id}&api_secret=${encodeURIComponent(secret)}`,
      JSON.stringify({
        client_id,
        events: [{ name: 'page_view', params: { page_location: 'https://shop.example/' } }],
        ...more,
      }),
      { 'content-type': 'application/json' },
    )
  await sends('phone', { user_data: { sha256_email_address: [sha256_email_address] } })
  await sends('laptop', { user_data: { sha256_email_address } })
  await sends('somebody', {})
  expect((await world.report('overview')).totals).toMatchObject({ people: 2, events: 3 })
  const asked = { email: 'Ann.Nguyen+tea@gmail.com' }
  expect(await world.post(`/api/sites/${world.site}/person`, asked)).toMatchObject({
    ...{ visitors: 2, events: 2, identities: ['email'] },
  })
  expect(await world.post(`/api/sites/${world.site}/person/erase`, asked)).toMatchObject({ known_by: ['email'] })
  expect((await world.report('overview')).totals).toMatchObject({ people: 1, events: 1 })
})

forEachEngine(
  'an address given on the site and its hash from elsewhere are one person, whichever came first',
  async (world) => {
    const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
    const sold = { name: 'purchase', value: 20, currency: 'USD', url: 'https://shop.example/' }
    const sells = (user: object, id: string) => world.server([{ ...sold, user, transaction_id: id, id }])
    await world.visitor('ann').opens('/').logsIn({ email: ' Ann@Shop.example' })
    await sells({ email_sha256: sha256('ann@shop.example') }, 'A1')
    await sells({ email_sha256: sha256('ben@shop.example').toUpperCase() }, 'B1')
    await world.visitor('ben').opens('/').logsIn({ email: 'ben@shop.example' })
    await world.visitor('cat').opens('/').logsIn({ phone: '+84 90 123 4567' })
    await sells({ phone_sha256: sha256('84901234567') }, 'C1')
    await sells({ phone_sha256: sha256('+84901234567') }, 'C2')
    // As Google has it normalised, and as somebody else does.
    await world.visitor('dan').opens('/').logsIn({ email: 'Dan.Le+tea@gmail.com' })
    await sells({ email_sha256: sha256('danle@gmail.com') }, 'D1')
    await sells({ email_sha256: sha256('dan.le+tea@gmail.com') }, 'D2')
    await sells({ email_sha256: sha256('eve@shop.example') }, 'E1')
    expect((await world.report('overview')).totals).toMatchObject({ people: 5 })
    expect((await world.goals()).purchase).toMatchObject({ conversions: 7, people: 5 })
    const { steps } = await world.report('funnel', { steps: ['login', 'purchase'] })
    expect(steps.map(({ people }) => people)).toEqual([4, 4])
  },
)
