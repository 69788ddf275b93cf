import type { Happening } from './visit.ts'

export type FunnelQuestion = {
  /** Names of events. */
  steps: readonly string[]
  windowMs: number
  /** Entries in this stretch only; later steps may fall after it. */
  from?: number
  to?: number
  /** Entries of this kind only: on one browser, on one day. */
  entry?: (happening: Happening) => boolean
  per?: 'person' | 'session'
}

export type FunnelTruth = { label: string; people: number }[]

/**
 * The furthest step that each person reaches from any of their entries: the next step is the first event of its name
 * after the one before, within the window since the entry.
 */
export const funnelOf = (
  told: readonly Happening[],
  personOf: (happening: Happening) => string,
  { steps, windowMs, from = -Infinity, to = Infinity, entry = () => true, per = 'person' }: FunnelQuestion,
): FunnelTruth => {
  const relevant = told.filter(({ event }) => steps.includes(event.name))
  const lives = Map.groupBy(relevant, (happening) => (per === 'person' ? personOf(happening) : happening.event.session))
  const reached = steps.map(() => 0)
  for (const events of lives.values()) {
    let furthest = 0
    for (const [place, happening] of events.entries()) {
      const { name, time } = happening.event
      if (name !== steps[0] || time < from || time >= to || !entry(happening)) continue
      furthest = Math.max(furthest, follow(events, place, { steps, windowMs }))
    }
    for (let step = 0; step < furthest; step++) reached[step] = (reached[step] ?? 0) + 1
  }
  return steps.map((label, step) => ({ label, people: reached[step] ?? 0 }))
}

const follow = (
  events: readonly Happening[],
  place: number,
  { steps, windowMs }: { steps: readonly string[]; windowMs: number },
): number => {
  const start = events[place]?.event.time ?? 0
  let step = 1
  for (const { event } of events.slice(place + 1)) {
    if (event.time - start > windowMs || step === steps.length) break
    if (event.name === steps[step]) step++
  }
  return step
}
