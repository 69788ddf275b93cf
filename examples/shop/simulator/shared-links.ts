import type { Day } from './calendar.ts'
import type { Chance } from './random.ts'

/** How long a shared link goes round. */
const livesDays = 4

/**
 * Links that people shared on the day they first came. Who comes later may come by one: only on a first visit, so that a
 * piece of history that is made by itself knows the same links as the whole.
 */
export class SharedLinks {
  readonly #byDay = new Map<Day, string[]>()

  note(day: Day, id: string): void {
    const known = this.#byDay.get(day)
    if (known) known.push(id)
    else this.#byDay.set(day, [id])
  }

  /** One that was shared in the days before. */
  pick(day: Day, chance: Chance): string | undefined {
    const ids = Array.from({ length: livesDays }, (_, back) => this.#byDay.get(day - 1 - back) ?? []).flat()
    return ids[Math.floor(chance.next() * ids.length)]
  }
}
