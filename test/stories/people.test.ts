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
