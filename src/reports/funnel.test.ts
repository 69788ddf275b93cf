import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goalOf, openRecorded, type Recorded, rowsOf, type Said, siteOf } from '../../test/rows.ts'
import type { Goal } from '../contract/goal.ts'
import { runFunnel } from './index.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
})
afterAll(() => recorded.close())

const goals: Goal[] = [
  goalOf('a or b', {
    condition: {
      kind: 'any',
      of: [
        { kind: 'event', name: 'a' },
        { kind: 'event', name: 'b' },
      ],
    },
  }),
]
const funnel = (site: string, input: object, now = '2027-01-01T00:00') =>
  runFunnel(
    { events: recorded.store, clock: { now: () => Date.parse(`${now}Z`) }, goalsOf: async () => goals },
    siteOf(site),
    input,
  )
const record = (site: string, said: readonly Said[]) => recorded.store.insert(rowsOf(site, said))
const march = { from: '2026-03-02', to: '2026-03-03' }
const events = (...names: string[]) => names.map((event) => ({ event }))

test('a funnel counts a person once, however often they come back', async () => {
  await record('pricing', [
    { by: 1, at: '2026-03-02T09:00', path: '/pricing' },
    { by: 1, at: '2026-03-02T09:02', path: '/pricing' },
    { by: 1, at: '2026-03-02T09:03', name: 'purchase', value: 49 },
    { by: 2, at: '2026-03-02T10:00', path: '/pricing' },
    { by: 3, at: '2026-03-02T11:00', path: '/about' },
  ])
  const answer = await funnel('pricing', { ...march, steps: [{ path: '/pricing' }, { event: 'purchase' }] })
  expect(answer.steps).toMatchObject([
    { label: '/pricing', people: 2, rate_from_start: 1, rate_from_previous: null, median_seconds: null },
    { label: 'purchase', people: 1, rate_from_start: 0.5, rate_from_previous: 0.5, median_seconds: 180 },
  ])
  expect(answer.open).toBe(0)
})

test('one event fills one step', async () => {
  await record('once', [
    { by: 1, at: '2026-03-02T09:00', name: 'a' },
    { by: 2, at: '2026-03-02T09:00', name: 'a' },
    { by: 2, at: '2026-03-02T09:01', name: 'a' },
  ])
  const answer = await funnel('once', { ...march, steps: [{ event: 'a' }, { goal: 'a or b' }] })
  expect(answer.steps.map(({ people }) => people)).toEqual([2, 1])
})

test('equal times go by arrival', async () => {
  await record('ties', [
    { by: 1, at: '2026-03-02T09:00', name: 'a', tie: 0 },
    { by: 1, at: '2026-03-02T09:00', name: 'b', tie: 1 },
    { by: 2, at: '2026-03-02T09:00', name: 'b', tie: 0 },
    { by: 2, at: '2026-03-02T09:00', name: 'a', tie: 1 },
  ])
  expect((await funnel('ties', { ...march, steps: events('a', 'b') })).steps.map(({ people }) => people)).toEqual([
    2, 1,
  ])
})

test('entry lies in the period, later steps may fall after it, within the window', async () => {
  await record('window', [
    { by: 1, at: '2026-03-01T23:59', name: 'a' },
    { by: 1, at: '2026-03-02T00:01', name: 'b' },
    { by: 2, at: '2026-03-02T00:00', name: 'a' },
    { by: 2, at: '2026-03-03T00:00', name: 'b' },
    { by: 3, at: '2026-03-02T23:59', name: 'a' },
    { by: 3, at: '2026-03-04T00:00', name: 'b' },
    { by: 4, at: '2026-03-03T00:00', name: 'a' },
    { by: 4, at: '2026-03-03T00:01', name: 'b' },
  ])
  const answer = await funnel('window', { ...march, steps: events('a', 'b'), window_seconds: 86_400 })
  expect(answer.steps.map(({ people }) => people)).toEqual([2, 1])
})

test('entrants whose window is still open are told apart', async () => {
  await record('open', [
    { by: 1, at: '2026-03-02T09:00', name: 'a' },
    { by: 2, at: '2026-03-02T11:00', name: 'a' },
    { by: 3, at: '2026-03-02T11:00', name: 'a' },
    { by: 3, at: '2026-03-02T11:01', name: 'b' },
  ])
  const answer = await funnel('open', { ...march, steps: events('a', 'b'), window_seconds: 3600 }, '2026-03-02T11:30')
  expect(answer.open).toBe(1)
})

