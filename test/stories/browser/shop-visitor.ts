// What one visitor does in the demo shop, tap by tap. The test beside this file knows how often each event follows.
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

export type Visitor = { page: Page; name: string; isPhone: boolean }

/** A page is there when the parts of the tag that it needs are, which come half a second after it. */
const settled = async (page: Page): Promise<void> => {
  await page.waitForFunction(() => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
    const parts = ['forms', 'layer', 'vitals', ...(document.querySelector('video') ? ['video'] : [])]
    return parts.every((part) => loaded.some((name) => name.endsWith(`/m/${part}.js`)))
  })
  await page.waitForTimeout(300)
}

/**
 * Runs in every page before its own scripts. Links that lead out of the shop lead nowhere here; a phone can share; and
 * the shop says its orders, saved things and downloads twice, as shops with a tag manager and `gtag` at once do.
 */
export const prepare = async (page: Page, isPhone: boolean): Promise<void> => {
  await page.addInitScript((canShare) => {
    const layer: unknown[] = []
    Object.assign(window, { dataLayer: layer })
    const doubled = ['add_to_wishlist', 'add_to_cart', 'generate_lead', 'purchase']
    const gtag = (...entry: unknown[]) => (window as unknown as { dataLayer: unknown[] }).dataLayer.push({ ...entry })
    layer.push = (...entries) => {
      for (const entry of entries as { event?: string; ecommerce?: object }[]) {
        Array.prototype.push.call(layer, entry)
        if (entry.event && doubled.includes(entry.event)) gtag('event', entry.event, entry.ecommerce ?? {})
      }
      return layer.length
    }
    addEventListener('click', (event) => {
      const link = (event.target as Element).closest('a')
      if (link && !link.href.startsWith(location.origin)) event.preventDefault()
      if (link?.hasAttribute('download')) gtag('event', 'file_download', { file_extension: 'pdf' })
    })
    if (canShare) {
      const share = async () => undefined
      Object.defineProperty(Navigator.prototype, 'share', { configurable: true, writable: true, value: share })
    }
  }, isPhone)
}

const presser =
  ({ page, isPhone }: Visitor) =>
  async (selector: string): Promise<void> => {
    const element = page.locator(selector).first()
    await (isPhone ? element.tap() : element.click())
  }

/** From the catalogue to a product: its video, a heart, a comment, shares, two of it in the cart. */
const looksAtATeapot = async (visitor: Visitor): Promise<void> => {
  const { page, isPhone } = visitor
  const press = presser(visitor)
  await press('.card[data-id=bat-trang-teapot] h3 a')
  await page.waitForURL('**/products/bat-trang-teapot.html')
  await settled(page)
  await page.locator('#product-video').evaluate(async (video: HTMLVideoElement) => {
    video.muted = true
    video.playbackRate = 2
    await video.play()
    await new Promise((resolve) => video.addEventListener('ended', resolve))
  })
  await press('.heart.large')
  await press('.share-facebook')
  if (isPhone) await press('.share-own')
  await page.locator('input[name=author]').fill(visitor.name)
  await page.locator('textarea[name=comment]').fill('It pours without a drip.')
  await press('#comment-form button')
  await page.locator('#quantity').fill('2')
  await press('.add-to-cart')
  await settled(page)
}

const searches = async ({ page }: Visitor): Promise<void> => {
  await page.locator('#find-q').fill('lotus')
  await page.locator('#find-q').press('Enter')
  await page.waitForURL('**/search.html?q=lotus')
  await settled(page)
}

/** The tea found is put into the cart, more of it and less again, and everything is ordered. */
const orders = async (visitor: Visitor): Promise<void> => {
  const { page, name } = visitor
  const press = presser(visitor)
  await press('.card[data-id=lotus-tea] .add')
  await press('.cart-link')
  await page.waitForURL('**/cart.html')
  await settled(page)
  await press('[data-id=lotus-tea] [data-step="1"]')
  await press('[data-id=lotus-tea] [data-step="-1"]')
  await press('#to-checkout')
  await page.waitForURL('**/checkout.html')
  await settled(page)
  await page.locator('input[name=name]').fill(name)
  await page.locator('#shipping-form input[name=email]').fill(`${name}@shop.example`)
  await page.locator('input[name=address]').fill('Hàng Bè 1')
  await page.locator('input[name=city]').fill('Hà Nội')
  await press('#to-payment')
  await page.waitForURL('**/payment.html')
  await settled(page)
  await page.locator('input[value=bank_qr]').check()
  await press('#place-order')
  await page.waitForURL('**/thank-you.html?order=*')
}

/** The guide is read to its end and taken along, then back and forth to where the shop can be asked. */
const readsAndAsks = async (visitor: Visitor): Promise<void> => {
  const { page, name } = visitor
  const press = presser(visitor)
  await press('a.plain-link[href="guide.html"]')
  await page.waitForURL('**/guide.html')
  await settled(page)
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  await page.waitForTimeout(2_000)
  await press('#ebook-guide')
  await press('.menu a[href$="visit.html"]')
  await page.waitForURL('**/visit.html')
  await settled(page)
  await page.goBack()
  await page.waitForURL('**/guide.html')
  await settled(page)
  await page.goForward()
  await page.waitForURL('**/visit.html')
  await settled(page)
  for (const way of ['zalo', 'messenger', 'line', 'phone', 'mail', 'map']) await press(`#contact-chips .contact-${way}`)
  await page.locator('#cafe-form input[name=name]').fill(name)
  await page.locator('input[name=reach]').fill('0900 000 000')
  await press('#cafe-form button')
  await page.locator('#letter-email').fill(`${name}@shop.example`)
  await press('#newsletter-form button')
  await settled(page)
}

export const shopsFor = async (visitor: Visitor, whenBought: () => Promise<unknown>): Promise<string> => {
  const { page } = visitor
  await settled(page)
  await looksAtATeapot(visitor)
  await searches(visitor)
  await orders(visitor)
  await whenBought()
  await settled(page)
  const number = await page.locator('#number').textContent()
  await readsAndAsks(visitor)
  const missing = await page.goto('/demo-shop/products/sold-out')
  expect(missing?.status()).toBe(404)
  await settled(page)
  await page.close({ runBeforeUnload: true })
  return number ?? ''
}
