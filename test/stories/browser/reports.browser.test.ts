import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { faultsInLightAndDark, screens, useServedMinnow } from '../../served-minnow.ts'
import { useLansShop } from './lans-shop.ts'

// Forty people came yesterday, half of them from a search, half from a link in Zalo. Sixteen put something into the
// cart, eight bought. Everything below can be counted by hand.

const minnow = useServedMinnow()
const everybody = 40
const withCart = 16
const buyers = 8

const userAgent =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

const visit = (number: number, begin: number) => {
  const page = 'https://tra-sen.vn/tea'
  const from =
    number % 2 === 0
      ? { url: page, referrer: 'https://www.google.com/' }
      : { url: `${page}?utm_source=zalo&utm_medium=social` }
  const names = [
    'page_view',
    'view_item',
    ...(number < withCart ? ['add_to_cart'] : []),
    ...(number < buyers ? ['purchase'] : []),
  ]
  return names.map((name, index) => ({
    id: `${number}-${index}`,
    name,
    time: begin + (number * 10 + index) * 1_000,
    visitor: `visitor ${number}`,
    user_agent: userAgent,
    ...from,
    ...(name === 'purchase' ? { value: 250_000, currency: 'VND', transaction_id: `order ${number}` } : {}),
  }))
}

const shop = useLansShop(minnow, { domains: ['tra-sen.vn'], preset: 'ecommerce' }, async ({ posts }) => {
  const yesterday = Date.now() - 86_400_000
  const events = Array.from({ length: everybody }, (_, number) => visit(number, yesterday)).flat()
  expect(await posts('/import', { events })).toEqual({ accepted: events.length, dropped: [] })
})

const row = (page: Page, table: string, name: string) =>
  page.getByRole('table', { name: table }).getByRole('row', { name: new RegExp(name) })
const cellsOf = async (page: Page, table: string, name: string): Promise<string[]> => {
  const found = row(page, table, name)
  await found.waitFor()
  return found.getByRole('cell').allTextContents()
}

describe('Overview', () => {
  test('says in a sentence how the shop is doing', async () => {
    const { page, broken } = await shop.opens('overview')
    await page.getByText('40 people came. 8 of them bought (20%).').waitFor()
    expect(await page.getByRole('button', { name: 'People', exact: true }).getAttribute('aria-pressed')).toBe('true')
    await page.getByRole('img', { name: /^People/ }).waitFor()
    expect(broken).toEqual([])
  })

  test('an address shows the same figure to everybody', async () => {
    const { page } = await shop.opens('overview?period=7d&metric=macro_rate')
    await page.getByRole('heading', { name: 'Macro-conversion rate' }).waitFor()
    await page.getByRole('button', { name: 'Show as a table' }).click()
    const table = page.getByRole('table', { name: 'Macro-conversion rate' })
    await table.waitFor()
    // Seven days and the head.
    expect(await table.getByRole('row').count()).toBe(8)
    expect(await table.getByRole('row', { name: /20%/ }).count()).toBe(1)
    await page.getByRole('button', { name: 'Sessions', exact: true }).click()
    await page.waitForURL(/metric=sessions/)
    expect(page.url()).toContain('period=7d')
  })
})

describe('Channels and filters', () => {
  test('a click on a row filters every page, and the address keeps it', async () => {
    const { page } = await shop.opens('channels')
    expect((await cellsOf(page, 'Channel', 'Organic search'))[0]).toBe('20')
    await page.getByRole('button', { name: 'Show only Organic search' }).click()
    await page.waitForURL(/filters=/)
    await page.getByRole('link', { name: 'Overview' }).first().click()
    await page.getByText('20 people came. 4 of them bought (20%).').waitFor()
    await page.reload()
    await page.getByText('20 people came.').waitFor()
    await page.getByRole('button', { name: 'Remove filter: Channel is Organic search' }).click()
    await page.getByText('40 people came.').waitFor()
  })

  test('a filter is made by choosing from what was seen', async () => {
    const { page } = await shop.opens('overview')
    await page.getByRole('button', { name: 'Add a filter' }).click()
    await page.getByRole('combobox', { name: 'What' }).click()
    await page.getByRole('option', { name: 'Event', exact: true }).click()
    await page.getByRole('combobox', { name: 'Values' }).click()
    await page.getByRole('option', { name: 'Added to cart' }).click()
    await page.keyboard.press('Tab')
    await page.getByRole('button', { name: 'Apply' }).click()
    await page.getByText(`${withCart} people came.`).waitFor()
  })

  test('the table is there as CSV', async () => {
    const { page } = await shop.opens('channels?by=source')
    const saved = page.waitForEvent('download')
    await page
      .getByRole('button', { name: 'Download Source' })
      .or(page.getByRole('button', { name: /CSV/ }))
      .last()
      .click()
    const text = readFileSync(await (await saved).path(), 'utf8')
    expect(text.split('\r\n').some((line) => line.startsWith('zalo,20,20,'))).toBe(true)
  })
})

