import fc from 'fast-check'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { simulate } from '../../examples/shop/index.ts'
import { endpoints } from '../../src/contract/api.ts'
import { dimensions } from '../../src/contract/report.ts'
import { type World, worldOn } from '../story.ts'
import { now } from '../world.ts'

/**
 * Two days of the demo shop, in the embedded stores and on a cluster of two shards: whatever is asked, the whole
 * answer is the same.
 */
const DAY_MS = 86_400_000
const batchEvents = 1_000
const shop = { timezone: 'Asia/Ho_Chi_Minh', currency: 'VND', preset: 'ecommerce' } as const

let worlds: World[] = []
/** Of each world: its own ids → words that both share. */
let sameWords: Map<string, string>[] = []

beforeAll(async () => {
  worlds = [await worldOn('embedded', shop), await worldOn('cluster', shop)]
  const events = [...simulate({ seed: 11, from: now - 2 * DAY_MS, to: now, ...shop })]
  for (const world of worlds) {
    for (let start = 0; start < events.length; start += batchEvents) {
      await world.post(`/api/sites/${world.site}/import`, { events: events.slice(start, start + batchEvents) })
    }
  }
  sameWords = await Promise.all(
    worlds.map(async (world) => {
      const goals = (await world.ask('GET', `/api/sites/${world.site}/goals`)) as { id: string; name: string }[]
      return new Map([[world.site, 'the site'], ...goals.map(({ id, name }) => [id, name] as const)])
    }),
  )
}, 300_000)

/** Sums of fractions depend on the order of adding in their last digits. */
const comparable = (value: unknown, words: Map<string, string>): unknown => {
  if (typeof value === 'number') return Number(value.toPrecision(10))
  if (typeof value === 'string') return words.get(value) ?? value
  if (Array.isArray(value)) return value.map((one) => comparable(one, words))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      words.get(key) ?? key,
      // A visitor's number is a hash with the site in it.
      key === 'visitor' ? 'somebody' : comparable(one, words),
    ]),
  )
}

const answers = (report: string, body: unknown): Promise<unknown[]> =>
  Promise.all(
    worlds.map(async (world, index) => {
      const answer = await world.post(`/api/sites/${world.site}/reports/${report}`, body)
      return comparable(answer, sameWords[index] ?? new Map())
    }),
  )

const day = (offset: number): string => new Date(now + offset * DAY_MS).toISOString().slice(0, 10)
const frames = fc.record({
  from: fc.constantFrom(day(-2), day(-1), `${day(-2)}T07:30`, `${day(-1)}T10:07`),
  to: fc.constantFrom(day(0), day(1), `${day(0)}T09:15`, `${day(0)}T09:21`),
  compare: fc.constantFrom('none', 'previous', 'year'),
  filters: fc.array(
    fc.constantFrom(
      { field: 'channel', op: 'is', values: ['Organic Search'] },
      { field: 'device', op: 'is_not', values: ['desktop'] },
      { field: 'page', op: 'contains', values: ['a'] },
      { field: 'country', op: 'exists', values: [] },
      { field: 'property:item_id', op: 'missing', values: [] },
    ),
    { maxLength: 2 },
  ),
})
const steps = fc.shuffledSubarray(['page_view', 'view_item', 'add_to_cart', 'begin_checkout', 'purchase'], {
  minLength: 2,
})
const more: Record<string, fc.Arbitrary<object>> = {
  breakdown: fc.record({ by: fc.constantFrom(...dimensions, 'property:item_id'), limit: fc.constantFrom(3, 100) }),
  funnel: fc.record({
    steps: steps.map((names) => names.map((event) => ({ event }))),
    window_seconds: fc.constantFrom(600, 86_400),
    per: fc.constantFrom('person', 'session'),
    by_day: fc.boolean(),
  }),
}
const reports = Object.values(endpoints).flatMap(({ path, method }) =>
  method === 'POST' && path.startsWith('/api/sites/:site/reports/') ? [path.split('/').at(-1) ?? ''] : [],
)

describe('the same on one machine and on two shards', () => {
  test.each(reports)(
    '%s',
    async (report) => {
      await fc.assert(
        fc.asyncProperty(frames, more[report] ?? fc.constant({}), async (frame, rest) => {
          const [embedded, cluster] = await answers(report, { ...frame, ...rest })
          expect(cluster).toEqual(embedded)
        }),
        { numRuns: inject('questions'), seed: 7 },
      )
    },
    900_000,
  )

  test('there is something to tell', async () => {
    const [overview] = (await answers('overview', { from: day(-3), to: day(1) })) as [{ totals: { people: number } }]
    expect(overview.totals.people).toBeGreaterThan(100)
  })
})
