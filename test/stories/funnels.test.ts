import { expect } from 'vitest'
import type { FunnelStepFigures } from '../../src/contract/report.ts'
import { forEachEngine } from '../story.ts'

type Part = { steps: FunnelStepFigures[] }
const people = ({ steps }: Part) => steps.map((step) => step.people)
const medians = ({ steps }: Part) => steps.map((step) => step.median_seconds)

forEachEngine('one event fills one step', async (world) => {
  await world.visitor('ann').does('view_item')
  await world.visitor('ben').does('view_item').after('1 minute').does('view_item')
  expect(people(await world.report('funnel', { steps: ['view_item', 'view_item'] }))).toEqual([2, 1])
})

forEachEngine('steps may be events, pages and goals, and each goes by its own label', async (world) => {
  const seen = await world.goal('Looked closely', { condition: { kind: 'scroll', percent: 50 } })
  await world.visitor('ann').opens('/shoes/red').reads({ seconds: 9, percent: 60 }).after('1 minute').buys({ value: 5 })
  await world
    .visitor('ben')
    .opens('/shoes/blue')
    .reads({ seconds: 9, percent: 40 })
    .after('1 minute')
    .buys({ value: 5 })
  const { steps } = await world.report('funnel', { steps: ['/shoes/*', { goal: seen }, 'purchase'] })
  expect(steps.map(({ label, people: reached }) => [label, reached])).toEqual([
    ['/shoes/*', 2],
    ['Looked closely', 1],
    ['purchase', 1],
  ])
})

forEachEngine('the entry lies in the period, later steps may fall after it, within the window', async (world) => {
  const day = { from: '2026-11-20', to: '2026-11-21', window_seconds: 86_400, steps: ['add_to_cart', 'purchase'] }
  const cart = (name: string, time: string) => world.visitor(name).at(time).does('add_to_cart')
  await cart('too early', '2026-11-19T23:59').at('2026-11-20T00:01').buys({ value: 1 })
  await cart('at midnight', '2026-11-20T00:00').at('2026-11-20T23:59').buys({ value: 1 })
  await cart('buys the next day', '2026-11-20T20:00').at('2026-11-21T19:59').buys({ value: 1 })
  await cart('buys too late', '2026-11-20T20:00').at('2026-11-21T20:01').buys({ value: 1 })
  await cart('too late', '2026-11-21T00:00').after('1 minute').buys({ value: 1 })
  expect(people(await world.report('funnel', day))).toEqual([3, 2])
})

forEachEngine('a later entry counts, too, when the first came to nothing', async (world) => {
  const day = { window_seconds: 3_600, steps: ['add_to_cart', 'purchase'] }
  await world.visitor('ann').does('add_to_cart').after('1 day').does('add_to_cart').after('1 minute').buys({ value: 1 })
  const answer = await world.report('funnel', { ...day, by_day: true })
  expect(people(answer)).toEqual([1, 1])
  // Day and time are those of the entry that got there.
  expect(answer.days.map((one) => [one.label, ...people(one)])).toEqual([
    ['2026-11-19', 0, 0],
    ['2026-11-20', 0, 0],
    ['2026-11-21', 1, 1],
    ['2026-11-22', 0, 0],
  ])
  expect(medians(answer)).toEqual([null, 60])
})

forEachEngine('per person or per session, by day of entry and by channel of entry', async (world) => {
  const facebook = { from: 'https://www.facebook.com/' }
  // Ann looks on Thursday, coming from Facebook, and buys on Friday, coming directly, after looking once more.
  await world.visitor('ann').opens('/', facebook).does('view_item')
  await world.visitor('ann').after('1 day').opens('/').does('view_item').after('2 minutes').buys({ value: 9 })
  await world.visitor('ben').opens('/', facebook).does('view_item')
  await world.visitor('cat').after('1 day').opens('/').does('view_item').after('4 minutes').buys({ value: 9 })
  const asked = { steps: ['view_item', 'purchase'], breakdown: 'channel', by_day: true, from: '2026-11-20' }

  const persons = await world.report('funnel', asked)
  expect(people(persons)).toEqual([3, 2])
  // Ann's first look is an entry that gets there: a day and two minutes later. Median of that and of four minutes.
  expect(medians(persons)).toEqual([null, (86_400 + 120 + 240) / 2])
  expect(Object.fromEntries(persons.groups.map((one) => [one.key, people(one)]))).toEqual({
    'Organic Social': [2, 1],
    Direct: [1, 1],
  })
  expect(persons.days.map((one) => [one.label, ...people(one)])).toEqual([
    ['2026-11-20', 2, 1],
    ['2026-11-21', 1, 1],
    ['2026-11-22', 0, 0],
  ])

  const sessions = await world.report('funnel', { ...asked, per: 'session' })
  expect(people(sessions)).toEqual([4, 2])
  expect(medians(sessions)).toEqual([null, 180])
  expect(Object.fromEntries(sessions.groups.map((one) => [one.key, people(one)]))).toEqual({
    'Organic Social': [2, 0],
    Direct: [2, 2],
  })
})

