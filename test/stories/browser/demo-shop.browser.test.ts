import type { APIRequestContext, Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ExportedEvent, ExportPage } from '../../../src/contract/export.ts'
import type { LiveAnswer } from '../../../src/contract/live.ts'
import type { BreakdownAnswer, FunnelAnswer, GoalsReport, Overview } from '../../../src/contract/report.ts'
import { launchBrowser } from '../../browser.ts'
import { screens, useServedMinnow } from '../../served-minnow.ts'
import { prepare, shopsFor } from './shop-visitor.ts'

const minnow = useServedMinnow()

/** Two teapots and one lotus tea; what the delivery costs is no value of the shop. */
const orderValue = 2 * 890_000 + 450_000

const visitors = {
  phone: {
    name: 'lan',
    device: 'mobile',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    path: '/demo-shop/?utm_source=facebook&utm_medium=paid_social&utm_campaign=tet-gifts&fbclid=IwAR1',
    referer: 'https://m.facebook.com/',
  },
  desktop: {
    name: 'ruta',
    device: 'desktop',
    userAgent:
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    path: '/demo-shop/',
    referer: 'https://www.google.com/',
  },
}
type Screen = keyof typeof visitors
const both: Screen[] = ['phone', 'desktop']

let api: APIRequestContext
let site = ''
let frame = { from: '', to: '' }
const browsers: Browser[] = []
const orderNumbers: Record<string, string> = {}
const broken: string[] = []

const ask = async <T>(report: string, more: object = {}): Promise<T> => {
  const answer = await api.post(`/api/sites/${site}/reports/${report}`, { data: { ...frame, ...more } })
  expect(answer.status(), await answer.text()).toBe(200)
  return (await answer.json()) as T
}
const live = async (): Promise<LiveAnswer> => {
  const answer = await api.get(`/api/sites/${site}/reports/live`)
  return (await answer.json()) as LiveAnswer
}
const only = (field: string, value: string) => ({ field, op: 'is', values: [value] })

/** How often each value of a field was seen. */
const eventsBy = async (by: string, ...filters: object[]): Promise<Record<string, number>> => {
  const { rows } = await ask<BreakdownAnswer>('breakdown', { by, filters })
  return Object.fromEntries(rows.map(({ key, events }) => [key, events]))
}
const everyEvent = async (after?: string): Promise<ExportedEvent[]> => {
  const answer = await api.post(`/api/sites/${site}/export`, { data: { ...frame, ...(after && { after }) } })
  const { events, next } = (await answer.json()) as ExportPage
  return next === null ? events : [...events, ...(await everyEvent(next))]
}

