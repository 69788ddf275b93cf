import { expect } from 'vitest'
import type { SharesAnswer } from '../../src/contract/share.ts'
import { forEachEngine, type World } from '../story.ts'

const shares = async (world: World, asked: object = {}): Promise<SharesAnswer> =>
  (await world.post(`/api/sites/${world.site}/reports/shares`, {
    ...{ from: '2026-11-19', to: '2026-11-23', ...asked },
  })) as SharesAnswer

const facebook = (path: string, share: string): Record<string, unknown> => ({
  properties: {
    method: 'facebook',
    href: `https://www.facebook.com/sharer/sharer.php?u=${encodeURIComponent(`https://shop.example${path}?mnw_share=${share}`)}`,
  },
})

forEachEngine('a share has the visits that its link brought, and what was bought in them', async (world) => {
  await world.visitor('ann').opens('/teapot').does('share', facebook('/teapot', 'a1'))
  await world.visitor('ben').opens('/teapot?mnw_share=a1&fbclid=x').after('1 minute').buys({ value: 40 })
  await world.visitor('cat').opens('/teapot?mnw_share=a1')
  await world.visitor('cat').after('2 hours').opens('/teapot?mnw_share=a1')
  // Whoever shared it and looks whether it works is nobody it brought.
  await world.visitor('ann').after('1 hour').opens('/teapot?mnw_share=a1')
  await world.visitor('dan').opens('/teapot')
  const { rows, total, shared, by_method } = await shares(world)
  expect(rows).toMatchObject([
    {
      ...{ share: 'a1', method: 'facebook', page: '/teapot', from: null, shares: 0, further_visits: 0 },
      ...{ people: 2, visits: 3, macro: 1, value: 40 },
    },
  ])
  expect(total).toMatchObject({ people: 2, visits: 3, macro: 1, value: 40 })
  expect(shared).toBe(1)
  expect(by_method).toMatchObject([{ method: 'facebook', shared: 1, people: 2, visits: 3 }])
})

forEachEngine('shares of those who came by a share are told with it', async (world) => {
  await world.visitor('ann').opens('/').does('share', facebook('/', 'a1'))
  const ben = world.visitor('ben')
  await ben
    .opens('/?mnw_share=a1')
    .does('share', facebook('/', 'b1'))
    .does('share', { properties: { share_id: 'b2', method: 'zalo' } })
  const cat = world.visitor('cat')
  await cat.opens('/?mnw_share=b1').does('share', facebook('/', 'c1'))
  await world.visitor('dan').opens('/?mnw_share=c1')
  await world.visitor('eve').opens('/?mnw_share=b2')
  const { rows, shared } = await shares(world)
  const by = Object.fromEntries(rows.map((row) => [row.share, row]))
  expect(shared).toBe(4)
  expect(by.a1).toMatchObject({ visits: 1, shares: 3, further_visits: 3, from: null })
  expect(by.b1).toMatchObject({ visits: 1, shares: 1, further_visits: 1, from: 'a1' })
  expect(by.b2).toMatchObject({ visits: 1, shares: 0, method: 'zalo', from: 'a1' })
  expect(by.c1).toMatchObject({ visits: 1, from: 'b1' })
})

forEachEngine('a forwarded mail is a share that nobody saw being made', async (world) => {
  await world.visitor('ann').opens('/spring?utm_source=newsletter&utm_medium=email&mnw_share=mail-spring-7')
  await world.visitor('ben').opens('/spring?mnw_share=mail-spring-7')
  await world.visitor('eve').opens('/spring?mnw_share=%3Cscript%3E').opens('/spring?xmnw_share=no')
  const { rows, total, more } = await shares(world, { limit: 1 })
  expect(rows).toMatchObject([{ share: 'mail-spring-7', method: '', page: '/spring', shared: null, visits: 2 }])
  expect([total.visits, more]).toEqual([2, 0])
  expect((await shares(world, { filters: [{ field: 'channel', op: 'is', values: ['Email'] }] })).rows).toMatchObject([
    { visits: 1 },
  ])
})

forEachEngine('a person who comes back logged in is not brought by the own share', async (world) => {
  await world.visitor('phone').opens('/').logsIn({ id: '7' }).does('share', facebook('/', 'a1'))
  await world.visitor('laptop', { on: 'laptop' }).opens('/?mnw_share=a1').logsIn({ id: '7' })
  expect((await shares(world)).rows).toMatchObject([{ share: 'a1', visits: 0, people: 0 }])
})
