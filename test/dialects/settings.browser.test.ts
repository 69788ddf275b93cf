import { expect, test } from 'vitest'
import { screens, seriousFaults, useServedMinnow } from '../served-minnow.ts'
import { phone } from './running-minnow.ts'

const minnow = useServedMinnow()

test('an owner sees what to change in a tool, gives the site its id there, and sees that events arrive', async () => {
  const { page, broken } = await minnow.opens('/api/me', screens.phone)
  const headers = { origin: minnow.url() }
  await page.request.post('/api/owner', {
    ...{ headers, data: { name: 'Lan', email: 'lan@tra-sen.vn', password: 'ca be nuoi ca lon' } },
  })
  const shop = { name: 'Trà Sen', domains: ['tra-sen.vn'], timezone: 'UTC', currency: 'VND', preset: 'ecommerce' }
  const { id: site } = (await (await page.request.post('/api/sites', { data: shop, headers })).json()) as { id: string }
  await page.goto(`/sites/${site}/settings/other-tools`)
  await page.getByRole('button', { name: /^Matomo/ }).click()
  await page.getByText(`_paq.push(['setSiteId', '${site}'])`).waitFor()
  expect(await seriousFaults(page)).toEqual([])

  await page.getByLabel('Site id (idsite)').fill('1')
  await page.getByRole('button', { name: 'Add the id' }).click()
  await page.getByRole('cell', { name: 'Pages in a browser' }).waitFor()

  const hit = `/matomo.php?idsite=1&rec=1&url=${encodeURIComponent('https://tra-sen.vn/tea')}`
  expect(
    (await page.request.get(hit, { headers: { origin: 'https://tra-sen.vn', 'user-agent': phone } })).status(),
  ).toBe(200)
  await page.reload()
  await page.getByText('1 event in 30 days').waitFor()
  expect(broken).toEqual([])
})
