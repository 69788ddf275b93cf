import { IdFilter } from '../seen/id-filter.ts'

/** 64-bit hashes of the last while: remembered at least that long, at most twice. */
export class RecentIds {
  readonly #keptMs: number
  #young = new IdFilter()
  #old = new IdFilter()
  #since = Number.NEGATIVE_INFINITY

  constructor(keptMs: number) {
    this.#keptMs = keptMs
  }

  /** Never wrong when it says no; wrong about once in ten thousand when it says yes. */
  has(id: bigint): boolean {
    return this.#young.has(id) || this.#old.has(id)
  }

  add(ids: BigUint64Array, now: number): void {
    if (now - this.#since > this.#keptMs) {
      this.#old = now - this.#since > 2 * this.#keptMs ? new IdFilter() : this.#young
      this.#young = new IdFilter()
      this.#since = now
    }
    for (const id of ids) this.#young.add(id)
  }
}