const dayInShop = (time: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(time)

beforeAll(async () => {
  const { page } = await minnow.opens('/api/me')
  api = page.request
  const headers = { origin: minnow.url() }
  const account = { name: 'Lan', email: 'lan@tra-sen.vn', password: 'ca be nuoi ca lon' }
  await api.post('/api/owner', { data: account, headers })
  site = ((await (await api.post('/api/demo', { headers })).json()) as { site: string }).site
  // What the simulator makes up begins a week ago, and would only cost time here.
  await minnow.server().deps.demo.stop()
  frame = { from: dayInShop(Date.now()), to: dayInShop(Date.now() + 2 * 86_400_000) }
})
afterAll(async () => {
  for (const browser of browsers) await browser.close()
})

describe('a visitor of the demo shop on a phone and one on a desktop', () => {
  test.each(both)(
    'does all there is to do, and its purchase is live within two seconds (%s)',
    async (screen) => {
      const { name, device, userAgent, path, referer } = visitors[screen]
      // What a page sends while it is left carries the browser's own name, whatever a context pretends to be.
      const browser = await launchBrowser([`--user-agent=${userAgent}`])
      browsers.push(browser)
      const context = await browser.newContext({ ...screens[screen], baseURL: minnow.url() })
      const page = await context.newPage()
      page.on('pageerror', (error) => broken.push(error.message))
      await prepare(page, screen === 'phone')
      await page.goto(path, { referer })
      const isLive = async () =>
        (await live()).events.some((event) => event.name === 'purchase' && event.device === device)
      orderNumbers[device] = await shopsFor({ page, name, isPhone: screen === 'phone' }, () =>
        expect.poll(isLive, { timeout: 20_000, interval: 50 }).toBe(true),
      )
      // What a page sends when it is closed arrives after it.
      const lastPage = [only('device', device), only('page', '/demo-shop/products/sold-out')]
      const leaving = async () => (await eventsBy('event', ...lastPage)).engagement
      await expect.poll(leaving, { timeout: 20_000 }).toBe(1)
      expect(broken).toEqual([])
    },
    120_000,
  )

  const onBoth = {
    page_view: 12,
    view_item_list: 3,
    select_item: 1,
    view_item: 1,
    video_start: 1,
    video_progress: 5,
    video_complete: 1,
    add_to_wishlist: 1,
    share: 1,
    comment: 1,
    search: 1,
    add_to_cart: 3,
    remove_from_cart: 1,
    view_cart: 1,
    begin_checkout: 1,
    add_shipping_info: 1,
    add_payment_info: 1,
    purchase: 1,
    file_download: 1,
    contact: 6,
    generate_lead: 1,
    newsletter_signup: 1,
    identify: 2,
    form_start: 6,
    form_submit: 5,
    page_missing: 1,
    click: 16,
  }
  test.each([
    ['mobile', { ...onBoth, share: 2, click: 17 }],
    ['desktop', onBoth],
  ])('each action is in the reports exactly as often as it was done (%s)', async (device, expected) => {
    const { web_vital, engagement, ...counts } = await eventsBy('event', only('device', device))
    expect(counts).toEqual(expected)
    // One a page, and another whenever a page was hidden by a new tab for long enough to have something to add.
    expect(engagement).toBeGreaterThanOrEqual(12)
    const vitals = await eventsBy('property:metric', only('device', device), only('event', 'web_vital'))
    expect(vitals).toEqual({ TTFB: 12, FCP: 12, LCP: 12, CLS: 12, INP: expect.any(Number) })
    const ways = await eventsBy('property:method', only('device', device), only('event', 'contact'))
    expect(ways).toEqual({ zalo: 1, messenger: 1, line: 1, phone: 1, mail: 1, map: 1 })
  })

  test('nothing is stored twice under two ids', async () => {
    const events = await everyEvent()
    const contents = events.map(({ id, ...content }) => JSON.stringify(content))
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    expect(contents.filter((content, index) => contents.indexOf(content) !== index)).toEqual([])
  })

  test('the order on the thank-you page is the one that was counted', async () => {
    const purchases = (await everyEvent()).filter(({ name }) => name === 'purchase')
    const known = purchases.map(({ device, transaction_id, value, currency, repeat }) => ({
      device,
      transaction_id,
      value,
      currency,
      repeat,
    }))
    const order = (device: string) => ({
      device,
      transaction_id: orderNumbers[device],
      value: orderValue,
      currency: 'VND',
      repeat: false,
    })
    expect(known).toEqual([order('mobile'), order('desktop')])
  })

  test('the pages were read to where they were scrolled, for as long as somebody looked', async () => {
    const guides = (await everyEvent()).filter(({ name, url }) => name === 'engagement' && url.includes('guide.html'))
    const read = guides.map(({ properties }) => Number(properties.scroll_percent))
    expect(read.filter((percent) => percent === 100)).toHaveLength(2)
    expect(Math.max(...guides.map(({ properties }) => Number(properties.engaged_seconds)))).toBeGreaterThanOrEqual(2)
  })

  test('the goals of the shop were reached', async () => {
    const { goals } = await ask<GoalsReport>('goals')
    const reached = Object.fromEntries(goals.map((goal) => [goal.preset_key, [goal.conversions, goal.people]]))
    expect(reached).toEqual({
      purchase: [2, 2],
      sign_up: [0, 0],
      view_item: [2, 2],
      add_to_cart: [6, 2],
      begin_checkout: [2, 2],
      add_shipping_info: [2, 2],
      add_payment_info: [2, 2],
      newsletter: [2, 2],
      add_to_wishlist: [2, 2],
      share: [3, 2],
      search: [2, 2],
      video_complete: [2, 2],
      ebook: [2, 2],
      comment: [2, 2],
      contact_messenger: [2, 2],
      contact_facebook: [0, 0],
      contact_zalo: [2, 2],
      contact_line: [2, 2],
      contact_whatsapp: [0, 0],
      contact_phone: [2, 2],
      contact_mail: [2, 2],
      contact_map: [2, 2],
      contact_confirmed: [0, 0],
      mention: [0, 0],
      post_actions: [0, 0],
    })
  })

  test('the overview has two people, two orders and their value', async () => {
    const { totals, currency } = await ask<Overview>('overview')
    expect(totals).toMatchObject({
      people: 2,
      sessions: 2,
      page_views: 24,
      macro: { conversions: 2, people: 2, rate: { value: 1 } },
      micro: { people: 2 },
      value: { net: 2 * orderValue, gross: 2 * orderValue, refunds: 0 },
      other_currencies: [],
    })
    expect(currency).toBe('VND')
  })

  test.each([
    ['channel', 'Paid Social', 'Organic Search'],
    ['source', 'facebook', 'google'],
    ['medium', 'paid_social', 'organic'],
    ['device', 'mobile', 'desktop'],
    ['os', 'iOS', 'Windows'],
    ['browser', 'Safari', 'Chrome'],
  ])('by %s, each is one person with one order', async (by, phone, desktop) => {
    const { rows } = await ask<BreakdownAnswer>('breakdown', { by })
    const told = rows.map(({ key, people, sessions, macro, value }) => [
      key,
      people,
      sessions,
      macro.conversions,
      value,
    ])
    expect(told.sort()).toEqual(
      [
        [phone, 1, 1, 1, orderValue],
        [desktop, 1, 1, 1, orderValue],
      ].sort(),
    )
  })

  test('the campaign brought the phone, and keeps its order', async () => {
    const { rows } = await ask<BreakdownAnswer>('breakdown', { by: 'campaign' })
    const row = rows.find(({ key }) => key === 'tet-gifts')
    expect(row).toMatchObject({ people: 1, sessions: 1, macro: { conversions: 1 }, value: orderValue })
  })

  test('both went the whole way through the funnel', async () => {
    const steps = ['view_item', 'add_to_cart', 'begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase']
    const funnel = await ask<FunnelAnswer>('funnel', { steps: steps.map((event) => ({ event })), breakdown: 'device' })
    expect(funnel.steps.map(({ people }) => people)).toEqual([2, 2, 2, 2, 2, 2])
    expect(funnel.groups.map(({ key }) => key).sort()).toEqual(['desktop', 'mobile'])
    for (const group of funnel.groups) expect(group.steps.map(({ people }) => people)).toEqual([1, 1, 1, 1, 1, 1])
    expect(funnel.steps.slice(1).every(({ median_seconds }) => Number(median_seconds) > 0)).toBe(true)
  })

  test('the live view still knows what happened last', async () => {
    const { people_30_minutes, events, pages } = await live()
    expect(people_30_minutes).toBe(2)
    expect(events[0]).toMatchObject({ name: 'page_missing', device: 'desktop', channel: 'Organic Search' })
    expect(pages.map(({ key }) => key)).toContain('/demo-shop/checkout.html')
  })
})
