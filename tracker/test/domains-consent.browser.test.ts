import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useTwoDomains } from './two-domains.ts'

const { site, shop, pay, gated, page, link, isReady, viewsOf, seenAt, cookies, arrive, leavesNoTrace } = useTwoDomains()

describe('with consent', () => {
  const banner = '<button id="yes" onclick="minnow.consent({ analytics_storage: \'granted\' })">Yes</button>'
  const refuse = '<button id="no" onclick="minnow.consent({ analytics_storage: \'denied\' })">No</button>'

  const agreesInShop = async (): Promise<{ visitor: BrowserContext; opened: Page; id: string | undefined }> => {
    page('/', banner + link(), gated())
    page('/pay', banner + refuse, gated())
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await opened.click('#yes')
    const name = '.shop.example'
    await expect.poll(() => cookies(visitor)).toHaveProperty([name])
    const { [name]: id } = await cookies(visitor)
    await opened.click('#go')
    await seenAt('/pay')
    await expect.poll(() => opened.url()).toBe(pay())
    return { visitor, opened, id }
  }

  test('asked for on the other domain as well, nobody is recognised before it and the same visitor after it', async () => {
    const { visitor, opened, id } = await agreesInShop()
    expect((await seenAt('/pay')).visitor).toBeUndefined()
    expect(Object.keys(await cookies(visitor))).toEqual(['.shop.example'])
    await opened.click('#yes')
    await expect.poll(() => cookies(visitor)).toEqual({ '.shop.example': id, '.shop-pay.example': id })
    await leavesNoTrace(opened)
    await visitor.close()
  })

  test('refused there, nothing is stored there', async () => {
    const { visitor, opened } = await agreesInShop()
    await opened.click('#no')
    await isReady(opened)
    await opened.click('#no')
    await expect.poll(() => site.events('click').length).toBeGreaterThan(2)
    expect(Object.keys(await cookies(visitor))).toEqual(['.shop.example'])
    expect(site.events().filter(({ url, visitor: id }) => `${url}`.includes('/pay') && id)).toEqual([])
    await visitor.close()
  })

  test('refused in the shop, the link carries nothing', async () => {
    page('/', refuse + link(), gated())
    await site.visiting(shop(), async (opened) => {
      await opened.click('#no')
      await isReady(opened)
      await opened.evaluate(() => addEventListener('click', (event) => event.preventDefault()))
      await opened.click('#go')
      expect(await opened.getAttribute('#go', 'href')).toBe(pay())
    })
  })

  test('who opted out stays out on both', async () => {
    page('/', `<a id="out" href="#minnow-opt-out">Out</a>${link()}`)
    page('/pay', 'Pay')
    const visitor = await site.visitor()
    const opened = await arrive(visitor)
    await seenAt('newsletter')
    const second = await visitor.newPage()
    await second.goto(`${pay('/pay')}#minnow-opt-out`)
    await expect.poll(() => cookies(visitor)).toHaveProperty(['.shop-pay.example'], 'off')
    site.arrived.clear()
    await opened.click('#go')
    await opened.waitForURL(pay())
    await isReady(opened)
    expect(viewsOf('/pay')).toEqual([])
    expect(await cookies(visitor)).toHaveProperty(['.shop-pay.example'], 'off')
    await visitor.close()
  })
})

test('a page that is left before the parts are there still tells of its view', async () => {
  page('/', link())
  page('/pay', 'Pay')
  const visitor = await site.visitor()
  const opened = await arrive(visitor)
  site.partsDelayMs = 3_000
  await opened.click('#go')
  await opened.waitForURL(/pay/)
  await opened.waitForTimeout(300)
  await opened.goto('about:blank')
  expect((await seenAt('/pay')).visitor).toMatch(/^\w+$/)
  await visitor.close()
})

test('where the part for it is kept out, the view is told all the same', async () => {
  page('/', link())
  page('/pay', 'Pay')
  const visitor = await site.visitor()
  const opened = await arrive(visitor)
  await opened.route('**/m/domains.js', (route) => route.abort())
  await opened.click('#go')
  expect((await seenAt('/pay')).visitor).toMatch(/^\w+$/)
  await visitor.close()
})
