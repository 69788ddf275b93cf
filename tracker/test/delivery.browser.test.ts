import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

const cookieless = () => site.tag('')
const names = () => site.events().map(({ name }) => name)

const stored = async (visitor: BrowserContext): Promise<{ cookies: number; origins: number }> => {
  const { cookies, origins } = await visitor.storageState()
  return { cookies: cookies.length, origins: origins.length }
}

describe('nothing is lost', () => {
  test.each([
    ['full', () => site.tag()],
    ['cookieless', cookieless],
  ])('when the tab is closed right after a click (%s)', async (_, tag) => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>', tag()))
    await site.seen('page_view')
    await page.click('#buy')
    await page.close({ runBeforeUnload: true })
    await site.seen('click')
    await site.seen('engagement')
    await visitor.close()
  })

  test.each([
    ['full', () => site.tag()],
    ['cookieless', cookieless],
  ])('while the visitor is offline (%s)', async (_, tag) => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>', tag()))
    await site.seen('page_view')
    await visitor.setOffline(true)
    await page.click('#buy')
    await page.click('#buy')
    await page.waitForTimeout(1_000)
    expect(site.events('click')).toHaveLength(0)
    await visitor.setOffline(false)
    const clicks = await site.seen('click', 2)
    expect(clicks.every(({ time }) => Date.now() - Number(time) > 500)).toBe(true)
    await visitor.close()
  })

  test('when the tab is closed while offline: the next page brings it along', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>'))
    await site.seen('page_view')
    await visitor.setOffline(true)
    await page.click('#buy')
    await page.close({ runBeforeUnload: true })
    await expect.poll(() => visitor.pages().length).toBe(0)
    await visitor.setOffline(false)
    const next = await visitor.newPage()
    await next.goto(site.page('/later', 'Later'))
    const [click] = await site.seen('click')
    expect(click?.url).toBe(site.url('/'))
    await visitor.close()
  })

  test('while Minnow restarts', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>'))
    await site.seen('page_view')
    await site.stopMinnow()
    await page.click('#buy')
    await page.waitForTimeout(1_500)
    await page.click('#buy')
    await site.startMinnow()
    await site.seen('click', 2)
    await visitor.close()
  })

  test('when Minnow is busy: it is asked again, not before it said, with the same ids', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.answers.push({ status: 503, headers: { 'retry-after': '2' } }, { status: 429 })
    const began = Date.now()
    await page.goto(site.page('/', 'Hello'))
    const [view] = await site.seen('page_view')
    expect(Date.now() - began).toBeGreaterThan(2_000)
    expect(Date.now() - Number(view?.time)).toBeGreaterThan(2_000)
    await visitor.close()
  })

  test('and what was sent twice has one id', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    // Minnow stores this one, but its answer does not get through.
    await page.route('**/api/collect', async (route) => {
      await route.fetch()
      await route.abort()
    })
    await page.goto(site.page('/', 'Hello'))
    await site.seen('page_view')
    await page.unroute('**/api/collect')
    await expect
      .poll(() => Math.max(...[...site.arrived.values()].map(({ times }) => times)), { timeout: 10_000 })
      .toBe(2)
    expect(names().filter((name) => name === 'page_view')).toHaveLength(1)
    await visitor.close()
  })

  test('what Minnow refuses is not sent again', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.answers.push({ status: 400 })
    await page.goto(site.page('/', '<button id="buy">Buy</button>'))
    await expect.poll(() => site.methods.length).toBe(1)
    await page.click('#buy')
    await site.seen('click')
    expect(names()).not.toContain('page_view')
    await visitor.close()
  })
})

describe('requests', () => {
  test('need no preflight and carry several events', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/?q=shoes', '<button>1</button>'))
    await site.seen('search')
    expect(site.methods.every((method) => method === 'POST')).toBe(true)
    expect(site.requests[0]?.events).toHaveLength(2)
    await visitor.close()
  })

  test('a click is known while the page stays open', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>'))
    await site.seen('page_view')
    await page.click('#buy')
    await site.seen('click')
    await visitor.close()
  })
})

describe('recognition', () => {
  test('cookieless: no identifier is sent and nothing is stored, even while events wait', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.goto(site.page('/', '<button id="buy">Buy</button>', cookieless()))
    const [view] = await site.seen('page_view')
    expect(view).not.toHaveProperty('visitor')
    expect(view).not.toHaveProperty('session')
    expect(view).not.toHaveProperty('entry')
    await visitor.setOffline(true)
    await page.click('#buy')
    await page.waitForTimeout(800)
    expect(await stored(visitor)).toEqual({ cookies: 0, origins: 0 })
    await visitor.close()
  })

  test('full: one visitor and session across pages and subdomains, with where it began', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    site.page('/', 'Hello')
    await page.goto(site.url('/?utm_source=zalo&utm_campaign=tet', 'shop.localhost'))
    const [first] = await site.seen('page_view')
    await page.goto(site.url('/cart', 'shop.localhost'))
    await site.seen('page_view', 2)
    await page.goto(site.url('/pay', 'pay.shop.localhost'))
    const [, cart, pay] = await site.seen('page_view', 3)
    expect(cart).toMatchObject({ visitor: first?.visitor, session: first?.session, entry: first?.entry })
    expect(pay).toMatchObject({ visitor: first?.visitor, session: first?.session })
    expect(first?.entry?.url).toContain('utm_source=zalo')
    await visitor.close()
  })

  test('full: half an hour without an event, or another campaign, begins a session; a reload does not', async () => {
    const visitor = await site.visitor()
    const page = await visitor.newPage()
    await page.clock.install()
    site.page('/', 'Hello')
    await page.goto(site.url('/?gclid=a'))
    await page.clock.runFor(1_000)
    await site.seen('page_view')
    await page.goto(site.url('/?gclid=a'))
    await page.clock.runFor(1_000)
    await site.seen('page_view', 2)
    await page.goto(site.url('/?gclid=b'))
    await page.clock.runFor(1_000)
    await site.seen('page_view', 3)
    await page.clock.fastForward('31:00')
    await page.goto(site.url('/'))
    await page.clock.runFor(1_000)
    const [one, two, three, four] = await site.seen('page_view', 4)
    expect(new Set([one?.visitor, two?.visitor, three?.visitor, four?.visitor]).size).toBe(1)
    expect(two?.session).toBe(one?.session)
    expect(new Set([one?.session, three?.session, four?.session]).size).toBe(3)
    await visitor.close()
  })
})
