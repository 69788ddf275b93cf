import type { BrowserContext } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { Event } from './site.ts'
import { useTwoDomains } from './two-domains.ts'

const { site, shop, pay, tag, page, link, isReady, viewsOf, seenAt, who, cookies, arrive, leavesNoTrace } =
  useTwoDomains()

describe("a link to another of the site's domains", () => {
  test('keeps the visitor, the visit and where it began, there and back', async () => {
    page('/', link())
    page('/pay', `<a id="back" href="${shop('/thanks')}">Back</a>`)
    page('/thanks', 'Thanks')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    const landing = await seenAt('newsletter')
    await opened.click('#go')
    const paying = await seenAt('/pay')
    expect(who(paying)).toEqual(who(landing))
    expect(paying.entry).toEqual(landing.entry)
    expect(paying.referrer).toBe(shop())
    await expect.poll(() => opened.url()).toBe(pay())
    await isReady(opened)
    await opened.click('#back')
    expect(who(await seenAt('/thanks'))).toEqual(who(landing))
    await leavesNoTrace(opened)
    expect(site.events('click').map(({ properties }) => properties.href)).toEqual([pay(), shop('/thanks')])
    await visitor.close()
  })

  test('takes over from whom that browser was there before', async () => {
    page('/', link())
    page('/pay', 'Pay')
    page('/earlier', 'Earlier')
    const visitor = await site.visitor()
    const before = await visitor.newPage()
    await before.goto(pay('/earlier'))
    const earlier = await seenAt('/earlier')
    const opened = await arrive(visitor)
    const landing = await seenAt('newsletter')
    expect(landing.visitor).not.toBe(earlier.visitor)
    await opened.click('#go')
    expect(who(await seenAt('/pay'))).toEqual(who(landing))
    await visitor.close()
  })

  test('tells another site of the same owner who came, and what brought them', async () => {
    page('/', link())
    page('/pay', 'Pay', tag().replace(site.id, 'other-site'))
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    const landing = await seenAt('newsletter')
    await opened.click('#go')
    await expect.poll(() => cookies(visitor)).toHaveProperty(['.shop-pay.example'], landing.visitor)
    const kept = await opened.evaluate(() => localStorage.getItem('_minnow_other-site'))
    expect(JSON.parse(kept ?? '')).toEqual(landing.entry)
    await visitor.close()
  })

  test('opens in a tab of its own, also where it does not say where it stood', async () => {
    page('/', link(pay(), 'target="_blank" rel="noreferrer"'))
    page('/pay', 'Pay')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#go')
    const paying = await seenAt('/pay')
    expect(paying.referrer).toBe('')
    expect(paying.visitor).toBe((await seenAt('newsletter')).visitor)
    await visitor.close()
  })

  test.each([
    ['a fragment', '/pay?size=m#top', '/pay?size=m#top'],
    ['a route in the fragment', '/pay#/cart?step=2', '/pay#/cart?step=2'],
    ['a signature', '/pay?a=1%20b&sign=x%2By', '/pay?a=1%20b&sign=x%2By'],
  ])('reaches its page unharmed: %s', async (_, to, address) => {
    page('/', link(pay(to)))
    page('/pay', '<p id="top">Pay</p>')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#go')
    const paying = await seenAt('/pay')
    expect(paying.visitor).toBe((await seenAt('newsletter')).visitor)
    await expect.poll(() => opened.url()).toBe(pay(address))
    await leavesNoTrace(opened)
    await visitor.close()
  })

  test('is as it was a moment later, and each click counts as it was', async () => {
    page('/', link())
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
    await opened.click('#go')
    const hrefNow = () => opened.getAttribute('#go', 'href')
    expect(await hrefNow()).toContain(`${pay()}#minnow-link-`)
    await opened.click('#go')
    const clicks = await site.seen('click', 2)
    expect(clicks.map(({ properties }) => properties.href)).toEqual([pay(), pay()])
    await expect.poll(hrefNow, { timeout: 10_000 }).toBe(pay())
    await visitor.close()
  })
})

