import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

describe('views', () => {
  test('a page view says where, from where and what', async () => {
    await site.visiting(site.page('/shoes?utm_source=zalo', 'Shoes'), async () => {
      const [view] = await site.seen('page_view')
      expect(view).toMatchObject({
        url: site.url('/shoes?utm_source=zalo'),
        referrer: '',
        title: 'Cá bé',
        language: 'vi-VN',
        properties: { trigger: 'load' },
      })
      expect(site.requests[0]).toMatchObject({ site: site.id })
      expect(Math.abs(Number(view?.time) - Date.now())).toBeLessThan(10_000)
    })
  })

  test('single-page navigation is a page view with its own title; tidying the address is none', async () => {
    await site.visiting(site.page('/app', 'App'), async (page) => {
      await page.evaluate(() => history.replaceState({}, '', '/app?tidy=1'))
      await page.evaluate(() => history.pushState({}, '', '/app?tidy=1#part'))
      await page.evaluate(() => {
        history.pushState({}, '', '/app/cart')
        setTimeout(() => {
          document.title = 'Giỏ hàng'
        }, 20)
      })
      const [, cart] = await site.seen('page_view', 2)
      expect(cart).toMatchObject({
        url: site.url('/app/cart'),
        referrer: site.url('/app?tidy=1#part'),
        title: 'Giỏ hàng',
        properties: { trigger: 'navigation' },
      })
      await page.goBack()
      await site.seen('page_view', 3)
    })
  })

  test('a page brought back by the back/forward cache is viewed again', async () => {
    await site.visiting(site.page('/back', 'Back'), async (page) => {
      await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
      const [, again] = await site.seen('page_view', 2)
      expect(again?.properties).toEqual({ trigger: 'back_forward_cache' })
    })
  })

  test('what was read of a page is said once when it is left, and goes on from there', async () => {
    await site.visiting(site.page('/long', '<div style="height:5000px">Long</div>'), async (page) => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2))
      await page.waitForTimeout(1200)
      await page.evaluate(() => history.pushState({}, '', '/next'))
      const [engagement] = await site.seen('engagement')
      expect(engagement?.url).toBe(site.url('/long'))
      const { scroll_percent, engaged_seconds, ...before } = engagement?.properties || {}
      expect(before).toEqual({ engaged_seconds_before: 0, scroll_percent_before: 0 })
      expect(scroll_percent).toBeGreaterThan(50)
      expect(scroll_percent).toBeLessThan(75)
      expect(engaged_seconds).toBeGreaterThanOrEqual(1)
    })
  })

  test('a missing page and a search are known', async () => {
    await site.visiting(site.url('/gone?q=gi%C3%A0y+da'), async () => {
      expect((await site.seen('page_missing'))[0]?.properties).toEqual({ status: 404 })
      expect((await site.seen('search'))[0]?.properties).toEqual({ search_term: 'giày da' })
    })
  })

  test('a page may say itself that it is missing', async () => {
    await site.visiting(
      site.page('/soft', '', `${site.tag()}<meta name="minnow" content="page-missing">`),
      async () => {
        await site.seen('page_missing')
      },
    )
  })
})

