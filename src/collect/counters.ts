import type { DropReason, LeftOutReason } from './drop-reason.ts'

export type DayCount = {
  accepted: number
  dropped: Partial<Record<DropReason, number>>
  /** Properties that events were stored without. */
  leftOut: Partial<Record<LeftOutReason, number>>
}

const DAYS_KEPT = 3

/** What came of events since the start, by site and the site's day; older days are forgotten. */
export class Counters {
  /** Of all sites and days. */
  readonly totals: Pick<DayCount, 'accepted' | 'dropped'> = { accepted: 0, dropped: {} }
  readonly #sites = new Map<string, Map<string, DayCount>>()

  of(site: string, day: string): DayCount {
    return this.#sites.get(site)?.get(day) ?? { accepted: 0, dropped: {}, leftOut: {} }
  }

  accepted(site: string, day: string, events: number): void {
    this.#count(site, day).accepted += events
    this.totals.accepted += events
  }

  dropped(site: string, day: string, reason: DropReason): void {
    const { dropped } = this.#count(site, day)
    dropped[reason] = (dropped[reason] ?? 0) + 1
    this.totals.dropped[reason] = (this.totals.dropped[reason] ?? 0) + 1
  }

  leftOut(site: string, day: string, reason: LeftOutReason): void {
    const { leftOut } = this.#count(site, day)
    leftOut[reason] = (leftOut[reason] ?? 0) + 1
  }

  #count(site: string, day: string): DayCount {
    let days = this.#sites.get(site)
    if (days === undefined) {
      days = new Map()
      this.#sites.set(site, days)
    }
    let count = days.get(day)
    if (count === undefined) {
      count = { accepted: 0, dropped: {}, leftOut: {} }
      days.set(day, count)
      for (const old of [...days.keys()].sort().slice(0, -DAYS_KEPT)) days.delete(old)
    }
    return count
  }
}
