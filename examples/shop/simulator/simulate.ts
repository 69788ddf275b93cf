import type { IncomingEvent } from '../../../src/contract/collect.ts'
import { DAY_MS, type Day, dayOf, instant, labelOf, seasonOn, weekdayOf, weekdayTraffic } from './calendar.ts'
import { live, type World } from './life.ts'
import { parameters as p } from './parameters.ts'
import { Chance } from './random.ts'
import { SharedLinks } from './shared-links.ts'
import type { Happening } from './visit.ts'

export type Simulation = {
  seed: number
  /** Epoch milliseconds, included. */
  from: number
  /** Epoch milliseconds, excluded: nothing happens after it. */
  to: number
  timezone: string
  currency: string
  /**
   * The end of the whole history that this piece belongs to (`to`, unless said): the sale whose checkout breaks begins
   * nine days before it. Everything else hangs on the calendar alone, so pieces of a history made one by one are the history.
   */
  end?: number
  /** Where the shop is, with a slash at the end. */
  shopUrl?: string
}

export const defaultShopUrl = 'https://shop.example/demo-shop/'

/** Days after somebody's first visit on which something of theirs may still happen: visits, then a refund. */
const longestLife = p.horizonDays + 11

export const brokenDaysOf = ({ to, end = to, timezone }: Pick<Simulation, 'to' | 'end' | 'timezone'>): Day[] => {
  const first = dayOf(end, timezone) - p.broken.daysBeforeEnd
  return Array.from({ length: p.broken.days }, (_, index) => first + index)
}

const newPeopleOn = ({ seed, brokenDays }: World, day: Day): number => {
  const sale = brokenDays.includes(day) ? p.broken.traffic : 1
  const expected = p.newPeoplePerDay * (weekdayTraffic[weekdayOf(day)] ?? 1) * seasonOn(day).traffic * sale
  return Math.max(0, Math.round(expected * (1 + p.dayNoise * new Chance(seed, day, -1).normal())))
}

export type SimulatedDay<Item> = { label: string; events: Item[] }

/** Day by day of the shop's calendar, each in order of time. A day is made when it is asked for. */
export function* happenings(simulation: Simulation): Generator<SimulatedDay<Happening>> {
  const { seed, from, to, timezone, currency, shopUrl = defaultShopUrl } = simulation
  if (!(to > from)) return
  const firstDay = dayOf(from, timezone)
  const lastDay = dayOf(to - 1, timezone)
  const midnights = new Map<Day, number>()
  const midnight = (day: Day): number => {
    const known = midnights.get(day)
    if (known !== undefined) return known
    const made = instant(day, 0, timezone)
    midnights.set(day, made)
    return made
  }
  const isAsked = (time: number): boolean => time >= from && time < to
  const world: World = {
    seed,
    currency,
    shopUrl,
    midnight,
    brokenDays: brokenDaysOf(simulation),
    isAsked,
    shared: new SharedLinks(),
  }
  const waiting = new Map<Day, Happening[]>()

  const keep = (happening: Happening): void => {
    const { time } = happening.event
    // A day has 23 to 25 hours where the clock changes: the guess is off by one at most.
    let day = firstDay + Math.floor((time - midnight(firstDay)) / DAY_MS)
    if (time < midnight(day)) day--
    else if (time >= midnight(day + 1)) day++
    const list = waiting.get(day)
    if (list) list.push(happening)
    else waiting.set(day, [happening])
  }

  for (let day = firstDay - longestLife; day <= lastDay; day++) {
    const people = newPeopleOn(world, day)
    for (let index = 0; index < people; index++) for (const happening of live(world, day, index)) keep(happening)
    if (day < firstDay) continue
    const events = waiting.get(day) ?? []
    waiting.delete(day)
    yield { label: labelOf(day), events: events.sort((one, other) => one.event.time - other.event.time) }
  }
}

/** The same as the tag and the shop's server would send it. */
export function* simulateDays(simulation: Simulation): Generator<SimulatedDay<IncomingEvent>> {
  for (const { label, events } of happenings(simulation)) yield { label, events: events.map(({ event }) => event) }
}

export function* simulate(simulation: Simulation): Generator<IncomingEvent> {
  for (const { events } of happenings(simulation)) for (const { event } of events) yield event
}
