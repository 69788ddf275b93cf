import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useServedMinnow } from '../../served-minnow.ts'
import { launchOf, type NamedShop, openNamedShop } from './named-shop.ts'

const minnow = useServedMinnow()
let shop: NamedShop
let browser: Browser

beforeAll(async () => {
  shop = await openNamedShop(minnow, ['shop.example', 'shop-pay.example'])
  browser = await launchOf('person')
  shop.pages.set('shop.example/', `<a id="pay" href="${shop.url('shop-pay.example', '/pay')}">Pay</a>`)
  shop.pages.set('shop-pay.example/pay', `<a id="back" href="${shop.url('shop.example', '/thanks')}">Back</a>`)
  shop.pages.set('shop.example/thanks', 'Thanks')
})
afterAll(async () => {
  await browser?.close()
  shop?.close()
})

const visit = async (language: string, path = '/'): Promise<Page> => {
  const visitor = await browser.newContext({ locale: language })
  const page = await visitor.newPage()
  await page.goto(shop.url('shop.example', path))
  await page.waitForFunction('window.minnow?.link')
  return page
}
const totals = async () => {
  const { people, sessions, page_views: views } = (await shop.overview()).totals
  return { people, sessions, views }
}

test('who pays on another domain of the site is one person in one visit, brought by what brought them', async () => {
  const page = await visit('vi-VN', '/?utm_source=newsletter&utm_medium=email')
  await page.click('#pay')
  await page.waitForURL(shop.url('shop-pay.example', '/pay'))
  await page.waitForFunction('window.minnow?.link')
  await page.evaluate("minnow.track('purchase', { value: 20, currency: 'USD', transaction_id: 'T-1' })")
  await page.click('#back')
  await page.waitForURL(shop.url('shop.example', '/thanks'))
  await expect.poll(totals, { timeout: 15_000 }).toEqual({ people: 1, sessions: 1, views: 3 })
  const events = await shop.events()
  expect(new Set(events.map(({ url }) => new URL(url).hostname))).toEqual(new Set(['shop.example', 'shop-pay.example']))
  expect(new Set(events.map(({ visitor, session, source }) => [visitor, session, source].join()))).toHaveLength(1)
  expect(events.find(({ name }) => name === 'purchase')).toMatchObject({ source: 'newsletter', landing_page: '/' })
  const clicks = events.filter(({ name }) => name === 'click')
  expect(clicks.map(({ properties }) => properties.outbound)).toEqual(['false', 'false'])
  expect(JSON.stringify(events)).not.toContain('minnow-link')
  await page.context().close()
})

test('who is sent a link that somebody has just clicked is somebody else', async () => {
  const page = await visit('vi-VN')
  await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
  await page.click('#pay')
  const address = (await page.getAttribute('#pay', 'href')) ?? ''
  expect(address).toContain('minnow-link')
  const friend = await browser.newContext({ locale: 'th-TH' })
  const other = await friend.newPage()
  await other.goto(address)
  await other.waitForURL(shop.url('shop-pay.example', '/pay'))
  await expect.poll(totals, { timeout: 15_000 }).toEqual({ people: 3, sessions: 3, views: 5 })
  expect(JSON.stringify(await shop.events())).not.toContain('minnow-link')
  for (const context of [page.context(), friend]) await context.close()
})
