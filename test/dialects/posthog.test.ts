import { gzipSync } from 'node:zlib'
import LzString from 'lz-string'
import { PostHog } from 'posthog-node'
import { describe, expect, test, vi } from 'vitest'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()
const named = async (name: string) => (await minnow.stored()).filter((row) => row.name === name)

const client = (key = minnow.key()) => {
  const posthog = new PostHog(key, { host: minnow.url(), flushAt: 20, fetchRetryCount: 0 })
  const failures: unknown[] = []
  posthog.on('error', (error) => failures.push(error))
  return { posthog, failures }
}

describe("PostHog's client for Node", () => {
  test('reports events, who somebody is, and asks for flags that there are none of', async () => {
    const { posthog, failures } = client()
    const context = { $ip: '203.150.0.9', $raw_user_agent: phone, $current_url: 'https://shop.example/tea' }
    posthog.capture({ distinctId: 'u1', event: '$pageview', properties: { ...context, title: 'Tea' } })
    posthog.capture({
      ...{ distinctId: 'u1', event: 'Order Completed' },
      properties: {
        ...context,
        order_id: 'P-1',
        revenue: 29,
        currency: 'EUR',
        products: [{ product_id: 'tea', price: 29 }],
      },
    })
    posthog.capture({ distinctId: 'u1', event: 'question asked', properties: { topic: 'delivery' } })
    posthog.identify({ distinctId: 'u1', properties: { email: 'ann@shop.example' } })
    posthog.alias({ distinctId: 'u1', alias: 'old-browser' })
    expect(await posthog.isFeatureEnabled('anything', 'u1')).not.toBe(true)
    await posthog.shutdown()
    expect(failures).toEqual([])
    expect(await named('page_view')).toMatchObject([
      { origin: 'posthog', path: '/tea', country: 'TH', browser: 'Chrome' },
    ])
    expect(await named('purchase')).toMatchObject([{ value: 29, currency: 'EUR', transaction_id: 'P-1' }])
    expect(await named('question asked')).toMatchObject([{ properties: { topic: 'delivery' } }])
    expect(await named('identify')).toHaveLength(2)
  })

  test("is told when a server uses the site's public id", async () => {
    // Its client says so on the console as well.
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const { posthog, failures } = client(minnow.site())
    posthog.capture({ distinctId: 'u2', event: 'not believed' })
    await posthog.shutdown().catch(() => undefined)
    expect(failures.length).toBeGreaterThan(0)
    expect(await named('not believed')).toEqual([])
  })
})

describe('a body of whatever form its clients have had', () => {
  const event = (name: string) => ({
    ...{ event: name, uuid: `id of ${name}`, timestamp: new Date().toISOString() },
    properties: { token: minnow.site(), distinct_id: '0190d6a5-2f6c-7a52-8c1f-1b2c3d4e5f60', $lib: 'web' },
  })
  const send = (path: string, body: BodyInit | undefined, headers: Record<string, string> = {}) =>
    fetch(`${minnow.url()}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'user-agent': phone, origin: 'https://shop.example', ...headers },
      ...(body !== undefined && { body }),
    })
  const base64 = (name: string) => Buffer.from(JSON.stringify(event(name))).toString('base64')
  const form = { 'content-type': 'application/x-www-form-urlencoded' }

  test.each<[string, () => Promise<Response>]>([
    ['JSON', () => send('/e/', JSON.stringify([event('JSON')]))],
    [
      'gzip without a header',
      () => send('/i/v0/e/?compression=gzip-js', gzipSync(JSON.stringify(event('gzip without a header')))),
    ],
    ['an event by its first address', () => send('/capture/', JSON.stringify(event('an event by its first address')))],
    ['base64', () => send('/e/?compression=base64', `data=${encodeURIComponent(base64('base64'))}`, form)],
    ['a form with its plus signs lost', () => send('/e/', `data=${base64('a form with its plus signs lost')}`, form)],
    [
      'lz64',
      () => {
        const data = LzString.compressToBase64(JSON.stringify([event('lz64')]))
        return send('/e/?compression=lz64', `data=${encodeURIComponent(data)}&compression=lz64`, form)
      },
    ],
    ['an address', () => send(`/e/?data=${encodeURIComponent(base64('an address'))}`, undefined)],
  ])('%s is read', async (name, ask) => {
    const answer = await ask()
    expect([answer.status, await answer.json()]).toEqual([200, { status: 1 }])
    expect(await named(name)).toMatchObject([{ origin: 'posthog' }])
  })

  test('that is none of them is refused', async () => {
    expect((await send('/e/', 'no JSON at all {')).status).toBe(400)
    expect((await send('/e/', gzipSync('x'.repeat(60_000_000)))).status).toBe(413)
  })

  test('in its newest form is told the fate of each event', async () => {
    const answer = await send(
      '/i/v1/analytics/events',
      JSON.stringify({ batch: [{ ...event('v1'), distinct_id: 'a' }] }),
      {
        authorization: `Bearer ${minnow.site()}`,
      },
    )
    expect(await answer.json()).toEqual({ results: { 'id of v1': { result: 'ok' } } })
    expect(await named('v1')).toHaveLength(1)
  })
})
