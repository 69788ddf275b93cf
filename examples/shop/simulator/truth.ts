import { dayOf, labelOf, seasonOn } from './calendar.ts'
import { parameters } from './parameters.ts'
import { brokenDaysOf, happenings, type Simulation } from './simulate.ts'
import { type FunnelQuestion, type FunnelTruth, funnelOf } from './truth-funnel.ts'
import type { Happening } from './visit.ts'

export type Sums = {
  people: number
  sessions: number
  events: number
  pageViews: number
  purchases: number
  buyers: number
  /** Purchases that were not given back as a whole, and the people who made them. */
  kept: number
  keepers: number
  gross: number
  /** What was given back of these purchases, whenever it was. */
  refunds: number
  net: number
}

export type Truth = Sums & {
  visitors: number
  /** People who are known to have used two devices, because both told the same e-mail address. */
  joined: number
  wholeRefunds: number
  partRefunds: number
  /** Purchases told twice: the second is a repeat and is in no sum above. */
  repeats: number
  /** By event name; repeats of a purchase are left out. */
  names: Record<string, { events: number; people: number; sessions: number }>
  channels: Record<string, Sums>
  countries: Record<string, Sums>
  browsers: Record<string, Sums>
  days: (Sums & { label: string })[]
  seasons: string[]
  broken: { days: string[]; browser: string; os: string; device: string }
  funnel: (question: FunnelQuestion) => FunnelTruth
}

/** What was simulated, counted with plain sets and sums from what the simulator knows: no session, source or device is inferred. */
export const truthOf = (simulation: Simulation): Truth => {
  const days = [...happenings(simulation)]
  const everything = days.flatMap(({ events }) => events)
  const personOf = joinPeople(everything)
  const { told, repeats } = withoutRepeats(everything)
  const givenBack = new Map(
    told.filter(({ event }) => event.name === 'refund').map(({ event }) => [event.transaction_id, event.value ?? 0]),
  )
  const sums = (some: readonly Happening[]): Sums => sumUp(some, personOf, givenBack)
  const all = sums(told)
  const refunded = told.filter((happening) => isPurchase(happening) && givenBack.has(happening.event.transaction_id))
  return {
    ...all,
    events: everything.length,
    visitors: new Set(everything.map(({ event }) => event.visitor)).size,
    joined: new Set(everything.map(({ event }) => event.visitor)).size - all.people,
    wholeRefunds: all.purchases - all.kept,
    partRefunds: refunded.length - (all.purchases - all.kept),
    repeats,
    names: mapGroups(
      told,
      ({ event }) => event.name,
      (some) => ({
        events: some.length,
        people: new Set(some.map(personOf)).size,
        sessions: new Set(some.map(({ event }) => event.session)).size,
      }),
    ),
    channels: mapGroups(told, ({ channel }) => channel, sums),
    countries: mapGroups(told, ({ country }) => country, sums),
    browsers: mapGroups(told, ({ device }) => device.browser, sums),
    days: days.map(({ label, events }) => ({ label, ...sums(withoutRepeats(events).told) })),
    seasons: seasonsIn(simulation),
    broken: {
      days: brokenDaysOf(simulation).map(labelOf),
      browser: parameters.broken.browser,
      os: parameters.broken.os,
      device: parameters.broken.device,
    },
    funnel: (question) => funnelOf(told, personOf, question),
  }
}

const isPurchase = ({ event }: Happening): boolean => event.name === 'purchase'

/** A person is a visitor, unless two visitors gave the same e-mail address. */
const joinPeople = (all: readonly Happening[]): ((happening: Happening) => string) => {
  const known = new Set<string>()
  for (const { event } of all) if (event.user) known.add(event.visitor)
  return ({ event, person }) => (known.has(event.visitor) ? `person ${person}` : event.visitor)
}

const withoutRepeats = (all: readonly Happening[]): { told: Happening[]; repeats: number } => {
  const seen = new Set<string>()
  const told = all.filter((happening) => {
    if (!isPurchase(happening)) return true
    const number = happening.event.transaction_id ?? ''
    if (seen.has(number)) return false
    seen.add(number)
    return true
  })
  return { told, repeats: all.length - told.length }
}

const sumUp = (
  some: readonly Happening[],
  personOf: (happening: Happening) => string,
  givenBack: ReadonlyMap<string | undefined, number>,
): Sums => {
  const purchases = some.filter(isPurchase)
  const backOf = ({ event }: Happening): number => givenBack.get(event.transaction_id) ?? 0
  const kept = purchases.filter((purchase) => backOf(purchase) < (purchase.event.value ?? 0))
  const gross = purchases.reduce((sum, { event }) => sum + (event.value ?? 0), 0)
  const refunds = purchases.reduce((sum, purchase) => sum + backOf(purchase), 0)
  return {
    people: new Set(some.map(personOf)).size,
    sessions: new Set(some.map(({ event }) => event.session)).size,
    events: some.length,
    pageViews: some.filter(({ event }) => event.name === 'page_view').length,
    purchases: purchases.length,
    buyers: new Set(purchases.map(personOf)).size,
    kept: kept.length,
    keepers: new Set(kept.map(personOf)).size,
    gross,
    refunds,
    net: gross - refunds,
  }
}

const mapGroups = <Result>(
  all: readonly Happening[],
  keyOf: (happening: Happening) => string,
  count: (some: Happening[]) => Result,
): Record<string, Result> => {
  const groups = Map.groupBy(all, keyOf)
  return Object.fromEntries([...groups].map(([key, some]) => [key, count(some)]))
}

const seasonsIn = ({ from, to, timezone }: Simulation): string[] => {
  const names = new Set<string>()
  for (let day = dayOf(from, timezone); day <= dayOf(to - 1, timezone); day++) names.add(seasonOn(day).name)
  names.delete('')
  return [...names]
}
