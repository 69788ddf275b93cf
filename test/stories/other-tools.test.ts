import { expect } from 'vitest'
import type { OtherTools } from '../../src/contract/other-tools.ts'
import { forEachEngine, type World } from '../story.ts'

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
})