test('per session, by day of entry and by what was true at the entry', async () => {
  await record('groups', [
    { by: 1, session: 1, at: '2026-03-02T09:00', name: 'a', channel: 'Email' },
    { by: 1, session: 2, at: '2026-03-03T09:00', name: 'a', channel: 'Direct' },
    { by: 1, session: 2, at: '2026-03-03T09:01', name: 'b', channel: 'Direct' },
    { by: 2, session: 3, at: '2026-03-02T09:00', name: 'a', channel: 'Email' },
    { by: 2, session: 4, at: '2026-03-04T09:00', name: 'b', channel: 'Direct' },
  ])
  const request = { from: '2026-03-02', to: '2026-03-04', steps: events('a', 'b'), breakdown: 'channel', by_day: true }
  const people = await funnel('groups', request)
  const counts = (part: { steps: { people: number }[] }) => part.steps.map((step) => step.people)
  expect(counts(people)).toEqual([2, 2])
  // The first entry that gets furthest: the Email visit, from which the later purchase follows.
  expect(people.groups.map((group) => [group.key, counts(group)])).toEqual([['Email', [2, 2]]])
  expect(people.days.map((day) => [day.label, counts(day)])).toEqual([
    ['2026-03-02', [2, 2]],
    ['2026-03-03', [0, 0]],
  ])
  const sessions = await funnel('groups', { ...request, per: 'session' })
  expect(counts(sessions)).toEqual([3, 1])
  expect(sessions.groups.map((group) => [group.key, counts(group)])).toEqual([
    ['Email', [2, 0]],
    ['Direct', [1, 1]],
  ])
})

test('a filter is about the entry; what follows may come by another way', async () => {
  const request = {
    from: '2026-03-02',
    to: '2026-03-04',
    steps: events('a', 'b'),
    filters: [{ field: 'channel', op: 'is', values: ['Email'] }],
  }
  expect((await funnel('groups', request)).steps.map(({ people }) => people)).toEqual([2, 2])
})

test('a purchase given back in whole reaches no step', async () => {
  await record('given back', [
    { by: 1, at: '2026-03-02T09:00', name: 'a' },
    { by: 1, at: '2026-03-02T09:01', name: 'purchase', value: 9, transaction_id: 'A' },
    { by: 2, at: '2026-03-02T09:00', name: 'a' },
    { by: 2, at: '2026-03-02T09:01', name: 'purchase', value: 9, transaction_id: 'B' },
    { by: 2, at: '2026-03-12T09:01', name: 'refund', value: 9, transaction_id: 'B' },
  ])
  const answer = await funnel('given back', { ...march, steps: events('a', 'purchase') })
  expect(answer.steps.map(({ people }) => people)).toEqual([2, 1])
})

type Happened = { person: number; minute: number; tie: number; name: string }
const start = Date.parse('2026-03-02T00:00Z')
const inOrder = (one: Happened, other: Happened) => one.minute - other.minute || one.tie - other.tie

/** By definition, without cleverness: every choice of events, one for each step, in order, within the window. */
const furthest = (mine: readonly Happened[], steps: readonly string[][], windowMinutes: number): number => {
  const from = (entry: number, at: number, step: number): number => {
    if (step === steps.length) return step
    const next = mine.flatMap((event, index) => {
      const late = event.minute - (mine[entry]?.minute ?? 0) > windowMinutes
      // At the window's very end the order of arrival decides.
      const tooLate = event.minute - (mine[entry]?.minute ?? 0) === windowMinutes && event.tie > (mine[entry]?.tie ?? 0)
      return index > at && !late && !tooLate && steps[step]?.includes(event.name) ? [from(entry, index, step + 1)] : []
    })
    return Math.max(step, ...next)
  }
  const entries = mine.flatMap((event, index) => (steps[0]?.includes(event.name) ? [from(index, index, 1)] : []))
  return Math.max(0, ...entries)
}

test('any visitors, any ties, overlapping steps: as many as by trying every choice of events', async () => {
  const stepChoices = [
    { asked: { event: 'a' }, names: ['a'] },
    { asked: { event: 'b' }, names: ['b'] },
    { asked: { event: 'c' }, names: ['c'] },
    { asked: { goal: 'a or b' }, names: ['a', 'b'] },
  ]
  const happened = fc.record({
    person: fc.integer({ min: 1, max: 12 }),
    minute: fc.integer({ min: 0, max: 20 }),
    name: fc.constantFrom('a', 'b', 'c'),
  })
  let run = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(happened, { minLength: 1, maxLength: 90 }),
      fc.array(fc.constantFrom(...stepChoices), { minLength: 2, maxLength: 4 }),
      fc.integer({ min: 1, max: 25 }),
      async (drawn, steps, windowMinutes) => {
        const seen = new Map<string, number>()
        const all = drawn.map((event): Happened => {
          const key = `${event.person} ${event.minute}`
          const tie = seen.get(key) ?? 0
          seen.set(key, tie + 1)
          return { ...event, tie }
        })
        const site = `any ${run++}`
        await record(
          site,
          all.map(({ person, minute, tie, name }) => ({ by: person, at: start + minute * 60_000, tie, name })),
        )
        const people = [...Map.groupBy(all, ({ person }) => person).values()].map((mine) => mine.toSorted(inOrder))
        const levels = people.map((mine) =>
          furthest(
            mine,
            steps.map(({ names }) => names),
            windowMinutes,
          ),
        )
        const answer = await funnel(site, {
          ...march,
          steps: steps.map(({ asked }) => asked),
          window_seconds: windowMinutes * 60,
        })
        expect(answer.steps.map((step) => step.people)).toEqual(
          steps.map((_, index) => levels.filter((level) => level > index).length),
        )
      },
    ),
    { numRuns: 60 },
  )
})
