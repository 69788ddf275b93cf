import type { DropReason, LeftOutReason } from './drop-reason.ts'

/** Of all sites and days. */
export type Totals = { accepted: number; dropped: Partial<Record<DropReason, number>> }

/** So many events of a site's day, like 2026-11-22, had this outcome for this reason; '' without one. */
export type Counted = {
  site: string
  day: string
  /** accepted, dropped, or left_out: properties that events were stored without. */
  outcome: string
  reason: string
  events: number
}

/** What came of events: in all since the start, and by site and day since somebody last took it to keep it. */
export class Counters {
  readonly totals: Totals = { accepted: 0, dropped: {} }
  #untold = new Map<string, Counted>()

  accepted(site: string, day: string, events: number): void {
    if (events === 0) return
    this.add({ site, day, outcome: 'accepted', reason: '', events })
    this.totals.accepted += events
  }

  dropped(site: string, day: string, reason: DropReason): void {
    this.add({ site, day, outcome: 'dropped', reason, events: 1 })
    this.totals.dropped[reason] = (this.totals.dropped[reason] ?? 0) + 1
  }

  leftOut(site: string, day: string, reason: LeftOutReason): void {
    this.add({ site, day, outcome: 'left_out', reason, events: 1 })
  }

  /** Everything since this was asked last. Give it back with `add` if it cannot be kept. */
  take(): Counted[] {
    const taken = [...this.#untold.values()]
    this.#untold = new Map()
    return taken
  }

  add(counted: Counted): void {
    const key = `${counted.site}\0${counted.day}\0${counted.outcome}\0${counted.reason}`
    const known = this.#untold.get(key)
    if (known) known.events += counted.events
    else this.#untold.set(key, { ...counted })
  }
}
