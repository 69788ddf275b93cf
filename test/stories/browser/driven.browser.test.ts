import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useServedMinnow } from '../../served-minnow.ts'
import { launchOf, type NamedShop, openNamedShop, userAgent } from './named-shop.ts'

const minnow = useServedMinnow()
let shop: NamedShop
const browsers: Browser[] = []

beforeAll(async () => {
  shop = await openNamedShop(minnow, ['shop.example'])
  shop.pages.set('shop.example/', '<button id="buy">Buy</button>')
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
  shop?.close()
})

const visits = async (driver: 'person' | 'program'): Promise<unknown> => {
  const browser = await launchOf(driver)
  browsers.push(browser)
  const page = await (await browser.newContext()).newPage()
  await page.goto(shop.url('shop.example'))
  await page.click('#buy')
  await page.waitForResponse((response) => response.url().endsWith('/api/collect'))
  const webdriver = await page.evaluate(() => navigator.webdriver)
  await page.context().close()
  return webdriver
}
const people = async () => (await shop.overview()).totals.people

test('a browser that a program drives is set aside and seen, a person in the same browser counts', async () => {
  expect(await visits('person')).toBe(false)
  expect(await visits('program')).toBe(true)
  const aside = async () => (await shop.traffic()).reasons
  await expect.poll(aside, { timeout: 15_000 }).toMatchObject([{ reason: 'headless', visitors: 1 }])
  const { examples } = await shop.traffic()
  expect(examples).toMatchObject([{ reason: 'headless', agent: userAgent, browser: 'Chrome', path: '/' }])
  await expect.poll(people, { timeout: 15_000 }).toBe(1)

  const choice = { from: '2020-01-01', to: '2100-01-01', reason: 'headless', always: false }
  await shop.ask('/traffic/count', choice)
  expect(await people()).toBe(2)
})
