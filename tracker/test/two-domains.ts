import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { type Event, TestSite } from './site.ts'

/** A shop whose checkout is on another domain; both are one site, and its tag names them. */
export const useTwoDomains = () => {
  const site = new TestSite()
  beforeAll(async () => {
    await site.open()
  })
  afterAll(() => site.close())
  beforeEach(() => site.forget())

  const shop = (path = '/') => site.url(path, 'shop.example')
  const pay = (path = '/pay') => site.url(path, 'shop-pay.example')
  const tag = (more = 'data-recognition="full"') => site.tag(`${more} data-domains="shop.example shop-pay.example"`)
  const gated = () => tag('data-recognition="consent"')
  const page = (path: string, body: string, head = tag()) => site.page(path, body, head)
  const link = (to = pay(), more = '') => `<a id="go" href="${to}" ${more}>Pay</a>`
  /** The part that marks links is there. */
  const isReady = (opened: Page) => opened.waitForFunction('window.minnow?.link')
  const viewsOf = (path: string): Event[] => site.events('page_view').filter(({ url }) => `${url}`.includes(path))
  const seenAt = async (path: string): Promise<Event> => {
    await expect.poll(() => viewsOf(path).length, { timeout: 15_000, message: path }).toBe(1)
    return viewsOf(path)[0] as Event
  }
  const who = ({ visitor, session }: Event) => ({ visitor, session })
  const cookies = async (visitor: BrowserContext) =>
    Object.fromEntries((await visitor.cookies()).map(({ domain, value }) => [domain, value.split('.')[0]]))

  const arrive = async (visitor: BrowserContext, path = '/?utm_source=newsletter&utm_medium=email'): Promise<Page> => {
    const opened = await visitor.newPage()
    await opened.goto(shop(path))
    await isReady(opened)
    return opened
  }
  /** Nothing that was stored or sent speaks of the link. */
  const leavesNoTrace = async (opened: Page) => {
    await expect.poll(() => opened.url()).not.toContain('minnow-link')
    expect(JSON.stringify(await opened.context().storageState())).not.toContain('minnow-link')
    expect(JSON.stringify(site.events())).not.toContain('minnow-link')
  }

  return { site, shop, pay, tag, gated, page, link, isReady, viewsOf, seenAt, who, cookies, arrive, leavesNoTrace }
}
