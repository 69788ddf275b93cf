import { expect, test } from 'vitest'
import type { OtherTools } from '../../src/contract/other-tools.ts'
import { createShop } from '../fresh-minnow.ts'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()

const add = (body: object, site = minnow.site()) => minnow.owner().call('addOtherId', { params: { site }, body })
const state = async () =>
  (await minnow.owner().call('otherTools', { params: { site: minnow.site() } })).json as OtherTools

test('a shop keeps its ids, and changes only the host name', async () => {
  await add({ tool: 'matomo', value: '1' })
  await add({ tool: 'umami', value: '94db1cb1-74f4-4a40-ad6c-962362670409' })
  await add({ tool: 'ga4', value: 'G-ABC123', secret: 'shops-own-secret' })
  const headers = { 'user-agent': phone, origin: 'https://shop.example' }
  const page = encodeURIComponent('https://shop.example/by-matomo')
  expect((await fetch(`${minnow.url()}/matomo.php?idsite=1&rec=1&url=${page}`, { headers })).status).toBe(200)
  const payload = { website: '94db1cb1-74f4-4a40-ad6c-962362670409', hostname: 'shop.example', url: '/by-umami' }
  const umami = await fetch(`${minnow.url()}/api/send`, {
    ...{ method: 'POST', headers, body: JSON.stringify({ type: 'event', payload }) },
  })
  expect(umami.status).toBe(200)
  const ga4 = (secret: string) =>
    fetch(`${minnow.url()}/mp/collect?measurement_id=G-ABC123&api_secret=${secret}`, {
      method: 'POST',
      body: JSON.stringify({ client_id: '1.2', events: [{ name: 'by_ga4' }] }),
    })
  expect((await ga4('another-secret')).status).toBe(403)
  expect((await ga4('shops-own-secret')).status).toBe(204)
  const { url, tools, ids } = await state()
  expect(url).toMatch(/^http/)
  expect(ids.map(({ value, has_secret }) => ({ value, has_secret }))).toEqual([
    { value: '1', has_secret: false },
    { value: '94db1cb1-74f4-4a40-ad6c-962362670409', has_secret: false },
    { value: 'G-ABC123', has_secret: true },
  ])
  expect(Object.fromEntries(tools.map(({ tool, events }) => [tool, events]))).toMatchObject({
    ...{ matomo: 1, umami: 1, ga4: 1, segment: 0, plausible: 0 },
  })
})

test('an id belongs to one site, and may be given up', async () => {
  const other = await createShop(minnow.owner(), 'Other')
  const first = await add({ tool: 'matomo', value: '7' })
  expect((await add({ tool: 'matomo', value: '7' }, other)).status).toBe(409)
  const { id } = first.json as { id: string }
  // Another site's owner cannot take it away.
  expect((await minnow.owner().call('removeOtherId', { params: { site: other, id } })).status).toBe(404)
  expect((await minnow.owner().call('removeOtherId', { params: { site: minnow.site(), id } })).status).toBe(200)
  expect((await add({ tool: 'matomo', value: '7' }, other)).status).toBe(200)
})

test("nobody takes another site's events by giving its id to a site of their own", async () => {
  const other = await createShop(minnow.owner(), 'Other')
  await add({ tool: 'segment', value: minnow.site() }, other)
  const headers = { 'user-agent': phone, origin: 'https://shop.example' }
  const body = JSON.stringify({ writeKey: minnow.site(), anonymousId: 'a', event: 'Not taken' })
  expect((await fetch(`${minnow.url()}/v1/track`, { method: 'POST', headers, body })).status).toBe(200)
  expect((await minnow.stored()).filter(({ name }) => name === 'Not taken')).toHaveLength(1)
  expect(await minnow.stored(other)).toEqual([])
})

test('a domain means a site where only one has it; else the id that was entered decides', async () => {
  const settings = { timezone: 'UTC', currency: 'EUR' }
  const make = async (name: string) =>
    (await minnow.owner().call('createSite', { body: { name, domains: ['tea.example'], ...settings } })).json as {
      id: string
    }
  const one = await make('One')
  const send = async () => {
    const answer = await fetch(`${minnow.url()}/api/event`, {
      ...{ method: 'POST', headers: { 'user-agent': phone, origin: 'https://tea.example' } },
      body: JSON.stringify({ name: 'pageview', domain: 'tea.example', url: 'https://tea.example/' }),
    })
    return answer.status
  }
  expect(await send()).toBe(202)
  const two = await make('Two')
  expect(await send()).toBe(400)
  await add({ tool: 'plausible', value: 'tea.example' }, two.id)
  expect(await send()).toBe(202)
  expect([await minnow.stored(one.id), await minnow.stored(two.id)].map(({ length }) => length)).toEqual([1, 1])
})

test('a server is believed by an id only where the owner said so', async () => {
  const send = async (value: string): Promise<string> => {
    const message = { anonymousId: 'b', event: 'From a server', context: { ip: '203.150.0.9', userAgent: phone } }
    const answer = await fetch(`${minnow.url()}/v1/batch`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: value, batch: [{ type: 'track', ...message }] }),
    })
    return `${answer.status} ${answer.headers.get('x-minnow-dropped')}`
  }
  await add({ tool: 'segment', value: 'browsers-key' })
  await add({ tool: 'segment', value: 'servers-key', servers: true })
  expect(await send('browsers-key')).toBe('403 needs_key')
  expect(await send('servers-key')).toBe('200 null')
  const rows = (await minnow.stored()).filter(({ name }) => name === 'From a server')
  expect(rows).toMatchObject([{ country: 'TH', browser: 'Chrome' }])
  expect((await state()).tools.find(({ tool }) => tool === 'segment')?.dropped).toEqual({ needs_key: 1 })
})
