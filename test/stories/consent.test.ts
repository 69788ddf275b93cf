import { expect } from 'vitest'
import type { ExportedEvent, ExportPage } from '../../src/contract/export.ts'
import { forEachEngine, type World } from '../story.ts'
import { userAgents } from '../visitor-story.ts'

const period = { from: '2026-11-19', to: '2026-11-23' }
const exported = async (world: World, asked: object = {}): Promise<ExportedEvent[]> => {
  const { events, next } = (await world.post(`/api/sites/${world.site}/export`, { ...period, ...asked })) as ExportPage
  return next === null ? events : [...events, ...(await exported(world, { ...asked, after: next }))]
}
const granted = { consent: { analytics_storage: 'granted', ad_user_data: 'granted', ad_personalization: 'denied' } }
const denied = { consent: { analytics_storage: 'denied', ad_user_data: 'denied' } }
const signedIn = { user: { email: 'ann@shop.example' } }

forEachEngine('what a visitor agreed to is kept with every event, and obeyed by what leaves', async (world) => {
  await world.visitor('ann').does('purchase', granted)
  await world.visitor('ben').does('purchase', denied)
  await world.visitor('cat').does('purchase')
  const consents = (await exported(world)).map(({ consent }) => consent)
  expect(consents.sort()).toEqual([
    '',
    'ad_user_data=denied analytics_storage=denied',
    'ad_user_data=granted ad_personalization=denied analytics_storage=granted',
  ])
  const leaving = async (purpose: string) => (await exported(world, { purpose })).length
  expect(await leaving('ad_measurement')).toBe(2)
  expect(await leaving('ad_audience')).toBe(1)
  expect(await leaving('analytics')).toBe(2)
})

forEachEngine(
  'a site that waits for consent recognises nobody who has not given it',
  async (world) => {
    await world
      .visitor('ann')
      .does('page_view')
      .after('1 day')
      .does('page_view', granted)
      .does('login', {
        ...granted,
        ...signedIn,
      })
    await world.visitor('ben').does('page_view', signedIn).after('1 day').does('page_view', signedIn)
    const visitors = (await exported(world)).map(({ visitor }) => visitor)
    // Ann before and after she agreed; Ben is another one every day.
    expect(new Set(visitors).size).toBe(4)
    expect((await world.report('overview')).totals.people).toBe(4)
    expect(await exported(world, { purpose: 'ad_measurement' })).toHaveLength(2)
  },
  { recognition: 'consent' },
)

forEachEngine(
  'or keeps nothing at all of them',
  async (world) => {
    await world.ask('PATCH', `/api/sites/${world.site}/privacy`, { before_consent: 'drop' })
    const answer = await world.tag([
      { name: 'page_view', url: 'https://shop.example/' },
      { name: 'page_view', url: 'https://shop.example/', visitor: 'ann', ...granted },
      { name: 'page_view', url: 'https://shop.example/', visitor: 'ben', ...denied },
    ])
    expect(answer).toEqual({
      accepted: 1,
      dropped: [
        { index: 0, reason: 'no_consent' },
        { index: 2, reason: 'no_consent' },
      ],
    })
    expect(await exported(world)).toHaveLength(1)
    const server = await world.server([{ name: 'purchase', visitor: 'ann' }])
    expect(server.accepted).toBe(1)
  },
  { recognition: 'consent' },
)

forEachEngine('Global Privacy Control keeps a visitor from advertising, or out altogether', async (world) => {
  await world.visitor('ann').does('purchase', { consent: { ad_user_data: 'granted', gpc: true } })
  expect((await exported(world))[0]?.consent).toBe('ad_user_data=granted gpc=on')
  expect(await exported(world, { purpose: 'ad_measurement' })).toEqual([])
  await world.ask('PATCH', `/api/sites/${world.site}/privacy`, { privacy_control: 'drop' })
  await world.visitor('ann').does('purchase', { consent: { gpc: true } })
  expect(await exported(world)).toHaveLength(1)
})

forEachEngine('and so does the header that such a browser sends', async (world) => {
  const event = { name: 'page_view', url: 'https://shop.example/' }
  const body = JSON.stringify({ site: world.site, events: [event] })
  const headers = { origin: 'https://shop.example', 'user-agent': userAgents.phone, 'sec-gpc': '1' }
  await world.receive('https://minnow.example/api/collect', body, headers)
  expect(await exported(world)).toMatchObject([{ consent: 'gpc=on' }])
})
