import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { serveShop } from '../served-minnow.ts'
import { phone, useRunningMinnow } from './running-minnow.ts'

// What docs/recipes says is run as it is written there, with the address and the id of a running Minnow.

const minnow = useRunningMinnow()
let browser: Browser
beforeAll(async () => {
  browser = await launchBrowser()
  await minnow.owner().call('updateSite', { params: { site: minnow.site() }, body: { recognition: 'full' } })
})
afterAll(() => browser.close())

const codeOf = (recipe: string, language: string): string => {
  const text = readFileSync(join(import.meta.dirname, '../../docs/recipes', recipe), 'utf8')
  const blocks = [...text.matchAll(new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 'gs'))].map(([, code]) => code ?? '')
  return blocks.join('\n').replaceAll('https://stats.shop.example', minnow.url()).replaceAll('SITE_ID', minnow.site())
}

test('the tag by Google Tag Manager: page views and what the data layer says', async () => {
  const sale =
    '(window.dataLayer = window.dataLayer || []).push({ event: "add_to_cart", ecommerce: { value: 29, currency: "EUR" } })'
  const shop = await serveShop(
    `<!doctype html><title>Tea</title><link rel="icon" href="data:,"><script>${sale}</script>${codeOf('google-tag-manager.md', 'html')}`,
  )
  const page = await browser.newPage({ userAgent: phone })
  await page.goto(`${shop.url}/by-gtm`)
  const stored = async () => (await minnow.stored()).filter(({ path }) => path === '/by-gtm').map(({ name }) => name)
  await expect.poll(stored, { timeout: 30_000 }).toEqual(expect.arrayContaining(['page_view', 'add_to_cart']))
  shop.close()
})

type Subscriber = (event: unknown) => unknown

test("Shopify's pixel: the checkout by the tag's visitor, with items, money and order", async () => {
  const subscribers = new Map<string, Subscriber>()
  const sent: Promise<Response>[] = []
  // What Shopify gives to a custom pixel, with the values of its documentation.
  runInNewContext(codeOf('shopify.md', 'js'), {
    analytics: { subscribe: (name: string, subscriber: Subscriber) => subscribers.set(name, subscriber) },
    browser: { cookie: { get: async () => 'vis1.ses1.abc' } },
    fetch: (url: string, init: RequestInit) => {
      const headers = { ...(init.headers as Record<string, string>), 'user-agent': phone, origin: 'null' }
      sent.push(fetch(url, { ...init, headers }))
    },
  })
  const price = { amount: 14.5, currencyCode: 'EUR' }
  const variant = { id: '11', title: '100 g', price, product: { id: '1', title: 'Green tea' } }
  const checkout = {
    ...{ totalPrice: { amount: 31, currencyCode: 'EUR' }, currencyCode: 'EUR', email: 'ann@shop.example', token: 't' },
    ...{ lineItems: [{ variant, quantity: 2 }], order: { id: 'S-1' } },
  }
  const data: Record<string, unknown> = {
    product_viewed: { productVariant: variant },
    product_added_to_cart: {
      cartLine: { merchandise: variant, quantity: 2, cost: { totalAmount: { amount: 29, currencyCode: 'EUR' } } },
    },
    checkout_started: { checkout },
    checkout_shipping_info_submitted: { checkout },
    payment_info_submitted: { checkout },
    checkout_completed: { checkout },
  }
  for (const [name, subscriber] of subscribers) {
    const page = { location: { href: 'https://shop.example/checkouts/1' }, title: 'Checkout' }
    const context = { document: page, navigator: { language: 'en' } }
    await subscriber({
      id: `shopify ${name}`,
      timestamp: new Date().toISOString(),
      clientId: 'c',
      context,
      data: data[name],
    })
  }
  await expect.poll(() => sent.length).toBe(subscribers.size)
  expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(Array(6).fill(202))
  const rows = (await minnow.stored()).filter(({ path }) => path === '/checkouts/1')
  expect(rows.map(({ name }) => name).sort()).toEqual([
    ...['add_payment_info', 'add_shipping_info', 'add_to_cart', 'begin_checkout', 'purchase', 'view_item'],
  ])
  expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1)
  expect(rows.find(({ name }) => name === 'purchase')).toMatchObject({
    value: 31,
    currency: 'EUR',
    transaction_id: 'S-1',
  })
  expect(JSON.parse(rows.find(({ name }) => name === 'purchase')?.properties.items ?? '')).toEqual([
    { item_id: '1', item_name: 'Green tea', item_variant: '100 g', price: 14.5, quantity: 2 },
  ])
})
