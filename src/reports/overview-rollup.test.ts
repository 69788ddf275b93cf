import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goalOf, openRecorded, type Recorded, rowsOf, type Said, siteOf } from '../../test/rows.ts'
import type { Filter } from '../contract/report.ts'
import { linkVisitors, nobody } from '../events/index.ts'
import { runBreakdown, runGoals, runOverview } from './index.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
})
afterAll(() => recorded.close())

/** A filter that every event meets: the same question, answered from the events themselves. */
const everything: Filter[] = [{ field: 'host', op: 'is', values: [''] }]
const named = (name: string) => ({ kind: 'event', name }) as const
const goals = [
  goalOf('purchase', { tier: 'macro', value: { kind: 'event' }, condition: named('purchase') }),
  goalOf('lead', {
    tier: 'macro',
    counting: 'session',
    value: { kind: 'fixed', amount: 3 },
    condition: named('contact'),
  }),
  goalOf('cart', { condition: named('add_to_cart') }),
  goalOf('cart or look', { condition: { kind: 'any', of: [named('add_to_cart'), named('view_item')] } }),
  goalOf('own name', { condition: named('tasted') }),
  goalOf('sign-up', { counting: 'person', condition: named('sign_up') }),
  goalOf('mention', { condition: named('mention') }),
  goalOf('mentioning', { counting: 'person', condition: { kind: 'any', of: [named('mention'), named('sign_up')] } }),
  goalOf('mentioned in', { counting: 'session', condition: { ...named('mention'), where: everything } }),
  goalOf('sale', { condition: { kind: 'url', match: 'starts_with', value: '/sale' } }),
]

const from = Date.parse('2026-10-24T00:00Z')
const happened = fc.record({
  by: fc.integer({ min: 0, max: 8 }),
  visit: fc.integer({ min: 0, max: 2 }),
  minute: fc.integer({ min: 0, max: 4 * 24 * 60 }),
  name: fc.constantFrom('page_view', 'add_to_cart', 'view_item', 'purchase', 'contact', 'tasted', 'sign_up'),
  path: fc.constantFrom('/', '/sale/tea'),
  value: fc.constantFrom(0, 10, 25.5),
  repeat: fc.constantFrom(0, 0, 0, 1),
})

test('the roll-up says what the events say, whatever happened, in any zone', async () => {
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(happened, { maxLength: 80 }),
      fc.constantFrom('UTC', 'Asia/Kolkata', 'Asia/Kathmandu', 'Europe/Vilnius', 'America/New_York'),
      async (drawn, timezone) => {
        const id = `any ${run++}`
        const said = drawn.map(({ by, visit, minute, name, repeat, ...rest }): Said => {
          if (by === 0) return { by, at: from + minute * 60_000, name: 'mention' }
          const isRepeat = name === 'purchase' && repeat === 1
          return { by, session: by * 10 + visit, at: from + minute * 60_000, name, repeat: isRepeat ? 1 : 0, ...rest }
        })
        await recorded.store.insert(rowsOf(id, said))
        const deps = { events: recorded.store, clock: { now: () => from }, goalsOf: async () => goals }
        const frame = { from: '2026-10-25', to: '2026-10-27' }
        const site = siteOf(id, { timezone })
        const [rolledUp, counted] = await Promise.all([
          runOverview(deps, site, frame),
          runOverview(deps, site, { ...frame, filters: everything }),
        ])
        expect(rolledUp).toEqual(counted)
        const each = await runGoals(deps, site, frame)
        expect(each).toEqual(await runGoals(deps, site, { ...frame, filters: everything }))
        for (const tier of ['macro', 'micro'] as const) {
          const some = each.goals.filter((goal) => goal.tier === tier)
          expect(some.reduce((sum, { conversions }) => sum + conversions, 0)).toBe(rolledUp.totals[tier].conversions)
        }
        const sessions = new Set(
          rowsOf(id, said)
            .filter(({ ts, visitor }) => visitor !== nobody && ts >= rolledUp.period.from && ts < rolledUp.period.to)
            .map(({ session }) => session),
        )
        expect(rolledUp.totals.sessions).toBe(sessions.size)
      },
    ),
    { numRuns: 12 },
  )
})

test('with refunds and joined visitors, every report answers by every way, and they agree', async () => {
  const site = siteOf('refunded', { timezone: 'Asia/Ho_Chi_Minh' })
  const said = Array.from({ length: 240 }, (_, place): Said => {
    const [by, sold] = [1 + (place % 40), Math.floor(place / 6)]
    const common = { by, session: place, at: from + place * 900_000, channel: ['Direct', 'Email'][place % 2] ?? '' }
    if (place % 6 === 4) return { ...common, name: 'purchase', value: 20, transaction_id: `T${sold}` }
    if (place % 12 === 5)
      return { ...common, name: 'refund', value: place % 24 === 5 ? 0 : 5, transaction_id: `T${sold}` }
    return { ...common, name: ['page_view', 'add_to_cart', 'contact'][place % 3] ?? '' }
  })
  await recorded.store.insert(rowsOf('refunded', said))
  const identity = (place: number) => [{ kind: 'id' as const, hash: BigInt(place) }]
  const links = Array.from({ length: 20 }, (_, place) => ({
    site: 'refunded',
    visitor: BigInt(place + 1),
    identities: identity(place >> 1),
  }))
  await linkVisitors(recorded.store, links)
  const deps = { events: recorded.store, clock: { now: () => from }, goalsOf: async () => goals }
  // Lines of three days, and of ninety, more than fit in a word of bits.
  const frames = [
    { from: '2026-10-24', to: '2026-10-27', compare: 'none' },
    { from: '2026-10-24', to: '2026-10-27', compare: 'previous' },
    { from: '2026-07-30', to: '2026-10-28', compare: 'previous' },
  ]
  for (const frame of frames) {
    const filtered = { ...frame, filters: everything }
    const [rolledUp, counted] = await Promise.all([runOverview(deps, site, frame), runOverview(deps, site, filtered)])
    expect(rolledUp).toEqual(counted)
    expect(rolledUp.totals).toMatchObject({ people: 30, events: 240, value: { gross: 980, refunds: 250, net: 730 } })
    const channels = await runBreakdown(deps, site, { ...frame, by: 'channel' })
    expect(channels).toEqual(await runBreakdown(deps, site, { ...filtered, by: 'channel' }))
    expect(channels.total).toMatchObject({ people: 30, events: 240, macro: rolledUp.totals.macro })
    const each = await runGoals(deps, site, frame)
    expect(each).toEqual(await runGoals(deps, site, filtered))
    expect(each.goals[0]).toMatchObject({ goal: 'purchase', conversions: 30 })
  }
})
