import { expect, test } from 'vitest'
import { seriousFaults, serveShop, useServedMinnow } from '../../served-minnow.ts'

const minnow = useServedMinnow()

test('from an empty data folder to the first live event', async () => {
  const { page, broken } = await minnow.opens('/', { timezoneId: 'Asia/Ho_Chi_Minh' })

  await page.getByRole('heading', { name: 'Welcome to Minnow' }).waitFor()
  expect(await page.getByRole('button', { name: 'Look around with the demo shop' }).isVisible()).toBe(true)
  expect(await seriousFaults(page)).toEqual([])

  // Nothing is sent that the form itself can refuse.
  await page.getByRole('button', { name: 'Create the account' }).click()
  expect(await page.getByText('This is needed.').count()).toBe(2)
  await page.getByLabel('Your name').fill('Lan')
  await page.getByLabel('E-mail address').fill('lan@tra-sen.vn')
  await page.getByRole('textbox', { name: 'Password' }).fill('ca be nuoi ca lon')
  await page.getByRole('button', { name: 'Create the account' }).click()

  // A site, with what the browser suggests.
  await page.getByRole('heading', { name: 'Which site is it about?' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  expect(await page.getByRole('combobox', { name: 'Currency' }).inputValue()).toContain('VND')
  await page.getByLabel('Name of the site').fill('Trà Sen')
  await page.getByLabel('Domain').fill('http://localhost:4000/tra')
  await page.getByRole('radio', { name: 'Online shop' }).check()
  await page.getByRole('button', { name: 'Continue to the tag' }).click()

  // The tag changes with how visitors are recognised; it is copied and put into a page.
  await page.getByRole('heading', { name: 'Put the tag into your pages' }).waitFor()
  await page.getByText('Waiting for the first event').waitFor()
  expect(await page.getByRole('button', { name: 'Look around with the demo shop' }).isVisible()).toBe(true)
  const tag = page.getByLabel('The tag')
  expect(await tag.textContent()).not.toContain('data-recognition')
  // It shows as chosen when the server has it.
  await page.getByRole('radio', { name: /^In full/ }).click()
  await expect.poll(() => tag.textContent()).toContain('data-recognition="full"')
  expect(await seriousFaults(page)).toEqual([])

  const shop = await serveShop(`<!doctype html><title>Lotus tea</title>${await tag.textContent()}<h1>Tea</h1>`)
  const visitor = await page.context().newPage()
  await visitor.goto(`${shop.url}/tea`)
  await page.bringToFront()
  await page.getByText('Events arrive').waitFor({ timeout: 30_000 })
  await page.getByText('/tea').first().waitFor()

  await page.getByRole('link', { name: 'See it live' }).click()
  await page.getByRole('heading', { name: 'What is happening now?' }).waitFor()
  await page.getByText('1 person is on the site.').waitFor()
  await page.getByText('Lotus tea').waitFor()
  expect(await seriousFaults(page)).toEqual([])

  // A second page shows while one watches.
  await visitor.goto(`${shop.url}/jasmine`)
  await page.getByText('/jasmine').first().waitFor({ timeout: 30_000 })
  shop.close()
  expect(broken).toEqual([])
})
