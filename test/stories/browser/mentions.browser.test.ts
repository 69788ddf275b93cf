import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { faultsInLightAndDark, screens, useServedMinnow } from '../../served-minnow.ts'
import { openWebServer, type WebServer } from '../../web-server.ts'
import { useLansShop } from './lans-shop.ts'

const minnow = useServedMinnow({ outboundAllow: ['127.0.0.1'] })
let alerts: WebServer

const today = new Date().toISOString().slice(0, 10)
const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title><link>https://a.example</link>
  <description>d</description><item><title>Trà Sen opens in Huế</title><link>https://vnexpress.net/tra-sen</link>
  <description>#TràSen</description></item></channel></rss>`

beforeAll(async () => {
  alerts = await openWebServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(feed),
  )
})
const shop = useLansShop(minnow, { domains: ['shop.example'] }, async ({ posts }) => {
  const now = Date.now()
  const event = (visitor: string, minutes: number, more: object) => ({
    ...{ name: 'page_view', visitor, time: now - (60 - minutes) * 60_000, url: 'https://shop.example/tea' },
    ...more,
  })
  const events = [
    event('ann', 0, {}),
    event('ann', 1, { name: 'share', properties: { method: 'zalo', share_id: 'a1' } }),
    event('ben', 5, { url: 'https://shop.example/tea?mnw_share=a1' }),
    event('ben', 6, { name: 'purchase', value: 90_000, currency: 'VND', transaction_id: 'o1' }),
  ]
  await posts('/import', { events })
})
afterAll(() => alerts.close())

test('a feed is added, read at once, and seen among the mentions and as an entry of a give-away', async () => {
  const { page, broken } = await shop.opens('settings/feeds')
  await page.getByLabel('Address of the feed').fill(`${alerts.url}/feed`)
  await page.getByLabel('Name', { exact: false }).first().fill('Alerts')
  await page.getByRole('button', { name: 'Add the feed' }).click()
  await page.getByText('The feed was read: 1 mention.').waitFor()
  await page.locator('input[type=file]').setInputFiles({
    name: 'mentions.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('link,text,author\nhttps://www.tiktok.com/@ann/1,Ngon #TràSen,ann\n,,nobody\n'),
  })
  await page.getByText('1 new mention; 0 were there already.').waitFor()
  await page.getByText('Line 3: a mention has a link or a text').waitFor()

  await page.getByRole('link', { name: 'Mentions', exact: true }).click()
  await page.getByText('2 mentions, 50% of them on').waitFor()
  await page.getByText('Trà Sen opens in Huế – #TràSen').waitFor()
  await page.getByRole('tab', { name: 'Give-aways' }).click()
  await page.getByRole('button', { name: 'Add a give-away' }).click()
  await page.getByLabel('Name').fill('Autumn')
  const hashtags = page.getByRole('combobox', { name: 'Hashtags' })
  await hashtags.fill('tràsen')
  await hashtags.press('Enter')
  expect(await page.getByLabel('First day').inputValue()).toBe(today)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('2 entries · 1 author').waitFor()
  expect(broken).toEqual([])
})

test('an address for LINE is made, and what is signed with the secret confirms a contact', async () => {
  const { page } = await shop.opens('settings/feeds')
  await page.getByLabel('For', { exact: true }).selectOption('line')
  await page.getByLabel('Channel secret').fill('the channel secret')
  await page.getByRole('button', { name: 'Make the address' }).click()
  await page.getByText('Nothing has come yet.').waitFor()
  const address = await page.getByText(/\/api\/hooks\/line\//).textContent()
  const message = {
    type: 'message',
    timestamp: Date.now(),
    source: { type: 'user', userId: 'U1' },
    message: { text: 'Hi' },
  }
  const body = JSON.stringify({ destination: 'U0', events: [message] })
  const signature = createHmac('sha256', 'the channel secret').update(body).digest('base64')
  const headers = { 'content-type': 'application/json', 'x-line-signature': signature }
  const answer = await fetch(address ?? '', { method: 'POST', body, headers })
  expect(answer.status).toBe(200)
  await page.reload()
  await page.getByText(/^Received 1 time/).waitFor()
})

test('a shared link is shown with what it brought', async () => {
  const { page, broken } = await shop.opens('shares')
  await page.getByText('1 visit came by a shared link, with 1 macro- and').waitFor()
  const row = page.getByRole('table', { name: 'Shared links' }).getByRole('row', { name: /\/tea/ })
  expect((await row.getByRole('cell').allTextContents()).slice(0, 2)).toEqual(['1', '1'])
  expect(broken).toEqual([])
})

describe.each(['desktop', 'phone'] as const)('on a %s', (screen) => {
  test.each(['mentions', 'mentions?tab=giveaways', 'shares', 'settings/feeds'])(
    'nothing serious for axe on %s, in light and in dark',
    async (path) => {
      const { page } = await shop.opens(path, screens[screen])
      await page.locator('main table').first().waitFor()
      await page.waitForLoadState('networkidle')
      expect(await faultsInLightAndDark(page)).toEqual([])
    },
  )
})
