import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { IncomingEvent } from '../../../src/contract/collect.ts'
import { eventNames } from '../../../src/contract/event-names.ts'
import { DAY_MS, dayOf, instant, labelOf, seasonOn } from './calendar.ts'
import { type Simulation, simulate, simulateDays } from './simulate.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const week: Simulation = { seed: 7, from: now - 7 * DAY_MS, to: now, timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' }

/** The week of seed 7, made once. */
let events: IncomingEvent[] = []
beforeAll(() => {
  events = [...simulate(week)]
})

describe('the simulator', () => {
  it('makes the same events from the same seed, ids included, and others from another', () => {
    expect([...simulate(week)]).toEqual(events)
    const others = new Set([...simulate({ ...week, seed: 8 })].map(({ id }) => id))
    expect(events.filter(({ id }) => others.has(id))).toEqual([])
  })

  it('is the same everywhere: these are the first events of seed 7', () => {
    const short = events.slice(0, 3).map(({ id, name, time, visitor }) => ({ id, name, time, visitor }))
    expect(short).toMatchInlineSnapshot(`
      [
        {
          "id": "7-20771.203-3",
          "name": "page_view",
          "time": 1794724203460,
          "visitor": "votdgjeyasmqsy9fqpvb",
        },
        {
          "id": "7-20771.203-4",
          "name": "view_item_list",
          "time": 1794724203617,
          "visitor": "votdgjeyasmqsy9fqpvb",
        },
        {
          "id": "7-20771.203-5",
          "name": "engagement",
          "time": 1794724212739,
          "visitor": "votdgjeyasmqsy9fqpvb",
        },
      ]
    `)
  })

  it('makes a history in pieces that is the history', () => {
    const history = { seed: 3, timezone: 'Europe/Vilnius', currency: 'EUR', end: now }
    const piece = (daysFrom: number, daysTo: number) => [
      ...simulate({ ...history, from: now - daysFrom * DAY_MS, to: now - daysTo * DAY_MS }),
    ]
    const inPieces = [...piece(9, 6), ...piece(6, 3), ...piece(3, 0)]
    const whole = piece(9, 0)
    expect(inPieces).toHaveLength(whole.length)
    expect(new Set(inPieces.map(({ id }) => id))).toEqual(new Set(whole.map(({ id }) => id)))
  })

  it('yields days in order, each in order of time, and nothing outside the stretch asked for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.integer({ min: Date.parse('2025-06-01'), max: Date.parse('2030-06-01') }),
        fc.integer({ min: 1, max: 2 * DAY_MS }),
        fc.constantFrom('Asia/Ho_Chi_Minh', 'Asia/Bangkok', 'Europe/Vilnius', 'UTC'),
        (seed, from, length, timezone) => {
          const to = from + length
          let last = from
          for (const { label, events } of simulateDays({ seed, from, to, timezone, currency: 'THB' })) {
            for (const { time } of events) {
              const at = Number(time)
              expect(at).toBeGreaterThanOrEqual(last)
              expect(at).toBeLessThan(to)
              expect(labelOf(dayOf(at, timezone))).toBe(label)
              last = at
            }
          }
        },
      ),
      { numRuns: 4 },
    )
  })

  it('speaks the contract: valid events of known names, each id once, with visitor, session and page', () => {
    const ids = new Set<string>()
    for (const event of events) {
      const read = IncomingEvent.safeParse(event)
      if (!read.success) throw new Error(`${JSON.stringify(event)}: ${read.error.message}`)
      expect(Object.keys(eventNames)).toContain(event.name)
      ids.add(event.id ?? '')
      if (event.name === 'refund') expect(event.transaction_id).toMatch(/^ST-/)
      else expect(event.url).toMatch(/^https:\/\/shop\.example\/demo-shop\//)
      expect([event.visitor, event.session, event.ip, event.user_agent].every(Boolean)).toBe(true)
    }
    expect(ids.size).toBe(events.length)
  })

  it('parts two sessions of a visitor by more than half an hour, and never pauses that long within one', () => {
    const visits = events.filter(({ name }) => name !== 'refund')
    const lives = Map.groupBy(visits, ({ visitor }) => visitor)
    for (const life of lives.values()) {
      for (const [index, event] of life.entries()) {
        const before = life[index - 1]
        if (!before) continue
        const pause = Number(event.time) - Number(before.time)
        expect(pause > 30 * 60_000).toBe(event.session !== before.session)
      }
    }
  })

  it('comes in the evening rather than at night, and before a feast rather than during it', () => {
    const hours = events.map(({ time }) => new Date(Number(time) + 7 * 3_600_000).getUTCHours())
    const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length
    expect(between(19, 23)).toBeGreaterThan(5 * between(1, 5))
    const eventsOn = (day: string) => {
      const from = instant(Date.parse(day) / DAY_MS, 0, week.timezone)
      return [...simulate({ ...week, from, to: from + DAY_MS })].length
    }
    expect(eventsOn('2027-02-02')).toBeGreaterThan(2 * eventsOn('2027-02-07'))
  })
})

describe('the calendar', () => {
  it('has feasts that move and sales that do not', () => {
    const names = ['2027-02-02', '2027-04-08', '2026-09-24', '2026-11-11', '2026-10-27']
    expect(names.map((day) => seasonOn(Date.parse(day) / DAY_MS).name)).toEqual([
      'Tết',
      'Songkran',
      'Mid-Autumn',
      'Sale days',
      '',
    ])
  })

  it('knows when a day begins, also where the clock changes', () => {
    const day = (label: string) => Date.parse(label) / DAY_MS
    expect(instant(day('2026-10-25'), 0, 'Europe/Vilnius')).toBe(Date.parse('2026-10-24T21:00:00Z'))
    expect(instant(day('2026-10-26'), 0, 'Europe/Vilnius')).toBe(Date.parse('2026-10-25T22:00:00Z'))
    expect(labelOf(dayOf(Date.parse('2026-11-21T17:00:00Z'), 'Asia/Ho_Chi_Minh'))).toBe('2026-11-22')
  })
})
