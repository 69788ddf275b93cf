import { expect } from 'vitest'
import type { OrphansAnswer } from '../../src/contract/orphans.ts'
import { forEachEngine } from '../story.ts'

const robot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'

forEachEngine('conversions without a visit are told with the likely reason', async (world) => {
  const order = (id: string, more: object = {}) => ({
    ...{ id, name: 'purchase', time: '2026-11-21T09:00:00Z', visitor: id, transaction_id: id, value: 10 },
    ...more,
  })
  await world.visitor('ann').opens('/tea').logsIn({ email: 'ann@mail.example' }).buys({ value: 10, order: 'ann' })
  // Bought in another browser, known by her e-mail address: her visit is found.
  await world.server([order('phone', { user: { email: 'ann@mail.example' } })])
  await world.server([order('shop server')])
  await world.server([order('elsewhere', { user: { email: 'ben@mail.example' } })])
  await world.imports([order('till')])
  await world.imports([order('old', { time: '2026-11-19T09:00:00Z' })])
  await world.tag([order('lost page')])
  await world.server([{ ...order('robot'), name: 'page_view', transaction_id: undefined, user_agent: robot }])
  await world.server([order('robot')])
  const answer = (await world.post(`/api/sites/${world.site}/reports/orphans`, {
    from: '2026-11-19',
    to: '2026-11-23',
  })) as OrphansAnswer
  expect(answer).toMatchObject({ conversions: 8, orphans: 6, visit_days: 30 })
  expect(Object.fromEntries(answer.examples.map((one) => [one.transaction_id, one.reason]))).toEqual({
    'shop server': 'server_alone',
    elsewhere: 'known_elsewhere',
    ...{ till: 'imported', old: 'imported', 'lost page': 'page_untold', robot: 'visit_set_aside' },
  })
})
