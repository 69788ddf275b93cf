// A thank-you page is closed as soon as it is seen. What it told the data layer by then still counts.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

const order = { transaction_id: 'T1', currency: 'VND', value: 450_000, items: [{ item_id: 'tea', price: 450_000 }] }
const say = (script: string) =>
  `<h1>Thank you</h1><script type="module">window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) }; ${script}</script>`
const asManager = `dataLayer.push({ event: 'gtm.js' }); dataLayer.push({ ecommerce: null }); dataLayer.push({ event: 'page_view' }); dataLayer.push({ event: 'purchase', ecommerce: ${JSON.stringify(order)} })`
const asGtag = `gtag('js', new Date()); gtag('config', 'G-1'); gtag('event', 'page_view'); gtag('event', 'conversion', { send_to: 'AW-1/x' }); gtag('consent', 'update', {}); gtag('event', 'purchase', ${JSON.stringify(order)})`
const bought = {
  transaction_id: 'T1',
  currency: 'VND',
  value: 450_000,
  properties: { items: [{ item_id: 'tea', price: 450_000 }] },
}

describe.each([
  ['a tag manager', asManager],
  ['gtag', asGtag],
])('a purchase said by %s', (_, script) => {
  test.each([
    ['full', () => site.tag()],
    ['cookieless', () => site.tag('')],
  ])('arrives when the tab is closed before its reader is there (%s)', async (_mode, tag) => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.partsDelayMs = 3_000
    await page.goto(site.page('/thanks', say(script), tag()))
    await site.seen('page_view')
    await page.close({ runBeforeUnload: true })
    const [purchase] = await site.seen('purchase')
    expect(purchase).toMatchObject(bought)
    const copied = site.events().map(({ name }) => name)
    expect(copied.filter((name) => !['page_view', 'engagement', 'web_vital'].includes(name))).toEqual(['purchase'])
    await visitor.close()
  })

  test('arrives when another page follows at once', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.page('/next', 'Next')
    await page.goto(site.page('/thanks', say(script)))
    await page.evaluate(() => location.assign('/next'))
    await page.waitForURL('**/next')
    await site.seen('purchase')
    await site.seen('page_view', 2)
    await page.waitForTimeout(1_500)
    expect(site.events('purchase')).toHaveLength(1)
    await visitor.close()
  })

  test('counts once when the page is looked at again', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.partsDelayMs = 3_000
    await page.goto(site.page('/thanks', say(script)))
    // As a phone does when another application comes to the front, and the page may never be seen again.
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
    await site.seen('purchase')
    await expect.poll(() => site.scripts).toContain('/m/layer.js')
    await page.waitForTimeout(3_500)
    await page.evaluate(() => {
      ;(window.dataLayer as unknown[]).push({ event: 'newsletter_signup' })
    })
    await site.seen('newsletter_signup')
    expect(site.events('purchase')).toHaveLength(1)
    await visitor.close()
  })
})

test('what the tag itself has seen is not said again', async () => {
  const visitor = await site.visitor()
  const page = await visitor.newPage()
  site.partsDelayMs = 3_000
  const script = "dataLayer.push({ event: 'search', search_term: 'tea' })"
  site.page('/find', say(script))
  await page.goto(site.url('/find?q=tea'))
  await site.seen('page_view')
  await page.close({ runBeforeUnload: true })
  await site.seen('engagement')
  await site.seen('search')
  await visitor.close()
})
