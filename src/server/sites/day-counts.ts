import { addDayCounts, type ControlStore, countsKept, type DayCounted, dayCountsOf } from '../../control/index.ts'
import type { Log } from '../../platform/log.ts'

/** Where counts gather until they are written down. */
type Source = { take(): DayCounted[]; add(counted: DayCounted): void }
type Deps = { control: ControlStore; sources: readonly Source[]; log: Log }

/** What a process that is killed forgets of these statistics, at most. */
const EVERY_MS = 3_000

export type DayCount = { dropped: Record<string, number>; leftOut: Record<string, number> }

/** Writes down what came of events, so that a restart does not begin the day at nothing. */
export class DayCounts {
  readonly #deps: Deps
  readonly #timer: NodeJS.Timeout
  #writing: Promise<void> = Promise.resolve()
  /** The log says once that nothing could be written down, until it can be again. */
  #isLate = false

  constructor(deps: Deps) {
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

  /** Of all servers and of the last 30 days, by reason. */
  async kept(site: string): Promise<(outcome: string) => Record<string, number>> {
    await this.flush()
    const rows = await countsKept(this.#deps.control.db, site)
    return (outcome) =>
      Object.fromEntries(rows.flatMap((row) => (row.outcome === outcome ? [[row.reason, row.events]] : [])))
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
    const { control, sources, log } = this.#deps
    let failure: unknown
    for (const source of sources) {
      const counted = source.take()
      try {
        await addDayCounts(control.db, counted)
      } catch (error) {
        for (const one of counted) source.add(one)
        failure = error
      }
    }
    if (failure !== undefined && !this.#isLate) {
      log.warn({ err: failure }, 'what came of events could not be written down yet')
    }
    this.#isLate = failure !== undefined
  }
}