describe('clicks', () => {
  const body = `
    <nav id="menu"><a class="is-active item" href="/about">About us</a></nav>
    <button class="buy">  Mua   ngay <i>${'x'.repeat(100)}</i></button>
    <a id="chat" href="https://m.me/shop">Chat</a>
    <a id="call" href="tel:+84901234567">0901 234 567</a>
    <a id="map" href="https://maps.app.goo.gl/abc">Map</a>
    <a id="book" href="/files/Guide.EPUB?x=1">Ebook</a>
    <a id="tell" href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fshop">Share</a>
    <a id="out" href="https://other.example/x">Out</a>
    <span data-minnow-event="add_to_wishlist" data-minnow-item-id="7" data-minnow-value="12.5" data-minnow-currency="USD">♥</span>
    <div data-minnow-ignore><button id="secret">Secret</button></div>
    <input id="field" value="typed">
    <script>document.addEventListener('click', (event) => event.preventDefault())</script>`

  test('are named by what they are for', async () => {
    await site.visiting(site.page('/clicks', body), async (page) => {
      for (const selector of [
        '.item',
        '.buy',
        '#chat',
        '#call',
        '#map',
        '#book',
        '#tell',
        '#out',
        'span',
        '#secret',
        '#field',
      ]) {
        await page.click(selector)
      }
      const clicks = await site.seen('click', 3)
      expect(clicks.map(({ properties }) => properties)).toEqual([
        { selector: '#menu>a.item', text: 'About us', href: site.url('/about'), outbound: false },
        { selector: 'button.buy', text: `Mua ngay ${'x'.repeat(55)}`, href: '', outbound: false },
        { selector: '#out', text: 'Out', href: 'https://other.example/x', outbound: true },
      ])
      const contacts = await site.seen('contact', 3)
      expect(contacts.map(({ properties }) => properties.method)).toEqual(['messenger', 'phone', 'map'])
      expect(contacts[1]?.properties).toMatchObject({
        selector: '#call',
        text: '0901 234 567',
        href: 'tel:+84901234567',
      })
      expect((await site.seen('file_download'))[0]?.properties).toMatchObject({
        file_name: 'Guide.EPUB',
        file_extension: 'epub',
      })
      expect((await site.seen('share'))[0]?.properties).toMatchObject({ method: 'facebook' })
      expect((await site.seen('add_to_wishlist'))[0]).toMatchObject({
        value: 12.5,
        currency: 'USD',
        properties: { item_id: '7' },
      })
      expect(JSON.stringify(site.events())).not.toMatch(/Secret|typed/)
    })
  })

  test('navigator.share counts when it was shared', async () => {
    const fake =
      '<script>Object.defineProperty(Navigator.prototype, "share", { configurable: true, writable: true, value: async () => {} })</script>'
    await site.visiting(site.page('/native', 'x', fake + site.tag()), async (page) => {
      await page.waitForFunction(() => !navigator.share.toString().startsWith('async'))
      await page.evaluate(() => navigator.share({ url: 'https://shop.example/7' }))
      expect((await site.seen('share'))[0]?.properties).toEqual({ method: 'native', href: 'https://shop.example/7' })
    })
  })
})

describe('breaks', () => {
  test('scripts that throw and media that do not load are said once each', async () => {
    const body = `<video src="/none.mp4"></video><video><source src="/none.webm"></video><img src="/none.png"><img src="/lazy.png" loading="lazy" style="margin-top:9000px">
      <script>addEventListener('load', () => { for (let i = 0; i < 3; i++) setTimeout(() => { throw new Error('cart is broken') }, 300) ; setTimeout(() => Promise.reject(new Error('no network')), 300) })</script>`
    await site.visiting(site.page('/broken', body, site.tag()), async () => {
      const errors = await site.seen('script_error', 2)
      expect(errors.map(({ properties }) => properties.message).sort()).toEqual([
        'Uncaught Error: cart is broken',
        'no network',
      ])
      expect(errors.find(({ properties }) => properties.file)?.properties).toMatchObject({
        file: site.url('/broken'),
        line: 2,
      })
      const media = await site.seen('media_error', 3)
      expect(media.map(({ properties }) => [properties.tag, properties.media]).sort()).toEqual([
        ['img', site.url('/none.png')],
        ['source', site.url('/none.webm')],
        ['video', site.url('/none.mp4')],
      ])
    })
  })
})

describe('Core Web Vitals', () => {
  test('each is said once, for the page that was loaded', async () => {
    await site.visiting(site.page('/fast', '<h1>Fast</h1><button>Press</button>'), async (page) => {
      await expect.poll(() => site.scripts).toContain('/m/vitals.js')
      await site.seen('web_vital', 2)
      await page.click('button')
      await page.waitForTimeout(300)
      await page.evaluate(() => history.pushState({}, '', '/faster'))
      await page.goto(site.page('/after', 'After'))
      const vitals = await site.seen('web_vital', 5 + 2)
      const first = vitals.filter(({ url }) => url === site.url('/fast')).map(({ properties }) => properties.metric)
      expect(first.sort()).toEqual(['CLS', 'FCP', 'INP', 'LCP', 'TTFB'])
      expect(vitals[0]?.properties).toMatchObject({ rating: 'good', measure: expect.any(Number) })
    })
  })
})

