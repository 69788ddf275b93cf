import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dialects } from '../../src/collect/index.ts'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()
const routes = dialects.flatMap((dialect) => dialect.routes)

test('no bytes of any declared kind, at any route of another tool, make Minnow fail', async () => {
  const type = fc.constantFrom('application/json', 'text/plain', 'application/x-www-form-urlencoded', 'image/png', '')
  const encoding = fc.constantFrom('', 'gzip', 'br', 'deflate', 'x')
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 200 }),
    fc.json({ maxDepth: 3 }).map((text) => new TextEncoder().encode(text)),
    fc
      .constantFrom('{"batch":[[[]]]}', '[{"event":"$pageview"}]', '{"requests":["?rec=1"]}')
      .map((text) => new TextEncoder().encode(text)),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...routes),
      bytes,
      type,
      encoding,
      async ({ method, path }, body, contentType, contentEncoding) => {
        const answer = await fetch(`${minnow.url()}${path}?idsite=x&rec=1&data=%00&measurement_id=x`, {
          method,
          headers: {
            'user-agent': phone,
            'content-type': contentType,
            'content-encoding': contentEncoding,
            origin: 'null',
          },
          ...(method === 'POST' && { body: Uint8Array.from(body) }),
        })
        expect(answer.status).toBeLessThan(500)
        await answer.arrayBuffer()
      },
    ),
    { numRuns: 400 },
  )
})

test('a body that is too large is refused, and the next is taken', async () => {
  const large = await fetch(`${minnow.url()}/v1/batch`, { method: 'POST', body: 'x'.repeat(600_000) }).catch(
    () => undefined,
  )
  expect(large?.status ?? 413).toBe(413)
  const call = await fetch(`${minnow.url()}/v1/track`, {
    method: 'POST',
    body: JSON.stringify({ event: 'x'.repeat(40_000), writeKey: minnow.key() }),
  })
  expect(call.status).toBe(400)
  const next = await fetch(`${minnow.url()}/v1/track`, {
    method: 'POST',
    body: JSON.stringify({ event: 'fine', writeKey: minnow.key(), anonymousId: 'a' }),
  })
  expect(next.status).toBe(200)
})

test('pages of any origin may ask first, with whatever headers their client has', async () => {
  for (const { path } of routes) {
    const answer = await fetch(`${minnow.url()}${path}`, {
      method: 'OPTIONS',
      headers: {
        ...{ origin: 'https://shop.example', 'access-control-request-method': 'POST' },
        'access-control-request-headers': 'content-type,x-umami-cache',
      },
    })
    expect([path, answer.status, answer.headers.get('access-control-allow-headers')]).toEqual([
      ...[path, 204, 'content-type,x-umami-cache'],
    ])
  }
})

test("a store that takes nothing makes every tool's client wait and send again", async () => {
  await minnow.minnow().minnow.collector.close()
  const post = (path: string, body: unknown) =>
    fetch(`${minnow.url()}${path}`, { method: 'POST', headers: { 'user-agent': phone }, body: JSON.stringify(body) })
  const url = 'https://shop.example/'
  const key = minnow.key()
  const answers = await Promise.all([
    post('/v1/track', { writeKey: key, event: 'x', anonymousId: 'a' }),
    post(`/mp/collect?measurement_id=${minnow.site()}&api_secret=${key}`, { client_id: '1', events: [{ name: 'x' }] }),
    post('/api/event', { domain: 'shop.example', name: 'pageview', url }),
    post('/api/send', { type: 'event', payload: { website: minnow.site(), url } }),
    post(`/matomo.php?idsite=${minnow.site()}&rec=1&url=${url}`, ''),
    post('/batch/', { api_key: key, batch: [{ event: 'x', distinct_id: 'a' }] }),
  ])
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(503))
  for (const answer of answers) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
})
