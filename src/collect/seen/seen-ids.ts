import { IdFilter } from './id-filter.ts'

const DAY_MS = 86_400_000

/** An event id that arrives again within this time counts once. */
export const DEDUPE_WINDOW_MS = 7 * DAY_MS

/** Which ids arrived lately, by day of arrival (UTC), so that a day can be forgotten as a whole. */
export class SeenIds {
  readonly #days = new Map<number, IdFilter>()
  #isComplete = false

  /** Until the past is read in, any id may have been seen. */
  maybeSeen(id: bigint): boolean {
    if (!this.#isComplete) return true
    for (const filter of this.#days.values()) if (filter.has(id)) return true
    return false
  }

  add(id: bigint, arrivedAt: number): void {
    const day = Math.floor(arrivedAt / DAY_MS)
    let filter = this.#days.get(day)
    if (filter === undefined) {
      filter = new IdFilter()
      this.#days.set(day, filter)
      this.#forget(day)
    }
    filter.add(id)
  }

  completed(): void {
    this.#isComplete = true
  }

  get isComplete(): boolean {
    return this.#isComplete
  }

  get bytes(): number {
    return [...this.#days.values()].reduce((sum, filter) => sum + filter.bytes, 0)
  }

  #forget(today: number): void {
    const oldest = today - DEDUPE_WINDOW_MS / DAY_MS
    for (const day of this.#days.keys()) if (day < oldest) this.#days.delete(day)
  }
}
