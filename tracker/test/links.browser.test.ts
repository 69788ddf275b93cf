import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { TestSite } from './site.ts'

const site = new TestSite()
beforeAll(async () => {
  await site.open()
})
afterAll(() => site.close())
beforeEach(() => site.forget())

const hrefOf = (event: { properties: Record<string, unknown> } | undefined): URL =>
  new URL(String(event?.properties.href))
/** The part that marks links comes after the page. */
const partIsThere = async (page: Page): Promise<void> => {
  await expect.poll(() => site.scripts.some((path) => path.includes('links'))).toBe(true)
  await page.waitForLoadState('networkidle')
}

test('a link that is shared carries an id of its own each time', async () => {
  const shared = encodeURIComponent(site.url('/teapot?color=blue&mnw_share=theirs'))
  const links = `<a id="fb" target="_blank" href="https://www.facebook.com/sharer/sharer.php?u=${shared}">Share</a>
    <a id="mail" href="mailto:?subject=Look&body=See%20this:%20${shared}">Mail</a>
    <a id="other" target="_blank" href="https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fother.example%2F">Other</a>`
  await site.visiting(site.page('/teapot', links), async (page) => {
    await partIsThere(page)
    await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
    for (const id of ['#fb', '#fb', '#mail', '#other']) await page.click(id)
    const [first, second, mail, other] = await site.seen('share', 4)
    const ids = [first, second].map((event) => {
      const given = new URL(hrefOf(event).searchParams.get('u') ?? '')
      expect(given.pathname + given.search).toMatch(/^\/teapot\?color=blue&mnw_share=[a-z0-9]{6,}$/)
      return given.searchParams.get('mnw_share')
    })
    expect(new Set([...ids, 'theirs']).size).toBe(3)
    const text = new URLSearchParams(hrefOf(mail).search).get('body') ?? ''
    expect(text).toMatch(/^See this: http:\/\/.*mnw_share=[a-z0-9]{6,}$/)
    expect(hrefOf(mail).search).not.toContain('+')
    expect(hrefOf(other).searchParams.get('u')).toBe('https://other.example/')
  })
})

test("a link into Messenger carries a code; the shop's own ref stays; LINE's text has one where the shop wants that", async () => {
  const links = `<a id="m" target="_blank" href="https://m.me/suoitra">Chat</a>
    <a id="own" target="_blank" href="https://m.me/suoitra?ref=spring">Chat</a>
    <span data-minnow-ref><a id="l" target="_blank" href="https://line.me/R/oaMessage/%40suoitra/?Hello">LINE</a></span>
    <a id="plain" target="_blank" href="https://line.me/R/oaMessage/%40suoitra/?Hello">LINE</a>`
  await site.visiting(site.page('/contact', links), async (page) => {
    await partIsThere(page)
    await page.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
    for (const id of ['#m', '#own', '#l', '#l', '#plain']) await page.click(id)
    const [messenger, own, line, again, plain] = await site.seen('contact', 5)
    expect(hrefOf(messenger).searchParams.get('ref')).toMatch(/^mnw_[a-z0-9]{8,}$/)
    expect(hrefOf(own).searchParams.get('ref')).toBe('spring')
    for (const event of [line, again]) expect(decodeURI(hrefOf(event).search)).toMatch(/^\?Hello \(mnw_[a-z0-9]{8,}\)$/)
    expect(hrefOf(plain).search).toBe('?Hello')
  })
})

test("the phone's own share menu gets the id, too", async () => {
  await site.visiting(
    site.page(
      '/teapot',
      '<button class="share-button">Share</button><script>navigator.share = (data) => { given = data; return Promise.resolve() }</script>',
    ),
    async (page) => {
      await partIsThere(page)
      await page.evaluate(() => navigator.share({ title: 'Teapot', url: location.href }))
      const [share] = await site.seen('share')
      const given = await page.evaluate(() => (globalThis as unknown as { given: { url: string } }).given.url)
      expect(share?.properties).toEqual({ method: 'native', href: given })
      expect(given).toMatch(/\/teapot\?mnw_share=[a-z0-9]{6,}$/)
    },
  )
})

test('a page without such links does not load the part', async () => {
  await site.visiting(site.page('/plain', '<a href="https://other.example/">Other</a>'), async (page) => {
    await expect.poll(() => site.scripts.some((path) => path.includes('vitals'))).toBe(true)
    await page.waitForLoadState('networkidle')
    expect(site.scripts.filter((path) => path.includes('links'))).toEqual([])
  })
})
