import { describe, expect, test } from 'vitest'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import { createOwner, createShop, type FreshMinnow, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()

type Status = { dropped_today: Record<string, number>; left_out_today: Record<string, number> }

const open = async () => {
  const fresh = await start()
  const owner = await createOwner(fresh)
  return { fresh, owner, site: await createShop(owner) }
}

const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
let sent = 0
const send = async (fresh: FreshMinnow, site: string, events: object[]): Promise<CollectAnswer> => {
  const url = 'https://shop.example/'
  const all = events.map((event) => ({ id: `e${++sent}`, name: 'page_view', visitor: 'ann', url, ...event }))
  const headers = { origin: 'https://shop.example', 'user-agent': userAgent }
  const { json } = await fresh.browser().ask('POST', '/api/collect', { body: { site, events: all }, headers })
  return json as CollectAnswer
}
const named = (count: number, prefix: string): object[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${prefix}_${index}` }))

describe('a page that makes up names', () => {
  test('of events is told so at the 501st; known names, and the shop’s own server, go on', async () => {
    const { fresh, owner, site } = await open()
    expect(await send(fresh, site, named(500, 'order'))).toEqual({ accepted: 500, dropped: [] })
    const more = await send(fresh, site, [{ name: 'order_500' }, { name: 'order_7' }, { name: 'purchase' }])
    expect(more).toEqual({ accepted: 2, dropped: [{ index: 0, reason: 'too_many_names', detail: 'order_500' }] })

    const { json } = await owner.call('createKey', { params: { site }, body: { name: 'server', scopes: ['collect'] } })
    const key = fresh.script((json as { key: string }).key)
    const body = { site, events: [{ name: 'contract_signed', visitor: 'ann' }] }
    expect((await key.ask('POST', '/api/collect', { body })).json).toEqual({ accepted: 1, dropped: [] })

    const other = await createShop(owner, 'Another')
    expect(await send(fresh, other, named(1, 'order_500'))).toEqual({ accepted: 1, dropped: [] })
    const status = (await owner.call('siteStatus', { params: { site } })).json as Status
    expect(status.dropped_today).toEqual({ too_many_names: 1 })
  })

  test('of properties loses the property, not the event', async () => {
    const { fresh, owner, site } = await open()
    const properties = (from: number) =>
      Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`p${from + index}`, 'x']))
    const events = Array.from({ length: 20 }, (_, index) => ({ properties: properties(index * 50) }))
    expect(await send(fresh, site, events)).toEqual({ accepted: 20, dropped: [] })
    expect(await send(fresh, site, [{ properties: { p1000: 'new', p7: 'known' } }])).toEqual({
      accepted: 1,
      dropped: [],
      left_out: [{ index: 0, reason: 'too_many_property_names', property: 'p1000' }],
    })
    const status = (await owner.call('siteStatus', { params: { site } })).json as Status
    expect(status).toMatchObject({ dropped_today: {}, left_out_today: { too_many_property_names: 1 } })
  })
})

test('a property that is too large is left out, and its event counts', async () => {
  const { fresh, owner, site } = await open()
  const items = Array.from({ length: 2_000 }, (_, index) => ({ item_id: `sku-${index}` }))
  const answer = await send(fresh, site, [{ name: 'purchase', value: 9, properties: { coupon: 'TET', items } }])
  expect(answer).toEqual({
    accepted: 1,
    dropped: [],
    left_out: [{ index: 0, reason: 'property_too_large', property: 'items' }],
  })
  const period = { from: '2026-11-20', to: '2026-11-23' }
  const { json } = await owner.call('exportEvents', { params: { site }, body: period })
  expect(json).toMatchObject({ events: [{ name: 'purchase', value: 9, properties: { coupon: 'TET' } }] })
})
