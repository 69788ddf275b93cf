import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { screens, seriousFaults, tooWide, useServedMinnow } from '../../served-minnow.ts'
import { useLansShop } from './lans-shop.ts'

const minnow = useServedMinnow()
const file = (name: string): string => fileURLToPath(new URL(`../../data/imports/${name}`, import.meta.url))
const november = 'period=2026-11-01..2026-11-22'
const shop = useLansShop(minnow, { domains: ['shop.example'], timezone: 'Asia/Ho_Chi_Minh' })

test('a file is dropped, looked at, imported, compared, seen in the reports, and taken back', async () => {
  const { page, broken } = await shop.opens('settings/data')
  const drops = async (name: string) => {
    await page.locator('input[type=file]').setInputFiles(file(name))
    await page.getByRole('heading', { name }).waitFor()
  }
  await drops('ga4.jsonl')
  expect(await page.getByLabel('What this file is').inputValue()).toBe('ga4')
  await page.getByText('Line 9: "" is no event_timestamp').waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('cell', { name: 'Done' }).waitFor()

  await page.getByRole('button', { name: 'Compare ga4.jsonl' }).click()
  const compared = page.getByRole('dialog')
  await compared.getByRole('row', { name: /Purchases 2 1 The same order was counted before: 1/ }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  await page.keyboard.press('Escape')

  await drops('feed.xml')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('row', { name: /feed\.xml .* Done 2/ }).waitFor()
  await drops('costs.csv')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('row', { name: /costs\.csv .* Done 4/ }).waitFor()

  await page.goto(`/sites/${shop.site()}/overview?${november}`)
  await page.getByText(/until 5 Nov from ga4\.jsonl/).waitFor()
  await page.goto(`/sites/${shop.site()}/channels?${november}`)
  await page.getByRole('columnheader', { name: /Return on spend/ }).waitFor()
  await page.goto(`/sites/${shop.site()}/products?${november}`)
  await page.getByRole('row', { name: /Trà sen & hoa TEA-1 · Sen/ }).waitFor()
  expect(await seriousFaults(page)).toEqual([])

  await page.goto(`/sites/${shop.site()}/settings/data`)
  await page.getByRole('button', { name: 'Take back ga4.jsonl' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Take back' }).click()
  await page.getByRole('cell', { name: 'Taken back' }).waitFor()
  // A picture of the feed that cannot be had is no fault of the page.
  expect(broken.filter((line) => !line.includes('404'))).toEqual([])
})

test('on a phone, nothing is too wide, and a file that cannot be read says why', async () => {
  const { page } = await shop.opens('settings/data', { ...screens.phone, colorScheme: 'dark' })
  await page.locator('input[type=file]').setInputFiles(file('queries.csv'))
  await page.getByText(/Say which days its figures are of/).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  expect(await tooWide(page)).toBe(0)
  await page.getByLabel('First day, if the file has none').fill('2026-11-01')
  await page.getByLabel('Last day, if the file has none').fill('2026-11-10')
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('row', { name: /queries\.csv.*Done/ }).waitFor()
  await page.goto(`/sites/${shop.site()}/words?${november}`)
  await page.getByRole('row', { name: /trà sen/ }).waitFor()
  expect(await seriousFaults(page)).toEqual([])

  // A till that writes days as its country does: asked rather than guessed.
  await page.goto(`/sites/${shop.site()}/settings/data`)
  const till = 'Ngày,Email,Tổng tiền\n02/11/2026 15:05,ben@shop.example,30000\n'
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'till.csv', mimeType: 'text/csv', buffer: Buffer.from(till) })
  await page.getByText(/"02\/11\/2026 15:05" may be two days/).waitFor()
  await page.getByLabel('How 02/11/2026 is meant').selectOption({ label: '2 November: the day first' })
  await page.getByText('2 Nov, 15:05').waitFor()
  await page.getByRole('button', { name: 'Import', exact: true }).click()
  await page.getByRole('row', { name: /till\.csv.*Done/ }).waitFor()
  expect(await seriousFaults(page)).toEqual([])
  expect(await tooWide(page)).toBe(0)
})
