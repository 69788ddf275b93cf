import jsQr from 'jsqr'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { beforeEach, expect, test } from 'vitest'
import { type Opened, useServedMinnow } from '../../served-minnow.ts'
import { codeOf, fromBase32, STEP_MS } from '../../totp.ts'

const minnow = useServedMinnow()
const password = 'ca be nuoi ca lon'
const email = 'lan@tra-sen.vn'
let signedIn: BrowserContextOptions['storageState']
let made = 0

const addSite = async (page: Page, name: string): Promise<string> => {
  const answer = await page.request.post('/api/sites', {
    data: { name, domains: ['tra-sen.vn'], timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' },
    headers: { origin: minnow.url() },
  })
  return ((await answer.json()) as { id: string }).id
}

beforeEach(async () => {
  if (signedIn) return
  const { page } = await minnow.opens('/api/me')
  const headers = { origin: minnow.url() }
  await page.request.post('/api/owner', { data: { name: 'Lan', email, password }, headers })
  signedIn = await page.context().storageState()
})

const lan = (path: string): Promise<Opened> => minnow.opens(path, { ...(signedIn && { storageState: signedIn }) })

const signIn = async (page: Page, said: string): Promise<void> => {
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('textbox', { name: 'Password' }).fill(said)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** Somebody who came by an invitation, in a browser of their own. */
const guestOf = async (page: Page, site: string, name: string): Promise<Opened> => {
  const headers = { origin: minnow.url() }
  const invited = await page.request.post(`/api/sites/${site}/invitations`, { data: { role: 'editor' }, headers })
  const { link } = (await invited.json()) as { link: string }
  const guest = await minnow.opens('/api/me')
  const data = { name, email: `${name.toLowerCase()}${++made}@tra-sen.vn`, password }
  await guest.page.request.post(new URL(link).pathname.replace('/invitations', '/api/invitations'), { data, headers })
  return guest
}

/** What a phone's camera reads. */
const readCode = async (page: Page): Promise<string> => {
  const image = page.getByRole('img', { name: 'QR code with the secret' })
  const size = Number(((await image.getAttribute('viewBox')) ?? '').split(' ')[2])
  const path = (await image.locator('path').getAttribute('d')) ?? ''
  const scale = 4
  const width = size * scale
  const pixels = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4
        pixels.fill(0, at, at + 3)
      }
    }
  }
  // The package says its type as CommonJS does.
  const decode = jsQr as unknown as typeof jsQr.default
  return decode(pixels, width, width)?.data ?? ''
}

test('a changed password signs the other devices out, and is the only one that lets in', async () => {
  const { page } = await lan('/')
  const site = await addSite(page, 'Trà Sen')
  const other = await lan(`/sites/${site}/settings/me`)
  await page.goto(`/sites/${site}/settings/me`)
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Change the password' }) })
  await form.getByLabel('Present password').fill('not this one')
  await form.getByLabel('New password').fill('mot con ca be')
  await form.getByRole('button', { name: 'Change the password' }).click()
  await form.getByRole('alert').waitFor()
  await form.getByLabel('Present password').fill(password)
  await form.getByRole('button', { name: 'Change the password' }).click()
  await page.getByText('The password is changed; other devices are signed out.').waitFor()

  await other.page.reload()
  await other.page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await signIn(other.page, password)
  await other.page.getByRole('alert').getByText('E-mail address or password is wrong.').waitFor()
  await signIn(other.page, 'mot con ca be')
  await other.page.getByRole('heading', { name: 'Settings of Trà Sen' }).waitFor()

  // As it was, for the other tests.
  const headers = { origin: minnow.url() }
  const data = { currentPassword: 'mot con ca be', newPassword: password }
  expect((await other.page.request.post('/api/auth/change-password', { data, headers })).status()).toBe(200)
  signedIn = await other.page.context().storageState()
})

test('somebody whose access is taken away sees the site no longer', async () => {
  const { page } = await lan('/')
  const site = await addSite(page, 'Trà Sen')
  const guest = await guestOf(page, site, 'Minh')
  await guest.page.goto(`/sites/${site}/settings/site`)
  await guest.page.getByRole('heading', { name: 'Settings of Trà Sen' }).waitFor()

  await page.goto(`/sites/${site}/settings/people`)
  await page.getByRole('button', { name: 'Remove Minh' }).click()
  await page.getByRole('dialog').getByText("Take away Minh's access?").waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByRole('button', { name: 'Remove Minh' }).waitFor({ state: 'detached' })

  expect((await guest.page.request.get(`/api/sites/${site}`)).status()).toBe(404)
  await guest.page.reload()
  await guest.page.getByRole('heading', { name: 'Settings of Trà Sen' }).waitFor({ state: 'detached' })
})

test('a site is removed by who types its name', async () => {
  const { page } = await lan('/')
  await addSite(page, 'Stays')
  const site = await addSite(page, 'Goes')
  await page.goto(`/sites/${site}/settings/site`)
  await page.getByRole('button', { name: 'Remove', exact: false }).last().click()
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Remove', exact: false })
  expect(await confirm.isDisabled()).toBe(true)
  await dialog.getByRole('textbox').fill('Goes')
  await confirm.click()
  await page.waitForURL((url) => !url.pathname.includes(site))
  expect((await page.request.get(`/api/sites/${site}`)).status()).toBe(404)
})

test('two-step sign-in: a phone reads the code, and from then on the password alone lets nobody in', async () => {
  const { page } = await lan('/')
  const site = await addSite(page, 'Trà Sen')
  await page.goto(`/sites/${site}/settings/me`)
  const form = page.locator('form', { has: page.getByRole('button', { name: 'Turn on' }) })
  await form.getByLabel('Present password').fill(password)
  await form.getByRole('button', { name: 'Turn on' }).click()
  const address = new URL(await readCode(page))
  expect([address.protocol, address.host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(address.pathname)).toContain(email)
  const secret = fromBase32(address.searchParams.get('secret') ?? '')
  await page.getByLabel('Code from the app').fill(codeOf(secret, Date.now()))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await page.getByText('Two-step sign-in is on.').first().waitFor()

  const phoneless = await minnow.opens('/sign-in')
  await signIn(phoneless.page, password)
  const field = phoneless.page.getByRole('textbox', { name: 'Code', exact: true })
  await field.waitFor()
  expect((await phoneless.page.request.get(`/api/sites/${site}`)).status()).toBe(401)
  await field.fill('000000')
  await phoneless.page.keyboard.press('Enter')
  await phoneless.page.getByRole('alert').waitFor()
  await field.fill(codeOf(secret, Date.now() + STEP_MS))
  await phoneless.page.keyboard.press('Enter')
  await phoneless.page.waitForURL((url) => !url.pathname.includes('sign-in'))
  expect((await phoneless.page.request.get(`/api/sites/${site}`)).status()).toBe(200)
})