describe('a form, a script and a redirect', () => {
  test.each(['get', 'post'])('a form by %s', async (method) => {
    page(
      '/',
      `<form method="${method}" action="${pay()}"><input name="action" value="x"><button id="go">Pay</button></form>`,
    )
    page('/pay', 'Pay')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#go')
    expect((await seenAt('/pay')).visitor).toBe((await seenAt('newsletter')).visitor)
    await expect.poll(() => opened.url()).toBe(method === 'get' ? `${pay()}?action=x` : pay())
    await leavesNoTrace(opened)
    await visitor.close()
  })

  test("the page's own script asks for the address", async () => {
    page('/', `<button id="go" onclick="location.href = minnow.link('${pay()}')">Pay</button>`)
    page('/pay', 'Pay')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#go')
    expect((await seenAt('/pay')).visitor).toBe((await seenAt('newsletter')).visitor)
    const foreign = await opened.evaluate("minnow.link('https://other.test/')")
    expect(foreign).toBe('https://other.test/')
    await visitor.close()
  })

  test('a form of the shop that leads to the other domain by a redirect, and says so', async () => {
    page('/', '<form data-minnow-link method="post" action="/checkout"><button id="go">Pay</button></form>')
    page('/pay', 'Pay')
    site.pages.set('/checkout', { status: 303, headers: { location: pay() } })
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#go')
    expect((await seenAt('/pay')).visitor).toBe((await seenAt('newsletter')).visitor)
    await visitor.close()
  })
})

describe('nobody else becomes that visitor', () => {
  /** The address of a link as it is at the moment of a click. */
  const copied = async (): Promise<{ address: string; visitor: BrowserContext; landing: Event }> => {
    page('/', link())
    page('/pay', 'Pay')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
    await opened.click('#go')
    const address = (await opened.getAttribute('#go', 'href')) ?? ''
    expect(address).toContain('minnow-link')
    return { address, visitor, landing: await seenAt('newsletter') }
  }

  test.each([
    ['in another browser', { locale: 'lt-LT' }, 0],
    ['from a message, half a minute later', {}, 30_000],
  ])('who opens the link %s', async (_, options, lateMs) => {
    const { address, visitor, landing } = await copied()
    const other = await site.visitor(options)
    const opened = await other.newPage()
    await opened.clock.install({ time: Date.now() + lateMs })
    await opened.goto(address)
    const paying = await seenAt('/pay')
    expect(paying.visitor).toMatch(/^\w+$/)
    expect(paying.visitor).not.toBe(landing.visitor)
    await leavesNoTrace(opened)
    for (const one of [visitor, other]) await one.close()
  })

  test('who follows it from a page of the site after more than two minutes, or from a page that is not', async () => {
    const { address, visitor, landing } = await copied()
    for (const [path, host, lateMs] of [
      ['/kept', 'shop.example', 121_000],
      ['/forum', 'forum.example', 0],
    ] as const) {
      page(path, link(address), '')
      const other = await site.visitor()
      const opened = await other.newPage()
      await opened.clock.install({ time: Date.now() + lateMs })
      await opened.goto(site.url(path, host))
      await opened.click('#go')
      await isReady(opened)
      await other.close()
    }
    await expect.poll(() => viewsOf('/pay').length).toBe(2)
    for (const view of viewsOf('/pay')) expect([undefined, landing.visitor]).not.toContain(view.visitor)
    await visitor.close()
  })
})

describe('no link is marked', () => {
  test.each([
    ['to another site', 'http://other.example/'],
    ['to a name that only looks alike', 'http://notshop-pay.example/'],
    ['to the same domain', '/pay'],
    ['to a subdomain, which has the cookie anyway', 'http://pay.shop.example/'],
    ['for the phone', 'tel:123'],
  ])('%s', async (_, href) => {
    page('/', link(href))
    await site.visiting(shop(), async (opened) => {
      await isReady(opened)
      await opened.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
      await opened.click('#go')
      expect(await opened.getAttribute('#go', 'href')).toBe(href)
    })
  })

  test('between subdomains of one domain under a public suffix, but between two such domains', async () => {
    const links = '<a id="sub" href="http://pay.tra-sen.com.vn/">1</a><a id="go" href="http://vi-sen.com.vn/">2</a>'
    page(
      '/',
      links,
      site.tag('data-recognition="full" data-domains="www.tra-sen.com.vn pay.tra-sen.com.vn vi-sen.com.vn"'),
    )
    await site.visiting(site.url('/', 'www.tra-sen.com.vn'), async (opened) => {
      await isReady(opened)
      await opened.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
      for (const id of ['#sub', '#go']) await opened.click(id)
      expect(await opened.getAttribute('#sub', 'href')).toBe('http://pay.tra-sen.com.vn/')
      expect(await opened.getAttribute('#go', 'href')).toContain('minnow-link')
      expect(Object.keys(await cookies(opened.context()))).toEqual(['.tra-sen.com.vn'])
    })
  })

  test('where the tag names no domains, nothing is loaded for it', async () => {
    site.page('/', link())
    await site.visiting(shop(), async (opened) => {
      await opened.waitForLoadState('networkidle')
      expect(site.scripts.filter((path) => /domains|consent/.test(path))).toEqual([])
    })
  })
})
