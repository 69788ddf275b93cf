import { gzipSync } from 'node:zlib'
import type { BrowserContextOptions } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Opened, screens, seriousFaults, useServedMinnow } from '../../served-minnow.ts'

const minnow = useServedMinnow()
const password = 'ca be nuoi ca lon'
let site = ''
let signedIn: BrowserContextOptions['storageState']

beforeAll(async () => {
  const { page } = await minnow.opens('/api/me')
  const headers = { origin: minnow.url() }
  await page.request.post('/api/owner', { data: { name: 'Lan', email: 'lan@tra-sen.vn', password }, headers })
  const made = await page.request.post('/api/sites', {
    data: { name: 'Trà Sen', domains: ['tra-sen.vn'], timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' },
    headers,
  })
  site = ((await made.json()) as { id: string }).id
  signedIn = await page.context().storageState()
})

const lan = (path: string, options: BrowserContextOptions = {}): Promise<Opened> =>
  minnow.opens(path, { storageState: signedIn, ...options })
const settled = (page: Opened['page']) => page.locator('h1').waitFor()

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('nothing serious for axe on any page of the frame', async () => {
    const { page, broken } = await lan(`/sites/${site}/live`, { colorScheme })
    for (const path of ['live', ...['site', 'tag', 'people', 'keys', 'me'].map((part) => `settings/${part}`)]) {
      await page.goto(`/sites/${site}/${path}`)
      await settled(page)
      await page.waitForLoadState('networkidle').catch(() => undefined)
      expect([path, await seriousFaults(page)]).toEqual([path, []])
    }
    expect(broken).toEqual([])
  })

  test('nor on a phone, at the sign-in, with a wrong link', async () => {
    const { page } = await minnow.opens('/sign-in', { ...screens.phone, colorScheme })
    await settled(page)
    expect(await seriousFaults(page)).toEqual([])
    await page.goto(`/nowhere`)
    await settled(page)
    expect(await seriousFaults(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(
      0,
    )
  })
})

test('who is not signed in signs in, and arrives where they wanted to go', async () => {
  const { page } = await minnow.opens(`/sites/${site}/settings/tag?period=7d`)
  await page.getByLabel('E-mail address').fill('lan@tra-sen.vn')
  await page.getByRole('textbox', { name: 'Password' }).fill('something else')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor()
  await page.getByRole('textbox', { name: 'Password' }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Settings of Trà Sen' }).waitFor()
  expect(page.url()).toContain(`/sites/${site}/settings/tag?period=7d`)
})

describe('a first load takes less than 200 kB of script, besides the charts', () => {
  test.each(['live', 'overview', 'goals', 'funnels', 'channels'])('%s', async (path) => {
    const { page } = await minnow.opens('/api/me', { storageState: signedIn })
    const sizes: Promise<number>[] = []
    page.on('response', (response) => {
      // The chart library arrives when the first picture is drawn.
      if (!/(?<!\/engine-[\w-]+)\.js$/.test(response.url())) return
      sizes.push(response.body().then((body) => gzipSync(body).length))
    })
    await page.goto(`/sites/${site}/${path}`)
    await settled(page)
    await page.getByRole('button', { name: 'Lan', exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    expect(bytes).toBeGreaterThan(100_000)
    expect(bytes).toBeLessThan(200_000)
  })
})

test('the period goes along from page to page', async () => {
  const { page } = await lan(`/sites/${site}/channels?period=90d`)
  await page.getByRole('link', { name: 'Goals' }).first().click()
  await page.waitForURL(/goals/)
  expect(page.url()).toContain('period=90d')
})

test('the whole frame speaks the language that is chosen, and remembers it', async () => {
  const { page } = await lan(`/sites/${site}/live`)
  for (const [language, heading] of [
    ['Tiếng Việt', 'Ngay lúc này có gì?'],
    ['ไทย', 'ขณะนี้เกิดอะไรขึ้น'],
    ['Lietuvių', 'Kas vyksta dabar?'],
  ] as const) {
    await page.getByRole('button', { name: 'Lan', exact: true }).click()
    await page.getByRole('menuitemradio', { name: language }).click()
    await page.getByRole('heading', { name: heading }).waitFor()
    await page.keyboard.press('Escape')
  }
  expect(await page.getAttribute('html', 'lang')).toBe('lt')
  await page.reload()
  await page.getByRole('heading', { name: 'Kas vyksta dabar?' }).waitFor()
  await page.request.put('/api/me/language', { data: { language: 'en' }, headers: { origin: minnow.url() } })
})

test('Ctrl+K finds pages and settings', async () => {
  const { page } = await lan(`/sites/${site}/live`)
  await settled(page)
  await page.keyboard.press('Control+k')
  await page.getByRole('searchbox', { name: 'Pages, goals' }).or(page.getByPlaceholder('Pages, goals')).fill('API')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'A new key' }).waitFor()
})

test('on a phone the rest of the navigation is in a sheet', async () => {
  const { page } = await lan(`/sites/${site}/live`, screens.phone)
  await page.getByRole('button', { name: 'More' }).tap()
  await page.getByRole('dialog').getByRole('link', { name: 'Settings' }).tap()
  await page.getByRole('heading', { name: 'Settings of Trà Sen' }).waitFor()
})

test('an invitation lets one more person in, with the role it names', async () => {
  const { page } = await lan(`/sites/${site}/settings/people`)
  await page.getByLabel('For whom').fill('Minh')
  await page.getByRole('button', { name: 'Make a link' }).click()
  const link = await page.getByLabel('The link').textContent()
  await page.getByText('Minh · Viewer').waitFor()

  const guest = await minnow.opens(new URL(link ?? '').pathname)
  await guest.page.getByRole('heading', { name: 'You are invited to Trà Sen' }).waitFor()
  await guest.page.getByLabel('Your name').fill('Minh')
  await guest.page.getByLabel('E-mail address').fill('minh@tra-sen.vn')
  await guest.page.getByRole('textbox', { name: 'Password' }).fill(password)
  await guest.page.getByRole('button', { name: 'Join' }).click()
  await guest.page.waitForURL(/overview/)
  await guest.page.goto(`/sites/${site}/settings/site`)
  await guest.page.getByText('Editors and owners may change this.').waitFor()
  expect(await guest.page.getByRole('link', { name: 'API keys' }).count()).toBe(0)
})

test('a key is shown once, works, and is revoked', async () => {
  const { page } = await lan(`/sites/${site}/settings/keys`)
  await page.getByLabel('Name').fill('Warehouse')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const key = await page.getByLabel('Warehouse', { exact: true }).textContent()
  const ask = () =>
    fetch(`${minnow.url()}/api/sites/${site}`, { headers: { authorization: `Bearer ${key}` } }).then((r) => r.status)
  expect(await ask()).toBe(200)
  await page
    .getByRole('row', { name: /Warehouse/ })
    .getByRole('button', { name: 'Revoke' })
    .click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('There is no key yet.').waitFor()
  expect(await ask()).toBe(401)
})

test('what the site is named can be changed, and is said to be saved', async () => {
  const { page } = await lan(`/sites/${site}/settings/site`)
  await page.getByLabel('Name of the site').fill('Trà Sen Hà Nội')
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('heading', { name: 'Settings of Trà Sen Hà Nội' }).waitFor()
})