forEachEngine('the median is over those who made the step, from the step before', async (world) => {
  const goes = (name: string, toCart: string, toBuy?: string) => {
    const story = world.visitor(name).does('view_item').after(toCart).does('add_to_cart')
    return toBuy === undefined ? story : story.after(toBuy).buys({ value: 1 })
  }
  await goes('ann', '10 seconds', '5 minutes')
  await goes('ben', '30 seconds', '7 minutes')
  await goes('cat', '50 seconds')
  await world.visitor('dan').does('view_item')
  const answer = await world.report('funnel', { steps: ['view_item', 'add_to_cart', 'purchase'] })
  expect(people(answer)).toEqual([4, 3, 2])
  expect(medians(answer)).toEqual([null, 30, 360])
  expect(answer.steps.map((step) => step.rate_from_previous)).toEqual([null, 3 / 4, 2 / 3])
  expect(answer.steps.map((step) => step.rate_from_start)).toEqual([1, 3 / 4, 2 / 4])
})

forEachEngine('those whose window is still open are told apart: they may yet buy', async (world) => {
  const cart = (name: string, time: string) => world.visitor(name).at(time).does('add_to_cart')
  // It is noon of 22 November; the window is one day.
  await cart('closed', '2026-11-21T11:59')
  await cart('open', '2026-11-21T12:01')
  await cart('came again', '2026-11-20T09:00').at('2026-11-22T09:00').does('add_to_cart')
  await cart('has bought', '2026-11-22T09:00').after('1 minute').buys({ value: 1 })
  const answer = await world.report('funnel', { steps: ['add_to_cart', 'purchase'], window_seconds: 86_400 })
  expect(people(answer)).toEqual([4, 1])
  expect(answer.open).toBe(2)
})

forEachEngine('a funnel has its comparison, and its filter is about the entry', async (world) => {
  await world.visitor('before').at('2026-11-20T09:00').opens('/').does('add_to_cart')
  await world.visitor('ann').at('2026-11-21T09:00').opens('/?utm_source=news&utm_medium=email').does('add_to_cart')
  await world.visitor('ann').at('2026-11-21T15:00').opens('/').buys({ value: 1 })
  await world.visitor('ben').at('2026-11-21T09:00').opens('/').does('add_to_cart').buys({ value: 1 })
  const day = { steps: ['add_to_cart', 'purchase'], from: '2026-11-21', to: '2026-11-22', compare: 'previous' }
  const answer = await world.report('funnel', day)
  expect(people(answer)).toEqual([2, 2])
  expect(answer.previous && people(answer.previous)).toEqual([1, 0])
  const byEmail = [{ field: 'channel', op: 'is', values: ['Email'] }]
  expect(people(await world.report('funnel', { ...day, filters: byEmail }))).toEqual([1, 1])
})

forEachEngine('a purchase given back in whole reaches no step; in part it does', async (world) => {
  await world.visitor('ann').does('add_to_cart').after('1 minute').buys({ value: 30, order: 'A' })
  await world.visitor('ann').after('1 day').returns('A')
  await world.visitor('ben').does('add_to_cart').after('1 minute').buys({ value: 30, order: 'B' })
  await world.visitor('ben').after('1 day').returns('B', 10)
  expect(people(await world.report('funnel', { steps: ['add_to_cart', 'purchase'] }))).toEqual([2, 1])
})
