import { Umami } from '@umami/node'
import { expect, test } from 'vitest'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()

/** What Umami's script in a page sends. */
const fromPage = async (body: unknown, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${minnow.url()}/api/send`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': phone, origin: 'https://shop.example', ...headers },
    body: JSON.stringify(body),
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Record<string, unknown> }
}

const page = (more: object = {}) => ({
  ...{ website: minnow.site(), hostname: 'shop.example', language: 'th-TH', screen: '390x844', title: 'Tea' },
  ...{ url: '/tea?utm_source=line&utm_medium=social', referrer: '' },
  ...more,
})

test("Umami's client for Node reports page views, events and who somebody is", async () => {
  const umami = new Umami({ websiteId: minnow.key(), hostUrl: minnow.url(), userAgent: phone })
  await umami.track({ url: '/tea', hostname: 'shop.example', title: 'Tea', referrer: '/start', id: 'u1' } as never)
  await umami.track('Ask a question', { topic: 'delivery', revenue: 12.5, currency: 'EUR' })
  const answer = await umami.identify({ plan: 'gold' })
  expect(await answer.json()).toMatchObject({ sessionId: expect.any(String), visitId: expect.any(String) })
  const rows = (await minnow.stored()).filter(({ origin }) => origin === 'umami')
  expect(rows.map(({ name }) => name).sort()).toEqual(['Ask a question', 'identify', 'page_view'])
  expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({
    host: 'shop.example',
    path: '/tea',
    title: 'Tea',
  })
  expect(rows.find(({ name }) => name !== 'page_view' && name !== 'identify')).toMatchObject({
    ...{ value: 12.5, currency: 'EUR', properties: { topic: 'delivery' } },
  })
})

test("its script's page views, events and Web Vitals are one visitor's", async () => {
  const first = await fromPage({ type: 'event', payload: page() })
  expect(first.status).toBe(200)
  const cache = String(first.body.cache)
  const second = await fromPage(
    { type: 'event', payload: page({ name: 'add-to-cart', tag: 'b' }) },
    { 'x-umami-cache': cache },
  )
  expect(second.body).toMatchObject({ sessionId: first.body.sessionId, visitId: first.body.visitId })
  await fromPage({ type: 'performance', payload: page({ lcp: 1_900, cls: 0.3 }) })
  const rows = (await minnow.stored()).filter(({ path, browser }) => path === '/tea' && browser === 'Chrome').slice(-4)
  expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1)
  expect(rows.map(({ name, source, channel }) => ({ name, source, channel }))).toEqual([
    { name: 'page_view', source: 'line', channel: 'LINE' },
    { name: 'add-to-cart', source: 'line', channel: 'LINE' },
    { name: 'web_vital', source: 'line', channel: 'LINE' },
    { name: 'web_vital', source: 'line', channel: 'LINE' },
  ])
  expect(rows.slice(2).map(({ properties }) => [properties.metric, properties.rating])).toEqual([
    ['LCP', 'good'],
    ['CLS', 'poor'],
  ])
})

test('a batch is judged one by one', async () => {
  const answer = await fetch(`${minnow.url()}/api/batch`, {
    method: 'POST',
    headers: { 'user-agent': phone, authorization: `Bearer ${minnow.key()}` },
    body: JSON.stringify([
      { type: 'event', payload: page({ name: 'one' }) },
      { type: 'event', payload: { name: 'of nobody' } },
      { type: 'other', payload: page() },
      { type: 'event', payload: page({ name: 'two', timestamp: Math.floor(Date.now() / 1_000) - 3_600 }) },
    ]),
  })
  expect(await answer.json()).toMatchObject({ size: 4, processed: 2, errors: 2, details: [{ index: 1 }, { index: 2 }] })
  const rows = await minnow.stored()
  expect(rows.find(({ name }) => name === 'two')?.seconds_late).toBeGreaterThanOrEqual(3_600)
})

test('a crawler is answered as Umami answers it, an unknown website refused', async () => {
  const crawler = await fromPage({ type: 'event', payload: page() }, { 'user-agent': 'Googlebot/2.1' })
  expect([crawler.status, crawler.body]).toEqual([200, { beep: 'boop' }])
  expect((await fromPage({ type: 'event', payload: page({ website: 'nobody' }) })).status).toBe(400)
  expect((await fromPage({ type: 'event' })).status).toBe(400)
  expect((await fromPage({ type: 'event', payload: page() }, { origin: 'https://other.example' })).status).toBe(403)
})
