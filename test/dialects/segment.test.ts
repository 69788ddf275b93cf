import RudderAnalytics from '@rudderstack/rudder-sdk-node'
import { Analytics } from '@segment/analytics-node'
import { describe, expect, test } from 'vitest'
import { sql } from '../../src/platform/sql.ts'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()

const order = {
  order_id: 'A-17',
  revenue: 43.5,
  currency: 'EUR',
  products: [
    { product_id: 'tea', name: 'Green tea', price: 14.5, quantity: 2, category: 'Tea' },
    { product_id: 'cup', name: 'Cup', price: 14.5, quantity: 1 },
  ],
}

describe("Segment's client for Node", () => {
  test('says a purchase in the words of the e-commerce spec, and Minnow in its own', async () => {
    const analytics = new Analytics({ writeKey: minnow.key(), host: minnow.url(), flushAt: 20 })
    const context = {
      ip: '203.150.0.9',
      userAgent: phone,
      page: { url: 'https://shop.example/tea', referrer: 'https://www.google.com/' },
    }
    const failures: unknown[] = []
    analytics.on('error', (error) => failures.push(error))
    const who = { anonymousId: 'ann-phone', context }
    analytics.page({ ...who, name: 'Tea', properties: { title: 'Green tea' } })
    analytics.track({
      ...who,
      event: 'Product Viewed',
      properties: { product_id: 'tea', name: 'Green tea', price: 14.5 },
    })
    analytics.track({ ...who, event: 'Product Added', properties: { product_id: 'tea', price: 14.5, quantity: 2 } })
    analytics.identify({ ...who, userId: 'u1', traits: { email: 'ann@shop.example', plan: 'gold' } })
    analytics.track({ ...who, userId: 'u1', event: 'Order Completed', properties: order })
    analytics.track({ ...who, userId: 'u1', event: 'Asked A Question', properties: { topic: 'delivery' } })
    await analytics.closeAndFlush()
    expect(failures).toEqual([])
    const rows = await minnow.stored()
    const named = Object.fromEntries(rows.map((row) => [row.name, row]))
    expect(Object.keys(named).sort()).toEqual([
      ...['Asked A Question', 'add_to_cart', 'identify', 'page_view', 'purchase', 'view_item'],
    ])
    expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1)
    expect(named.page_view).toMatchObject({
      ...{ origin: 'segment', host: 'shop.example', path: '/tea', country: 'TH', browser: 'Chrome' },
      ...{ channel: 'Organic Search', source: 'google' },
    })
    expect(named.add_to_cart).toMatchObject({ value: 29, currency: 'VND' })
    expect(named.purchase).toMatchObject({ value: 43.5, currency: 'EUR', transaction_id: 'A-17' })
    expect(JSON.parse(named.purchase?.properties.items ?? '')).toEqual([
      { item_id: 'tea', item_name: 'Green tea', price: 14.5, quantity: 2, item_category: 'Tea' },
      { item_id: 'cup', item_name: 'Cup', price: 14.5, quantity: 1 },
    ])
    expect(named.identify?.properties).toEqual({ plan: 'gold' })
  })

  test('says screens, groups and who was whom before', async () => {
    const analytics = new Analytics({ writeKey: minnow.key(), host: minnow.url() })
    analytics.screen({ anonymousId: 'dan-app', name: 'Cart', properties: { items: 2 } })
    analytics.alias({ previousId: 'dan-app', userId: 'dan' })
    analytics.group({ userId: 'dan', groupId: 'tea-club', traits: { plan: 'gold' } })
    await analytics.closeAndFlush()
    const rows = await minnow.stored()
    const screen = rows.findLast(({ name }) => name === 'screen_view')
    expect(screen?.properties).toEqual({ screen_name: 'Cart', items: '2' })
    const group = rows.findLast(({ name }) => name === 'group')
    expect(group?.properties).toEqual({ group_id: 'tea-club', plan: 'gold' })
    // The app before the account, and the account, are one person.
    const { deps } = minnow.minnow().minnow
    const [people] = await deps.events.query<{ persons: string }>(
      sql`SELECT toString(uniqExact(person)) AS persons FROM people FINAL
        WHERE site = ${minnow.site()} AND visitor IN (SELECT visitor FROM events WHERE name IN ('screen_view', 'group'))`,
    )
    expect(people).toEqual({ persons: '1' })
  })

  test('may send the same again, and it counts once', async () => {
    const send = async (): Promise<void> => {
      const analytics = new Analytics({ writeKey: minnow.key(), host: minnow.url() })
      analytics.track({ anonymousId: 'ben', event: 'Resent', messageId: 'one-and-the-same' })
      await analytics.closeAndFlush()
    }
    await send()
    await send()
    expect((await minnow.stored()).filter(({ name }) => name === 'Resent')).toHaveLength(1)
  })

  test.each([
    ['an unknown write key', 'nobodys', 'unknown_site'],
    ['the public id of a site, which is for browsers', '', 'needs_key'],
  ])('is told about %s', async (_, writeKey, code) => {
    const analytics = new Analytics({ writeKey: writeKey || minnow.site(), host: minnow.url(), maxRetries: 0 })
    const failures: unknown[] = []
    analytics.on('error', (error) => failures.push(error))
    analytics.track({ anonymousId: 'x', event: 'Lost' })
    await analytics.closeAndFlush()
    expect(failures).toHaveLength(1)
    const answer = await fetch(`${minnow.url()}/v1/track`, {
      method: 'POST',
      body: JSON.stringify({ writeKey: writeKey || minnow.site(), anonymousId: 'x', event: 'Lost' }),
    })
    expect(answer.headers.get('x-minnow-dropped')).toBe(code)
    expect((await minnow.stored()).some(({ name }) => name === 'Lost')).toBe(false)
  })
})

describe("RudderStack's client for Node", () => {
  test('sends compressed batches, which are read', async () => {
    const client = new RudderAnalytics(minnow.key(), { dataPlaneUrl: minnow.url(), flushAt: 20, logLevel: 'silent' })
    client.identify({ userId: 'cat', traits: { email: 'cat@shop.example' } })
    client.track({ userId: 'cat', event: 'Checkout Started', properties: { ...order, order_id: undefined } })
    await new Promise<void>((resolve, reject) => {
      client.flush((error) => (error ? reject(error) : resolve()))
    })
    const rows = (await minnow.stored()).filter(({ name }) => name === 'begin_checkout')
    expect(rows).toMatchObject([{ value: 43.5, currency: 'EUR', origin: 'segment' }])
  })
})
