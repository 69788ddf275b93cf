import { expect } from 'vitest'
import type { FileReport, Import } from '../../src/contract/imports.ts'
import type { World } from '../story.ts'
import { forEachEngine } from '../story.ts'

const nothingTold: FileReport = {
  ...{ read: 0, made: 0, accepted: 0, dropped: {}, unusable: {}, skipped: {}, first: null, last: null },
  ...{ visitors: null, sessions: null, names: {}, sums: {}, problems: [] },
}

const begin = async (world: World, kind: string): Promise<{ id: string; own: string }> => {
  const own = `/api/sites/${world.site}`
  const { id } = (await world.post(`${own}/imports`, { kind, file: 'sales.csv', bytes: 10 })) as Import
  return { id, own }
}

const totals = async (world: World) => (await world.report('overview')).totals

forEachEngine('sales of the shop itself join the people of the site, and no order counts twice', async (world) => {
  const { id, own } = await begin(world, 'offline')
  await world.visitor('ann').opens('/?utm_source=zalo&utm_medium=chat').logsIn({ email: 'ann@shop.example' })
  await world.visitor('ben').opens('/tea', { from: 'https://www.bing.com/' }).buys({ value: 30, order: 'WEB-1' })
  expect(await totals(world)).toMatchObject({ people: 2, value: { net: 30 } })

  const at = Date.parse('2026-11-21T13:00:00Z')
  const events = [
    { id: 'r1', name: 'purchase', time: at, user: { email: 'Ann@Shop.example' }, value: 40, transaction_id: 'R-1' },
    // Ben's order, as the till has it, too; and he gave the till his phone number.
    { id: 'r2', name: 'purchase', time: at, user: { phone: '+370 600 00001' }, value: 30, transaction_id: 'WEB-1' },
    { id: 'r3', name: 'store_visit', time: at, user: { phone: '0037060000001' } },
    // Handed over to whoever ordered it.
    { id: 'r4', name: 'store_visit', time: at + 3_600_000, transaction_id: 'WEB-1' },
  ]
  await world.post(`${own}/import`, { import: id, events })
  expect(await totals(world)).toMatchObject({
    people: 2,
    events: 8,
    value: { net: 70 },
    macro: { conversions: 2, people: 2 },
  })

  const told = { ...nothingTold, read: 4, made: 4, accepted: 4, sums: { purchases: 2, 'value USD': 70 } }
  const done = (await world.post(`${own}/imports/${id}/finish`, told)) as Import
  expect(done.report?.lines).toMatchObject([
    { measure: 'rows', file: 4, minnow: 4, why: [] },
    { measure: 'events', file: 4, minnow: 4, why: [] },
    { measure: 'visitors', file: null },
    { measure: 'sessions', file: null },
    { measure: 'purchases', file: 2, minnow: 1, why: [{ reason: 'repeat', count: 1 }] },
    { measure: 'value', of: 'USD', file: 70, minnow: 40, why: [{ reason: 'repeat', count: 30 }] },
  ])

  // Taken back, everything is as it was; and the same file may come again.
  expect(await world.ask('DELETE', `${own}/imports/${id}`)).toMatchObject({ state: 'undone', accepted: 0 })
  expect(await totals(world)).toMatchObject({ people: 2, events: 4, value: { net: 30 } })
  const again = await begin(world, 'offline')
  expect(await world.post(`${own}/import`, { import: again.id, events })).toEqual({ accepted: 4, dropped: [] })
  expect(await totals(world)).toMatchObject({ people: 2, value: { net: 70 } })
  const all = (await world.ask('GET', `${own}/imports`)) as Import[]
  expect(all.map(({ state }) => state).sort()).toEqual(['running', 'undone'])
})

forEachEngine('a file of costs that is taken back brings the figures before it to light again', async (world) => {
  const own = `/api/sites/${world.site}`
  const spent = { day: '2026-11-20', source: 'google', medium: 'cpc', campaign: 'Tea' }
  const costOf = async () => (await world.report('breakdown', { by: 'campaign' })).costs?.total.cost
  const first = await begin(world, 'costs')
  await world.post(`${own}/costs`, { import: first.id, rows: [{ ...spent, cost: 10 }] })
  const second = await begin(world, 'costs')
  const rows = [
    { ...spent, cost: 12 },
    { ...spent, cost: 13 },
  ]
  await world.post(`${own}/costs`, { import: second.id, rows })
  expect(await costOf()).toBe(13)
  const told = { ...nothingTold, read: 2, made: 2, accepted: 2, sums: { 'cost USD': 25 } }
  const done = (await world.post(`${own}/imports/${second.id}/finish`, told)) as Import
  expect(done.report?.lines).toEqual([
    { measure: 'rows', of: '', file: 2, minnow: 1, why: [{ reason: 'same_key', count: 1 }] },
    { measure: 'cost', of: 'USD', file: 25, minnow: 13, why: [{ reason: 'left_out', count: null }] },
  ])
  await world.ask('DELETE', `${own}/imports/${second.id}`)
  expect(await costOf()).toBe(10)
})
