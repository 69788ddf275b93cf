import type { Collector } from '../collect/index.ts'
import { addDayCounts, type ControlStore, dayCountsOf } from '../control/index.ts'
import type { Log } from '../platform/log.ts'

/** What a process that is killed forgets of these statistics, at most. */
const EVERY_MS = 3_000

export type DayCount = { dropped: Record<string, number>; leftOut: Record<string, number> }

/** Writes down what came of events, so that a restart does not begin the day at nothing. */
export class DayCounts {
  readonly #deps: { control: ControlStore; collector: Collector; log: Log }
  readonly #timer: NodeJS.Timeout
  #writing: Promise<void> = Promise.resolve()

  constructor(deps: { control: ControlStore; collector: Collector; log: Log }) {
    this.#deps = deps
    this.#timer = setInterval(() => void this.flush(), EVERY_MS).unref()
  }

  /** Of all servers. */
  async of(site: string, day: string): Promise<DayCount> {
    await this.flush()
    const count: DayCount = { dropped: {}, leftOut: {} }
    for (const { outcome, reason, events } of await dayCountsOf(this.#deps.control.db, site, day)) {
      if (outcome === 'dropped') count.dropped[reason] = events
      if (outcome === 'left_out') count.leftOut[reason] = events
    }
    return count
  }

  /** Resolves when everything counted so far is written down, or has to wait. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async close(): Promise<void> {
    clearInterval(this.#timer)
    await this.flush()
  }

  async #write(): Promise<void> {
    const { control, collector, log } = this.#deps
    const counted = collector.counted.take()
    if (counted.length === 0) return
    try {
      await addDayCounts(control.db, counted)
    } catch (error) {
      for (const one of counted) collector.counted.add(one)
      log.warn({ err: error }, 'what came of events could not be written down yet')
    }
  }
}
