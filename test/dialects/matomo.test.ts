import MatomoTracker from 'matomo-tracker'
import { expect, test } from 'vitest'
import { phone, useRunningMinnow } from './running-minnow.ts'

const minnow = useRunningMinnow()

const tracker = () => {
  const made = new MatomoTracker(minnow.site(), `${minnow.url()}/matomo.php`)
  const failures: unknown[] = []
  made.on('error', (error: unknown) => failures.push(error))
  return { tracker: made, failures }
}

const named = async (name: string) => (await minnow.stored()).filter((row) => row.name === name)

test("Matomo's client for Node reports page views as images", async () => {
  const { tracker: matomo, failures } = tracker()
  matomo.track({
    ...{ url: 'https://shop.example/tea?mtm_campaign=spring&mtm_source=zalo', action_name: 'Green tea', ua: phone },
    ...{ _id: '0123456789abcdef', token_auth: minnow.key(), cip: '203.150.0.9', lang: 'th', pv_id: 'a1b2c3' },
  })
  await expect.poll(() => named('page_view'), { timeout: 20_000 }).toHaveLength(1)
  expect(failures).toEqual([])
  expect(await named('page_view')).toMatchObject([
    {
      ...{ origin: 'matomo', host: 'shop.example', path: '/tea', title: 'Green tea', browser: 'Chrome', country: 'TH' },
      ...{ source: 'zalo', campaign: 'spring' },
    },
  ])
})

test('its bulk of an order, an event, a search, a download and a heartbeat is told apart', async () => {
  const { tracker: matomo, failures } = tracker()
  const page = { url: 'https://shop.example/checkout', ua: phone, _id: '0123456789abcdef' }
  const items = JSON.stringify([['tea', 'Green tea', ['Tea', 'Green'], 14.5, 2]])
  const answer = await new Promise<string>((resolve) => {
    matomo.trackBulk(
      [
        { ...page, _pks: 'tea', _pkn: 'Green tea', _pkp: '14.5' },
        { ...page, idgoal: 0, ec_items: items, revenue: 29 },
        { ...page, idgoal: 0, ec_id: 'M-1', ec_items: items, revenue: 31, ec_sh: 2 },
        { ...page, e_c: 'Contact', e_a: 'Ask', e_n: 'LINE' },
        { ...page, search: 'oolong', search_count: 3 },
        { ...page, download: 'https://shop.example/tea.pdf' },
        { ...page, ping: 1 },
      ],
      resolve,
    )
  })
  expect(failures).toEqual([])
  expect(JSON.parse(answer)).toEqual({ status: 'success', tracked: 7, invalid: 0, invalid_indices: [] })
  const rows = (await minnow.stored()).filter(({ path }) => path === '/checkout')
  expect(rows.map(({ name }) => name).sort()).toEqual([
    ...['Ask', 'add_to_cart', 'file_download', 'page_view', 'purchase', 'search', 'view_item'],
  ])
  const [order] = await named('purchase')
  expect(order).toMatchObject({ value: 31, transaction_id: 'M-1' })
  expect(JSON.parse(order?.properties.items ?? '')).toEqual([
    { item_id: 'tea', item_name: 'Green tea', item_category: 'Tea', item_category2: 'Green', price: 14.5, quantity: 2 },
  ])
})

test("the script's forms and beacons are read, and answered as it asks", async () => {
  const send = (body: string) =>
    fetch(`${minnow.url()}/piwik.php`, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'user-agent': phone },
        origin: 'https://shop.example',
      },
      body,
    })
  const form = `idsite=${minnow.site()}&rec=1&url=${encodeURIComponent('https://shop.example/form')}&_id=0123456789abcdef&pv_id=xyz123`
  const silent = await send(`${form}&send_image=0`)
  expect(silent.status).toBe(204)
  expect(silent.headers.get('access-control-allow-origin')).toBe('https://shop.example')
  const image = await send(form)
  expect([image.status, image.headers.get('content-type')]).toEqual([200, 'image/gif'])
  // The same page view again: once.
  expect((await minnow.stored()).filter(({ path }) => path === '/form')).toHaveLength(1)
})

test.each([
  ['no rec', 'idsite=1', 400],
  ['an unknown site', 'idsite=77&rec=1&url=https://shop.example/', 400],
  ['a wrong token', 'idsite=77&rec=1&url=https://shop.example/&token_auth=mnw_wrongwrongwrongwrong', 401],
])('%s is refused', async (_, query, status) => {
  expect((await fetch(`${minnow.url()}/matomo.php?${query}`)).status).toBe(status)
})
