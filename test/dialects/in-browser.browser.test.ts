import { join } from 'node:path'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../browser.ts'
import { serveShop } from '../served-minnow.ts'
import { useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()
let browser: Browser
const closers: (() => void)[] = []

beforeAll(async () => {
  browser = await launchBrowser()
  await minnow.owner().call('updateSite', { params: { site: minnow.site() }, body: { recognition: 'full' } })
})
afterAll(async () => {
  await browser.close()
  for (const close of closers) close()
})

/** A page with one of the scripts in ./pages, and everything that goes wrong in it. */
const open = async (name: string): Promise<{ page: Page; broken: string[] }> => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'pages', `${name}-page.mjs`)],
    ...{ bundle: true, write: false, format: 'iife', platform: 'browser', logLevel: 'silent' },
  })
  const bundle = (outputFiles[0]?.text ?? '').replaceAll('</script', '<\\/script')
  const head = `<html data-url="${minnow.url()}" data-site="${minnow.site()}"><title>Tea</title><link rel="icon" href="data:,">`
  const html = `<!doctype html>${head}<button id="ask">Ask us</button><script>${bundle}</script>`
  const { url, close } = await serveShop(html)
  closers.push(close)
  const page = await browser.newPage({
    userAgent: 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
  })
  const broken: string[] = []
  page.on('pageerror', (error) => broken.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') broken.push(message.text())
  })
  page.on('response', (answer) => {
    if (answer.status() >= 400) broken.push(`${answer.status()} ${answer.url()}`)
  })
  page.on('requestfailed', (request) => {
    if (request.url().startsWith(minnow.url())) broken.push(`failed ${request.url()}`)
  })
  await page.goto(`${url}/tea`)
  return { page, broken }
}

const of = async (origin: string) => (await minnow.stored()).filter((row) => row.origin === origin)
const namesOf = async (origin: string) => (await of(origin)).map(({ name }) => name).sort()

test("Segment's analytics.js takes its settings from Minnow and reports to it", async () => {
  const { broken } = await open('segment')
  await expect
    .poll(() => namesOf('segment'), { timeout: 30_000 })
    .toEqual(['add_to_cart', 'group', 'identify', 'page_view'])
  const rows = await of('segment')
  expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({ path: '/tea', title: 'Tea', browser: 'Chrome' })
  expect(rows.find(({ name }) => name === 'add_to_cart')).toMatchObject({ value: 29 })
  expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1)
  expect(broken).toEqual([])
})

test('plausible-tracker reports page views and goals', async () => {
  const { broken } = await open('plausible')
  await expect
    .poll(() => namesOf('plausible'), { timeout: 30_000 })
    .toEqual(['click', 'newsletter_signup', 'page_view'])
  const rows = await of('plausible')
  expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({
    host: 'shop.example',
    path: '/tea',
    source: 'zalo',
  })
  expect(rows.find(({ name }) => name === 'newsletter_signup')?.properties).toEqual({ form: 'footer' })
  expect(rows.find(({ name }) => name === 'click')?.properties).toEqual({
    href: 'https://elsewhere.example/',
    outbound: 'true',
  })
  expect(broken).toEqual([])
})

test('posthog-js reports page views, clicks, identities and that the page was left, and finds all it asks for', async () => {
  const { page, broken } = await open('posthog')
  await page.click('#ask')
  await expect
    .poll(() => namesOf('posthog'), { timeout: 30_000 })
    .toEqual(['click', 'identify', 'page_view', 'question asked'])
  await page.goto('about:blank')
  await expect.poll(() => namesOf('posthog'), { timeout: 30_000 }).toContain('engagement')
  const rows = await of('posthog')
  expect(rows.find(({ name }) => name === 'page_view')).toMatchObject({ path: '/tea', browser: 'Chrome' })
  expect(rows.find(({ name }) => name === 'click')?.properties).toMatchObject({ text: 'Ask us' })
  expect(rows.find(({ name }) => name === 'question asked')?.properties).toEqual({ topic: 'delivery' })
  expect(new Set(rows.map(({ visitor }) => visitor)).size).toBe(1)
  expect(broken).toEqual([])
})
