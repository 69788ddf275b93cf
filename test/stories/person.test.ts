import { expect } from 'vitest'
import type { MentionsAnswer } from '../../src/contract/mention.ts'
import type { Erasure, PersonExport, PersonSummary } from '../../src/contract/person.ts'
import { forEachEngine, type World } from '../story.ts'

const person = (world: World, what: '' | '/export' | '/erase', who: object) =>
  world.post(`/api/sites/${world.site}/person${what}`, who)
const found = async (world: World, who: object) => (await person(world, '', who)) as PersonSummary
const figures = async (world: World) => {
  const { totals } = await world.report('overview')
  const { steps } = await world.report('funnel', { steps: ['/tea', 'purchase'] })
  return { people: totals.people, views: totals.page_views, funnel: steps.map(({ people }) => people) }
}

forEachEngine('one person is found by whatever they are known by, with everything they did', async (world) => {
  await world.visitor('phone').opens('/tea').logsIn({ email: 'Ann@shop.example', phone: '+84 90 123 4567' })
  await world.visitor('laptop', { on: 'laptop' }).opens('/').logsIn({ id: 'ann-7', email: 'ann@shop.example' })
  await world.server([{ name: 'refund', user: { id: 'ann-7' }, transaction_id: 'T-1' }])
  await world.visitor('ben').opens('/tea').logsIn({ email: 'ben@shop.example' })
  const ann = await found(world, { email: 'ann@shop.example' })
  expect(ann).toMatchObject({ visitors: 3, events: 5, aside: 0, identities: ['email', 'phone', 'user_id'] })
  for (const who of [{ visitor: 'phone' }, { visitor: 'laptop' }, { user_id: 'ann-7' }, { phone: '0084 901234567' }]) {
    expect(await found(world, who)).toEqual(ann)
  }
  const file = (await person(world, '/export', { visitor: 'laptop' })) as PersonExport
  expect(file.events.map(({ name }) => name).sort()).toEqual(['login', 'login', 'page_view', 'page_view', 'refund'])
  expect(file.next).toBeNull()
  expect(await found(world, { visitor: file.visitors[0] })).toEqual(ann)
  expect(await found(world, { email: 'nobody@shop.example' })).toMatchObject({ visitors: 0, events: 0 })
})

forEachEngine('an export of somebody with many events comes in pages', async (world) => {
  const story = world.visitor('ann')
  for (let page = 0; page < 25; page++) story.opens(`/tea/${page}`).after('1 minute')
  await story
  const pages: string[] = []
  let after: string | undefined
  do {
    const page = (await person(world, '/export', {
      visitor: 'ann',
      limit: 10,
      ...(after && { after }),
    })) as PersonExport
    pages.push(...page.events.map(({ url }) => url))
    after = page.next ?? undefined
  } while (after)
  expect(pages).toEqual(Array.from({ length: 25 }, (_, page) => `https://shop.example/tea/${page}`))
})

forEachEngine('an erased person is in no report any more, and does not come back by a resend', async (world) => {
  const events = [
    { id: 'ann-view', name: 'page_view', url: 'https://shop.example/tea', visitor: 'ann', user: 'ann@shop.example' },
    { id: 'ann-order', name: 'purchase', value: 9, visitor: 'ann', transaction_id: 'T-9' },
  ]
  await world.tag(events)
  await world.visitor('ben').opens('/tea').buys({ value: 5 })
  expect(await figures(world)).toEqual({ people: 2, views: 2, funnel: [2, 2] })
  const erasure = (await person(world, '/erase', { email: 'ANN@shop.example' })) as Erasure
  expect(erasure).toMatchObject({ rows_erased: 5, known_by: ['email'] })
  expect(await figures(world)).toEqual({ people: 1, views: 1, funnel: [1, 1] })
  expect(await found(world, { visitor: 'ann' })).toMatchObject({ visitors: 0, events: 0, identities: [] })
  const again = await world.tag(events)
  expect(again.dropped.map(({ reason }) => reason)).toEqual(['erased', 'erased'])
  await world.restarts()
  expect((await world.imports(events.map((event) => ({ ...event, time: '2026-11-22T11:00:00Z' })))).accepted).toBe(0)
  const imported = await world.imports([
    { name: 'visit_store', time: '2026-11-21T11:00:00Z', user: { email: 'ann@shop.example' } },
  ])
  expect(imported.dropped.map(({ reason }) => reason)).toEqual(['erased'])
  expect(await figures(world)).toEqual({ people: 1, views: 1, funnel: [1, 1] })
})

forEachEngine('the people of another site stay who they are', async (world) => {
  const other = await world.another({ name: 'Other' })
  await world.visitor('ann').opens('/tea').logsIn({ id: 'ann' })
  await other.visitor('ann').opens('/tea').logsIn({ id: 'ann' })
  await person(world, '/erase', { user_id: 'ann' })
  expect(await found(other, { user_id: 'ann' })).toMatchObject({ visitors: 1, events: 2 })
  await expect(person(world, '/erase', { user_id: 'ann' })).rejects.toThrow('person_not_found')
})

forEachEngine(
  'somebody who wrote elsewhere is found by their name there or the address, and erased from mentions',
  async (world) => {
    const told = (mentions: object[]) => world.post(`/api/sites/${world.site}/mentions`, { mentions })
    const mentions = async (): Promise<string[]> =>
      (
        (await world.post(`/api/sites/${world.site}/reports/mentions`, {
          from: '2026-11-19',
          to: '2026-11-23',
        })) as MentionsAnswer
      ).rows
        .map(({ link }) => link)
        .sort()
    const [anns, other, older, bens] = ['ann/status/1', 'ann/status/2', 'posts/7', 'ben/status/3'].map(
      (path) => `https://x.com/${path}`,
    )
    const time = '2026-11-21T09:00:00Z'
    await told([
      { network: 'x', author: '@Ann', link: anns, text: 'Lovely tea', time },
      { network: 'x', author: 'ann', link: other, text: 'Again', time },
      { network: 'x', author: 'Ben', link: bens, text: 'Tea!', time },
    ])
    expect(await found(world, { author: 'ANN' })).toMatchObject({ visitors: 0, events: 2, identities: [] })
    expect(await found(world, { link: 'https://x.com/ann/' })).toMatchObject({ events: 2 })
    expect(await found(world, { link: 'https://x.com/' })).toMatchObject({ events: 0 })
    const file = (await person(world, '/export', { author: 'Ann' })) as PersonExport
    expect(file.events.map(({ properties }) => properties.link).sort()).toEqual([anns, other])

    const erasure = (await person(world, '/erase', { link: anns })) as Erasure
    expect(erasure).toMatchObject({ rows_erased: 1, known_by: ['link'] })
    expect(await mentions()).toEqual([other, bens])
    expect((await person(world, '/erase', { author: '@ann' })) as Erasure).toMatchObject({ rows_erased: 1 })
    expect(await mentions()).toEqual([bens])
    // Neither the same again, whatever time it says, nor what they wrote before.
    await world.server([
      { id: 'once-more', name: 'mention', properties: { network: 'x', author: 'Ann', link: older }, time },
    ])
    await told([
      { network: 'x', author: 'somebody', link: anns, text: 'Lovely tea' },
      { author: 'Ann', link: older, text: 'x', time },
    ])
    expect(await mentions()).toEqual([bens])
    await expect(person(world, '/erase', { author: 'ann' })).rejects.toThrow('person_not_found')
  },
)
