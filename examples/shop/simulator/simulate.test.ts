import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { IncomingEvent } from '../../../src/contract/collect.ts'
import { eventNames } from '../../../src/contract/event-names.ts'
import { DAY_MS, dayOf, instant, labelOf, seasonOn } from './calendar.ts'
import { historyPieces } from './pieces.ts'
import { type Simulation, simulate, simulateDays } from './simulate.ts'

const now = Date.parse('2026-11-22T06:30:00Z')
const week: Simulation = { seed: 7, from: now - 7 * DAY_MS, to: now, timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' }

describe('the simulator', () => {
  it('makes the same events from the same seed, ids included, and others from another', () => {
    const once = [...simulate(week)]
    expect([...simulate(week)]).toEqual(once)
    const others = new Set([...simulate({ ...week, seed: 8 })].map(({ id }) => id))
    expect(once.filter(({ id }) => others.has(id))).toEqual([])
  })

  it('is the same everywhere: these are the first events of seed 7', () => {
    const first = [...simulate({ ...week, to: week.from + DAY_MS, end: now })]
    const short = first.slice(0, 3).map(({ id, name, time, visitor }) => ({ id, name, time, visitor }))
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
    const history = { seed: 3, timezone: 'Europe/Vilnius', currency: 'EUR', now, days: 17 }
    const pieces = historyPieces(history)
    expect(pieces.map(({ from, to }) => [(now - from) / DAY_MS, (now - to) / DAY_MS])).toEqual([
      [7, 0],
      [14, 7],
      [17, 14],
    ])
    const whole = [...simulate({ ...history, from: now - 17 * DAY_MS, to: now })]
    const inPieces = pieces.toReversed().flatMap((piece) => [...simulate(piece)])
    expect(new Set(inPieces.map(({ id }) => id))).toEqual(new Set(whole.map(({ id }) => id)))
    expect(inPieces).toHaveLength(whole.length)
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
      { numRuns: 8 },
    )
  })

  it('speaks the contract: valid events of known names, each id once, with visitor, session and page', () => {
    const ids = new Set<string>()
    for (const event of simulate(week)) {
      const read = IncomingEvent.safeParse(event)
      if (!read.success) throw new Error(`${JSON.stringify(event)}: ${read.error.message}`)
      expect(Object.keys(eventNames)).toContain(event.name)
      ids.add(event.id ?? '')
      if (event.name === 'refund') expect(event.transaction_id).toMatch(/^ST-/)
      else expect(event.url).toMatch(/^https:\/\/shop\.example\/demo-shop\//)
      expect([event.visitor, event.session, event.ip, event.user_agent].every(Boolean)).toBe(true)
    }
    expect(ids.size).toBe([...simulate(week)].length)
  })

  it('parts two sessions of a visitor by more than half an hour, and never pauses that long within one', () => {
    const lives = Map.groupBy(
      [...simulate({ ...week, from: week.to - 30 * DAY_MS })].filter(({ name }) => name !== 'refund'),
      ({ visitor }) => visitor,
    )
    for (const events of lives.values()) {
      for (const [index, event] of events.entries()) {
        const before = events[index - 1]
        if (!before) continue
        const pause = Number(event.time) - Number(before.time)
        expect(pause > 30 * 60_000).toBe(event.session !== before.session)
      }
    }
  })

  it('comes in rhythms: more at weekends than on Tuesdays, in the evening than at night, before a feast than after', () => {
    const perDay = (day: string, timezone = 'Asia/Ho_Chi_Minh') => {
      const number = Date.parse(day) / DAY_MS
      const from = instant(number, 0, timezone)
      return [...simulate({ ...week, timezone, from, to: from + DAY_MS })]
    }
    expect(perDay('2026-10-24').length).toBeGreaterThan(perDay('2026-10-20').length)
    const hours = perDay('2026-10-21').map(({ time }) => new Date(Number(time) + 7 * 3_600_000).getUTCHours())
    expect(hours.filter((hour) => hour >= 19 && hour < 23).length).toBeGreaterThan(
      5 * hours.filter((hour) => hour >= 1 && hour < 5).length,
    )
    expect(perDay('2027-02-02').length).toBeGreaterThan(2 * perDay('2027-02-07').length)
    expect(seasonOn(Date.parse('2027-02-02') / DAY_MS).name).toBe('Tết')
    expect(seasonOn(Date.parse('2027-04-08') / DAY_MS).name).toBe('Songkran')
    expect(seasonOn(Date.parse('2026-11-11') / DAY_MS).name).toBe('Sale days')
  })
})

describe('the calendar', () => {
  it('knows when a day begins, also where the clock changes', () => {
    const day = (label: string) => Date.parse(label) / DAY_MS
    expect(instant(day('2026-10-25'), 0, 'Europe/Vilnius')).toBe(Date.parse('2026-10-24T21:00:00Z'))
    expect(instant(day('2026-10-26'), 0, 'Europe/Vilnius')).toBe(Date.parse('2026-10-25T22:00:00Z'))
    expect(labelOf(dayOf(Date.parse('2026-11-21T17:00:00Z'), 'Asia/Ho_Chi_Minh'))).toBe('2026-11-22')
  })
})
