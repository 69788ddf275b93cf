import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

const gated = (more = '') => site.tag(`data-recognition="consent" ${more}`)
const drops = () => gated('data-before-consent="drop"')
const button = '<button id="buy">Buy</button>'
const gtag = (...calls: string[]) =>
  `<script>window.dataLayer = []; function gtag() { dataLayer.push(arguments) } ${calls.join(';')}</script>`
const deniedAtFirst = `gtag('consent', 'default', { analytics_storage: 'denied', ad_user_data: 'denied' })`
const agree = (page: Page) =>
  page.evaluate("gtag('consent', 'update', { analytics_storage: 'granted', ad_user_data: 'granted' })")

const visit = async (url: string): Promise<{ visitor: BrowserContext; page: Page }> => {
  const visitor = await site.visitor()
  const page = await visitor.newPage()
  await page.goto(url)
  return { visitor, page }
}
const stored = async (visitor: BrowserContext) => {
  const { cookies, origins } = await visitor.storageState()
  return [...cookies, ...origins.flatMap(({ localStorage }) => localStorage)].map(({ name }) => name)
}

describe('a site that waits for consent', () => {
  test('stores nothing in the browser before it, and counts without recognising', async () => {
    const { visitor, page } = await visit(site.page('/', button, gated()))
    const [view] = await site.seen('page_view')
    await page.click('#buy')
    const [click] = await site.seen('click')
    expect([view?.visitor, view?.session, click?.visitor]).toEqual([undefined, undefined, undefined])
    expect(await stored(visitor)).toEqual([])
    await visitor.close()
  })

  test('recognises from the consent on, also on the next page, by Consent Mode', async () => {
    const head = gtag(deniedAtFirst) + gated()
    const { visitor, page } = await visit(site.page('/', button, head))
    const [before] = await site.seen('page_view')
    expect(before).toMatchObject({ consent: { analytics_storage: 'denied', ad_user_data: 'denied' } })
    expect(await stored(visitor)).toEqual([])
    await agree(page)
    await page.click('#buy')
    const [click] = await site.seen('click')
    expect(click).toMatchObject({ consent: { analytics_storage: 'granted', ad_user_data: 'granted' } })
    expect(click?.visitor).toMatch(/^\w+$/)
    const known = `gtag('consent', 'update', { analytics_storage: 'granted' })`
    await page.goto(site.page('/next', button, gtag(deniedAtFirst, known) + gated()))
    const views = await site.seen('page_view', 2)
    expect(views[1]?.visitor).toBe(click?.visitor)
    expect(before?.visitor).toBeUndefined()
    await visitor.close()
  })

  test('hears the browser say that nothing may be sold or shared (Global Privacy Control)', async () => {
    const said = async (says: boolean) => {
      site.forget()
      const visitor = await site.visitor()
      if (says) {
        await visitor.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })")
      }
      const page = await visitor.newPage()
      await page.goto(site.page('/', button, gated()))
      const [view] = await site.seen('page_view')
      await visitor.close()
      return view?.consent
    }
    expect(await said(true)).toMatchObject({ gpc: true })
    expect((await said(false))?.gpc).toBeUndefined()
  })

  test('a choice that the consent manager remembers counts for the first event of the page', async () => {
    const late = `setTimeout(() => gtag('consent', 'update', { analytics_storage: 'granted' }), 400)`
    const { visitor } = await visit(site.page('/', button, gtag(deniedAtFirst, late) + gated()))
    const [view] = await site.seen('page_view')
    expect(view?.visitor).toMatch(/^\w+$/)
    await visitor.close()
  })

  test('forgets the browser when consent is taken back', async () => {
    const { visitor, page } = await visit(site.page('/', button, gtag(deniedAtFirst) + gated()))
    await agree(page)
    await expect.poll(() => stored(visitor)).toContain(`_minnow_${site.id}`)
    await page.evaluate("gtag('consent', 'update', { analytics_storage: 'denied' })")
    await expect.poll(() => stored(visitor)).toEqual([])
    await page.click('#buy')
    const [click] = await site.seen('click')
    expect(click?.visitor).toBeUndefined()
    await visitor.close()
  })

  test('sends nothing before it where nothing may be recorded, and then all of the page', async () => {
    const { visitor, page } = await visit(site.page('/', button, gtag(deniedAtFirst) + drops()))
    await page.click('#buy')
    await page.waitForTimeout(1_500)
    expect(site.events()).toEqual([])
    await agree(page)
    const [view] = await site.seen('page_view')
    const [click] = await site.seen('click')
    expect(view?.visitor).toMatch(/^\w+$/)
    expect(click?.visitor).toBe(view?.visitor)
    await visitor.close()
  })

  test('and nothing at all without', async () => {
    const { visitor, page } = await visit(site.page('/', button, drops()))
    await expect.poll(() => site.scripts).toContain('/m/consent.js')
    await page.click('#buy')
    await page.waitForTimeout(1_000)
    await page.goto(site.page('/next', button, drops()))
    await expect.poll(() => site.scripts.filter((script) => script === '/m/consent.js').length).toBe(2)
    await page.waitForTimeout(1_000)
    expect(site.events()).toEqual([])
    await visitor.close()
  })

  test('reads the TCF of a consent manager', async () => {
    const manager = `<script>
      const listeners = []
      let data = { gdprApplies: true, eventStatus: 'cmpuishown', purpose: { consents: {} } }
      window.__tcfapi = (command, version, answer) => { listeners.push(answer); answer(data, true) }
      window.agree = (consents) => {
        data = { gdprApplies: true, eventStatus: 'useractioncomplete', purpose: { consents } }
        for (const listener of listeners) listener(data, true)
      }
    </script>`
    const { visitor, page } = await visit(site.page('/', button, manager + gated()))
    const [view] = await site.seen('page_view')
    expect(view?.visitor).toBeUndefined()
    await page.evaluate('agree({ 1: true, 7: false, 8: true })')
    await page.click('#buy')
    const [click] = await site.seen('click')
    expect(click?.visitor).toMatch(/^\w+$/)
    expect(click?.consent).toEqual({
      ...{ ad_storage: 'granted', ad_user_data: 'denied', ad_personalization: 'denied' },
      analytics_storage: 'granted',
    })
    await visitor.close()
  })

  test("hears the page's own banner, and remembers what it said", async () => {
    const { visitor, page } = await visit(site.page('/', button, gated()))
    await site.seen('page_view')
    await page.evaluate("minnow.consent({ analytics_storage: 'granted', ad_user_data: 'denied' })")
    await expect.poll(() => stored(visitor)).toContain(`_minnow_${site.id}`)
    await page.goto(site.page('/next', button, gated()))
    const views = await site.seen('page_view', 2)
    expect(views[1]).toMatchObject({ consent: { analytics_storage: 'granted', ad_user_data: 'denied' } })
    expect(views[1]?.visitor).toMatch(/^\w+$/)
    await visitor.close()
  })
})