describe('Funnels', () => {
  test('one is built, looked at, saved, deleted and brought back', async () => {
    const { page, broken } = await shop.opens('funnels')
    await page.getByRole('button', { name: 'New funnel' }).click()
    const drawer = page.getByRole('dialog')
    for (const [index, name] of ['view_item', 'add_to_cart', 'purchase'].entries()) {
      const step = drawer.getByRole('listitem').nth(index)
      if (index === 2) await drawer.getByRole('button', { name: 'Add a step' }).click()
      await step.getByText('Event', { exact: true }).click()
      await step.getByRole('combobox', { name: 'Event' }).fill(name)
      await page.keyboard.press('Tab')
    }
    await drawer.getByRole('button', { name: 'Show', exact: true }).click()
    await page.getByText('60 of 100 leave between “Product viewed” and “Added to cart”.').waitFor()
    const unsaved = page.url()
    expect(unsaved).toContain('steps=')
    expect((await cellsOf(page, 'From step to step', 'Added to cart'))[0]).toBe('16')
    expect((await cellsOf(page, 'From step to step', 'Purchase'))[0]).toBe('8')

    const other = await shop.opens(unsaved.split(`${shop.site()}/`)[1] ?? '')
    await other.page.getByText('60 of 100 leave').waitFor()

    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await drawer.getByRole('textbox', { name: 'Name, to save it' }).fill('Tea to order')
    await drawer.getByRole('button', { name: 'Save', exact: true }).click()
    await page.getByText('Saved: Tea to order').waitFor()
    const choice = page.getByRole('combobox', { name: 'Which funnel' })
    expect(await choice.locator('option:checked').textContent()).toBe('Tea to order')

    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await drawer.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => choice.locator('option').allTextContents()).toContain('Tea to order')
    expect(broken).toEqual([])
  })

  test('broken down by channel, each has its own way through and its own days', async () => {
    const { page } = await shop.opens('funnels?by=channel')
    const cells = await cellsOf(page, 'Funnel by: Channel', 'Organic search')
    expect(cells[0]).toBe('20')
    const days = page.getByRole('region', { name: 'Day by day' }).getByRole('table')
    await days.getByRole('row', { name: /Organic search/ }).waitFor()
  })
})

describe('Goals', () => {
  test('a new one shows what it would have counted, and counts the past', async () => {
    const { page, broken } = await shop.opens('goals')
    await page.getByRole('button', { name: 'New goal' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('textbox', { name: 'Name' }).fill('Something in the cart')
    await drawer.getByRole('combobox', { name: 'Event name' }).fill('add_to_cart')
    await page.keyboard.press('Tab')
    await drawer.getByText(`${withCart} conversions in the last 30 days, by ${withCart} people`).waitFor()
    await drawer.getByRole('button', { name: 'Add a condition' }).click()
    await drawer.getByText('any of these').click()
    await drawer.getByRole('combobox', { name: 'Event name' }).nth(1).fill('purchase')
    await page.keyboard.press('Tab')
    await drawer.getByText(`${withCart} people`).waitFor()
    await drawer.getByRole('button', { name: 'Save goal' }).click()
    await page.getByText('Saved: Something in the cart').waitFor()
    expect((await cellsOf(page, 'Supporting actions', 'Something in the cart'))[1]).toBe(String(withCart))

    await page.getByRole('button', { name: 'Something in the cart', exact: true }).click()
    await page.waitForURL(/goal=/)
    await drawer.getByRole('button', { name: 'Delete this goal' }).click()
    await drawer.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await row(page, 'Supporting actions', 'Something in the cart').waitFor({ state: 'detached' })
    expect(broken).toEqual([])
  })

  test('they are put into another order with the keyboard', async () => {
    const { page } = await shop.opens('goals')
    const second = page.getByRole('table', { name: 'Milestones on the way' }).getByRole('row').nth(2)
    expect(await second.textContent()).toContain('Product view')
    await page.getByRole('button', { name: 'Move up: Product view' }).press('Enter')
    await expect
      .poll(() => page.getByRole('table', { name: 'Milestones on the way' }).getByRole('row').nth(1).textContent())
      .toContain('Product view')
  })
})

describe.each(['desktop', 'phone'] as const)('on a %s', (screen) => {
  test.each(['overview', 'goals', 'goals?goal=new', 'funnels?by=channel', 'funnels?edit=true', 'channels'])(
    'nothing serious for axe on %s, in light and in dark',
    async (path) => {
      const { page } = await shop.opens(path, screens[screen])
      await page.locator('main table').first().waitFor()
      if (/edit|new/.test(path)) await page.getByRole('dialog').waitFor()
      await page.waitForLoadState('networkidle')
      expect(await faultsInLightAndDark(page)).toEqual([])
    },
  )
})
