import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { PersonExport } from '../../../src/contract/person.ts'
import { screens, seriousFaults, useServedMinnow } from '../../served-minnow.ts'
import { userAgents } from '../../visitor-story.ts'
import { useLansShop } from './lans-shop.ts'

const minnow = useServedMinnow()
const email = 'ann@shop.example'
const settings = { domains: ['shop.example'], timezone: 'Asia/Ho_Chi_Minh', recognition: 'full' as const }
const shop = useLansShop(minnow, settings, async ({ site }) => {
  const events = [
    { name: 'page_view', visitor: 'ann', url: 'https://shop.example/tea', user: { email } },
    { name: 'purchase', visitor: 'ann', value: 90_000 },
  ]
  await fetch(`${minnow.url()}/api/collect`, {
    method: 'POST',
    headers: { origin: 'https://shop.example', 'user-agent': userAgents.laptop },
    body: JSON.stringify({ site: site(), events }),
  })
})

test('the owner hands over what is stored of a visitor, erases it, and sees both in the audit log', async () => {
  const { page, broken } = await shop.opens('settings/privacy')
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(email)
  await page.getByRole('button', { name: 'Look up' }).click()
  await page.getByText('2 events from 1 browser').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download everything' }).click()
  const file = JSON.parse(readFileSync(await (await download).path(), 'utf8')) as PersonExport
  expect(file.events.map(({ name }) => name).sort()).toEqual(['page_view', 'purchase'])

  await page.getByRole('button', { name: 'Erase' }).click()
  const question = page.getByRole('dialog')
  const sure = question.getByRole('button', { name: 'Erase' })
  expect(await sure.isDisabled()).toBe(true)
  await question.getByRole('textbox').fill(email)
  await sure.click()
  const erased = page.getByRole('row').filter({ hasText: 'E-mail address' })
  await erased.getByRole('cell', { name: '5', exact: true }).waitFor()

  await page.goto(`/sites/${shop.site()}/settings/audit`)
  await page.getByRole('cell', { name: 'Erased a person' }).waitFor()
  await page.getByRole('cell', { name: 'Exported a person' }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  expect(broken).toEqual([])
})

test('a shorter time to keep events is asked about first; the tag says what was chosen', async () => {
  const { page } = await shop.opens('settings/privacy', screens.phone)
  await page.getByRole('combobox', { name: 'Keep events' }).selectOption('365')
  await page.getByRole('button', { name: 'Save' }).click()
  const question = page.getByRole('dialog', { name: 'Keep events for 365 days only?' })
  await question.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('radio', { name: /^After consent/ }).click()
  await page.getByRole('radio', { name: /^Record nothing/ }).click()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'To the tag' }).click()
  await page.getByText('data-recognition="consent" data-before-consent="drop"').waitFor()
})
