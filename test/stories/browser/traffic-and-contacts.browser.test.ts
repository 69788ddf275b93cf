import { expect, test } from 'vitest'
import type { Overview } from '../../../src/contract/report.ts'
import { faultsInLightAndDark, screens, useServedMinnow } from '../../served-minnow.ts'
import { useLansShop } from './lans-shop.ts'

/** What is counted and what is not, as the dashboard shows it: on a phone, in light and in dark. */
const minnow = useServedMinnow()
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10)
const [now, day] = [Date.now(), 86_400_000]
const period = { from: dayOf(now - 7 * day), to: dayOf(now + 2 * day) }

const shop = useLansShop(minnow, { domains: ['shop.example'], preset: 'ecommerce' }, async ({ posts }) => {
  const event = (visitor: string, minutes: number, more: object = {}) => ({
    ...{ name: 'page_view', visitor, time: now - (60 - minutes) * 60_000, url: 'https://shop.example/tea' },
    ...more,
  })
  const robot = Array.from({ length: 12 }, (_, minute) => event('robot', minute))
  const chat = { properties: { method: 'messenger' } }
  const events = [
    ...[...robot, event('ann', 0), event('ann', 1, { name: 'contact', ...chat }), event('ben', 2)],
    ...[event('ben', 3, { name: 'contact', ...chat }), event('ann', 9, { name: 'contact_confirmed', ...chat })],
    event('cat', 5, { name: 'purchase', value: 90_000, currency: 'VND', transaction_id: 'o1', url: undefined }),
  ]
  await posts('/import', { events })
  const saved = { network: 'tiktok', post: 'p1', title: 'Lotus', day: dayOf(now - day), saves: 41, comments: 1 }
  await posts('/posts', { rows: [saved] })
  const told = { tool: 'plausible', day: dayOf(now - 3 * day), people: 73, sessions: 80, page_views: 200 }
  await posts('/imported-days', { rows: [told] })
})

const onPhone = (path: string) => shop.opens(path, screens.phone)

test('a busy visitor is set aside after a question, and brought back', async () => {
  const { page, broken } = await onPhone('settings/traffic')
  const people = async (): Promise<number> =>
    ((await shop.posts('/reports/overview', period)) as Overview).totals.people
  expect(await people()).toBe(4)
  const busiest = page.getByRole('table', { name: 'The busiest visitors' })
  const aside = busiest.getByRole('button', { name: /^Set aside: .*12 events/ })
  await aside.waitFor()
  // What can be done with a row is in view: nothing scrolls sideways.
  expect(await busiest.evaluate((table) => table.scrollWidth - (table.parentElement?.clientWidth ?? 0))).toBe(0)
  await aside.click()
  const question = page.getByRole('dialog', { name: 'Set this visitor aside?' })
  await question.getByText('leaves your reports, sales included').waitFor()
  await question.getByRole('button', { name: 'Set aside' }).click()
  const who = page.getByRole('table', { name: 'Who it was' })
  await who.getByRole('row', { name: /By hand/ }).waitFor()
  expect(await people()).toBe(3)
  await who.getByRole('button', { name: 'Count after all' }).click()
  await busiest.getByRole('button', { name: /12 events/ }).waitFor()
  expect(await people()).toBe(4)
  expect(broken).toEqual([])
})

test('goals show how many of those who meant to write did, and what is done with posts', async () => {
  const { page, broken } = await onPhone('goals')
  const row = page.getByRole('table', { name: /^Contacts/ }).getByRole('row', { name: /Messenger/ })
  await row.getByText('50%').waitFor()
  expect((await row.getByRole('cell').allTextContents()).slice(0, 2)).toEqual(['2', '1'])
  const posts = page.getByRole('row', { name: /Reactions to posts/ })
  expect((await posts.getByRole('cell').allTextContents()).slice(0, 3)).toEqual(['42', '–', '–'])
  expect(broken).toEqual([])
})

test("another tool's totals stand apart, with the day on which Minnow begins", async () => {
  const { page, broken } = await onPhone('overview')
  const section = page.getByRole('region', { name: 'What Plausible told of these days' })
  await section.getByText('neither is ever added to the other').waitFor()
  expect(broken).toEqual([])
})

test.each(['settings/traffic', 'posts', 'orphans', 'overview'])('nothing serious for axe on %s', async (path) => {
  const { page } = await onPhone(path)
  await page.locator('main table').first().waitFor()
  await page.waitForLoadState('networkidle')
  expect(await faultsInLightAndDark(page)).toEqual([])
})
