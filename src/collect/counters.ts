import { type DayCounted, DayTally } from '../control/index.ts'
import type { DropReason, LeftOutReason } from './drop-reason.ts'

/** Of all sites and days. */
export type Totals = { accepted: number; dropped: Partial<Record<DropReason, number>> }

/**
 * What came of events: in all since the start, and by site and day since somebody last took it to keep it. They were
 * accepted, dropped, or are left_out: stored without some of their properties.
 */
export class Counters {
  readonly totals: Totals = { accepted: 0, dropped: {} }
  readonly #untold = new DayTally()

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

  take(): DayCounted[] {
    return this.#untold.take()
  }

  add(counted: DayCounted): void {
    this.#untold.add(counted)
  }
}
