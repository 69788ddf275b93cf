import { expect } from 'vitest'
import { forEachEngine } from '../story.ts'

const people = (steps: { label: string; people: number }[]) => steps.map((step) => [step.label, step.people])

forEachEngine('a funnel counts a person once, however often they come back', async (world) => {
  await world.visitor('ann').opens('/pricing').after('2 minutes').opens('/pricing').buys({ value: 49 })
  await world.visitor('ben').opens('/pricing')
  await world.visitor('cat').opens('/about')
  const { steps } = await world.report('funnel', { steps: ['/pricing', 'purchase'] })
  expect(people(steps)).toEqual([
    ['/pricing', 2],
    ['purchase', 1],
  ])
})

forEachEngine('events of the same moment fill steps in their order of arrival', async (world) => {
  await world.visitor('ann').opens('/cart').buys({ value: 10 })
  await world.visitor('ben').opens('/').buys({ value: 10 }).opens('/cart')
  const { steps } = await world.report('funnel', { steps: ['/cart', 'purchase'] })
  expect(people(steps)).toEqual([
    ['/cart', 2],
    ['purchase', 1],
  ])
})

forEachEngine('somebody who logs in on a second device is one person, also before', async (world) => {
  await world.visitor('ann-phone').opens('/pricing')
  await world.visitor('ann-laptop').after('1 hour').opens('/about').buys({ value: 49 })
  const before = await world.report('overview')
  expect(before.totals.people).toBe(2)
  await world.visitor('ann-phone').after('2 hours').logsIn({ email: 'Ann@shop.example' })
  await world.visitor('ann-laptop').after('2 hours').logsIn({ email: 'ann@shop.example' })
  const after = await world.report('overview')
  expect(after.totals.people).toBe(1)
  const { steps } = await world.report('funnel', { steps: ['/pricing', 'purchase'] })
  expect(people(steps)).toEqual([
    ['/pricing', 1],
    ['purchase', 1],
  ])
})

forEachEngine('a confirmation mail opened on the phone goes on with what was begun on the laptop', async (world) => {
  await world.visitor('laptop', { on: 'laptop' }).opens('/guide', { from: 'https://www.google.com/' })
  await world.visitor('laptop').does('newsletter_signup').logsIn({ email: 'ann@shop.example' })
  // The page that the mail leads to knows whose mail it was, and says so.
  const phone = world.visitor('phone', { in: 'VN' }).after('20 minutes')
  await phone.opens('/confirmed?utm_source=newsletter&utm_medium=email').logsIn({ email: 'ann@shop.example' })
  await world.visitor('phone').does('sign_up')
  expect((await world.report('overview')).totals.people).toBe(1)
  const { steps } = await world.report('funnel', { steps: ['/guide', 'newsletter_signup', 'sign_up'] })
  expect(people(steps).map(([, count]) => count)).toEqual([1, 1, 1])
  // Each visit keeps what brought it.
  const { rows } = await world.report('breakdown', { by: 'channel' })
  expect(rows.map(({ key, people: there }) => [key, there]).sort()).toEqual([
    ['Email', 1],
    ['Organic Search', 1],
  ])
})

forEachEngine('two accounts on one shared computer do not become one person elsewhere', async (world) => {
  await world.visitor('library').opens('/').logsIn({ id: 'ann' }).after('1 hour').logsIn({ id: 'ben' })
  await world.visitor('ann-phone').opens('/').logsIn({ id: 'ann' })
  await world.visitor('ben-phone').opens('/').logsIn({ id: 'ben' })
  const { totals } = await world.report('overview')
  expect(totals.people).toBe(2)
})

forEachEngine('the people of one site are nothing to another', async (world) => {
  const other = await world.another({ name: 'Other' })
  await world.visitor('ann').opens('/').logsIn({ id: 'ann' })
  await other.visitor('ann').opens('/').logsIn({ id: 'ann' })
  await other.visitor('ben').opens('/')
  expect((await world.report('overview')).totals.people).toBe(1)
  expect((await other.report('overview')).totals.people).toBe(2)
})

forEachEngine('two browsers and one login are one person in every report, also before the login', async (world) => {
  await world.visitor('phone', { in: 'VN' }).at('2026-11-22T11:40').opens('/tea', { from: 'https://chat.zalo.me/' })
  await world.visitor('phone').does('view_item').does('share')
  await world.visitor('laptop', { on: 'laptop' }).at('2026-11-22T11:50').opens('/').does('share').buys({ value: 9 })
  await world.visitor('ben').at('2026-11-22T11:50').opens('/')
  const figures = async () => {
    const { totals } = await world.report('overview')
    const { share } = await world.goals()
    const { steps } = await world.report('funnel', { steps: ['view_item', 'purchase'] })
    const { total, rows } = await world.report('breakdown', { by: 'device' })
    return {
      people: totals.people,
      rate: totals.macro.rate?.value,
      sharers: share?.people,
      shares: share?.conversions,
      funnel: people(steps).map(([, count]) => count),
      devices: Object.fromEntries(rows.map((row) => [row.key, row.people])),
      together: total.people,
      live: (await world.live()).people_30_minutes,
    }
  }
  expect(await figures()).toEqual({
    ...{ people: 3, rate: 1 / 3, sharers: 2, shares: 2, funnel: [1, 0] },
    ...{ devices: { mobile: 2, desktop: 1 }, together: 3, live: 3 },
  })
  await world.visitor('phone').after('1 minute').logsIn({ phone: '+84 90 123 4567' })
  await world.visitor('laptop').after('1 minute').logsIn({ id: 'ann', phone: '0084901234567' })
  expect(await figures()).toEqual({
    ...{ people: 2, rate: 1 / 2, sharers: 1, shares: 2, funnel: [1, 1] },
    ...{ devices: { mobile: 2, desktop: 1 }, together: 2, live: 2 },
  })
})