describe('the data layer', () => {
  const gtag =
    '<script>window.dataLayer = window.dataLayer || []; function gtag() { dataLayer.push(arguments) }</script>'

  test('GA4 events before and after the tag are copied; what is not an action is left', async () => {
    const past = `${gtag}<script>gtag('js', new Date()); gtag('config', 'G-1'); gtag('event', 'page_view'); gtag('event', 'view_item', { currency: 'VND', value: 199000, items: [{ item_id: 'a', price: 199000 }] })</script>`
    await site.visiting(site.page('/item', 'Item', past + site.tag()), async (page) => {
      const [view] = await site.seen('view_item')
      expect(view).toMatchObject({
        value: 199_000,
        currency: 'VND',
        properties: { items: [{ item_id: 'a', price: 199_000 }] },
      })
      await page.evaluate(() => {
        const layer = window.dataLayer as unknown[]
        layer.push({ event: 'gtm.click' })
        layer.push({ ecommerce: null })
        layer.push({
          event: 'purchase',
          ecommerce: { transaction_id: 'T1', value: '25.5', currency: 'USD', items: [] },
          'gtm.uniqueEventId': 7,
        })
      })
      expect((await site.seen('purchase'))[0]).toMatchObject({
        value: 25.5,
        currency: 'USD',
        transaction_id: 'T1',
        properties: { items: [] },
      })
      expect([...new Set(site.events().map(({ name }) => name))].filter((name) => name !== 'web_vital').sort()).toEqual(
        ['page_view', 'purchase', 'view_item'],
      )
    })
  })

  test('an action seen by itself, by gtag and by the tag manager counts once; done twice it counts twice', async () => {
    const body = `<a id="file" href="/price.pdf" onclick="event.preventDefault(); gtag('event', 'file_download', { value: 3, currency: 'EUR' }); dataLayer.push({ event: 'file_download' })">Prices</a>`
    await site.visiting(site.page('/once', body, gtag + site.tag()), async (page) => {
      await expect.poll(() => site.scripts).toContain('/m/layer.js')
      await page.waitForTimeout(500)
      await page.click('#file')
      await page.click('#file')
      const downloads = await site.seen('file_download', 2)
      await page.waitForTimeout(700)
      expect(site.events('file_download')).toHaveLength(2)
      expect(downloads[0]).toMatchObject({ value: 3, currency: 'EUR', properties: { file_name: 'price.pdf' } })
    })
  })
})

describe('what the page says itself', () => {
  test('calls before and after the tag are kept', async () => {
    const stub = `<script>window.minnow = window.minnow || { q: [], track(...a) { this.q.push(['track', ...a]) }, identify(...a) { this.q.push(['identify', ...a]) } }
      minnow.track('sign_up', { method: 'zalo' }); minnow.identify({ id: 'c-1', email: 'lan@example.com' })</script>`
    await site.visiting(site.page('/calls', 'Calls', stub + site.tag()), async (page) => {
      expect((await site.seen('sign_up'))[0]?.properties).toEqual({ method: 'zalo' })
      expect((await site.seen('identify'))[0]?.user).toEqual({ id: 'c-1', email: 'lan@example.com' })
      await page.evaluate(() => {
        for (const nobody of [undefined, null, '', 0]) window.minnow?.identify(nobody)
        window.minnow?.track('generate_lead', { value: 5, currency: 'EUR', lead_source: 'fair' })
      })
      expect((await site.seen('generate_lead'))[0]).toMatchObject({
        value: 5,
        currency: 'EUR',
        properties: { lead_source: 'fair' },
      })
      // A page that knows nobody makes no person of all its visitors.
      expect(site.events('identify')).toHaveLength(1)
    })
  })
})