describe('a site that recognises in full', () => {
  test('says with every event what was agreed to, and stores nothing of who said no', async () => {
    const { visitor, page } = await visit(site.page('/', button, gtag(deniedAtFirst) + site.tag()))
    await site.seen('page_view')
    await page.evaluate("gtag('consent', 'update', { analytics_storage: 'denied' })")
    await page.click('#buy')
    const [click] = await site.seen('click')
    expect(click).toMatchObject({ consent: { analytics_storage: 'denied', ad_user_data: 'denied' } })
    expect(click?.visitor).toBeUndefined()
    expect(await stored(visitor)).toEqual([])
    await visitor.close()
  })

  test('keeps a visitor whose consent manager says yes again on every page', async () => {
    const known = `setTimeout(() => gtag('consent', 'update', { analytics_storage: 'granted' }), 200)`
    const head = gtag(deniedAtFirst, known) + site.tag()
    const { visitor, page } = await visit(site.page('/', button, head))
    const [first] = await site.seen('page_view')
    await page.goto(site.page('/next', button, head))
    const views = await site.seen('page_view', 2)
    expect(views[1]?.visitor).toBe(first?.visitor)
    expect(first?.visitor).toMatch(/^\w+$/)
    await visitor.close()
  })
})

test.each([
  ['full', () => site.tag()],
  ['cookieless', () => site.tag('')],
  ['waiting for consent', () => gated()],
])('an opt-out link ends the measuring of this browser, and another begins it again (%s)', async (_, tag) => {
  const links =
    '<a id="out" href="#minnow-opt-out" data-minnow-done="Not measured any more">Leave me</a><a id="in" href="#minnow-opt-in">Back</a>'
  const { visitor, page } = await visit(site.page('/', links + button, tag()))
  await site.seen('page_view')
  await page.click('#out')
  await expect.poll(() => page.textContent('#out')).toBe('Not measured any more')
  expect(await stored(visitor)).toEqual([`_minnow_${site.id}`])
  const before = site.events().length
  await page.click('#buy')
  await page.goto(site.page('/next', links + button, tag()))
  await page.click('#buy')
  await page.waitForTimeout(1_000)
  expect(site.events().length - before).toBeLessThanOrEqual(1)
  expect(site.events().filter(({ url }) => url?.includes('/next'))).toEqual([])
  await page.click('#in')
  await expect.poll(() => stored(visitor)).not.toContain(`_minnow_${site.id}`)
  await page.click('#buy')
  await expect.poll(() => site.events('click').some(({ properties }) => properties.text === 'Buy')).toBe(true)
  await visitor.close()
})
