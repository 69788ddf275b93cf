import { IdFilter } from './id-filter.ts'

const DAY_MS = 86_400_000

/** An event id that arrives again within this time counts once. */
export const DEDUPE_WINDOW_MS = 7 * DAY_MS
/** The tag's events arrive up to this long after they happened. */
export const LATE_MS = 3 * DAY_MS

/** Today and the days of the window. */
const MOST_DAYS = DEDUPE_WINDOW_MS / DAY_MS + 1

/**
 * Which ids arrived lately, by day of arrival (UTC), so that a day can be forgotten as a whole: the one that began first,
 * once there are more than the window needs. A clock that jumps ahead for a while costs one day at most, not all.
 */
export class SeenIds {
  /** In the order in which they began. */
  #days = new Map<number, IdFilter>()
  #isComplete = false

  /** Until the past is read in, any id may have been seen. */
  maybeSeen(id: bigint): boolean {
    if (!this.#isComplete) return true
    for (const filter of this.#days.values()) if (filter.has(id)) return true
    return false
  }

  add(id: bigint, arrivedAt: number): void {
    this.#dayOf(arrivedAt).add(id)
  }

  /** So many ids of one time are added next. */
  reserve(ids: number, arrivedAt: number): void {
    if (ids > 0) this.#dayOf(arrivedAt).reserve(ids)
  }

  #dayOf(arrivedAt: number): IdFilter {
    const day = Math.floor(arrivedAt / DAY_MS)
    const known = this.#days.get(day)
    if (known) return known
    const filter = new IdFilter()
    this.#days.set(day, filter)
    this.#forget()
    return filter
  }

  completed(): void {
    this.#isComplete = true
    // The past was read in any order, and while today's events came.
    this.#days = new Map([...this.#days].sort(([one], [other]) => one - other))
    this.#forget()
  }

  /** How far from this time the furthest arrival is that is still known: a clock may have jumped. */
  reachMs(time: number): number {
    const days = [...this.#days.keys()]
    return days.reduce((reach, day) => Math.max(reach, Math.abs(time - day * DAY_MS) + DAY_MS), 0)
  }

  get isComplete(): boolean {
    return this.#isComplete
  }

  get bytes(): number {
    return [...this.#days.values()].reduce((sum, filter) => sum + filter.bytes, 0)
  }

  #forget(): void {
    if (!this.#isComplete) return
    for (const day of this.#days.keys()) {
      if (this.#days.size <= MOST_DAYS) return
      this.#days.delete(day)
    }
  }
}
