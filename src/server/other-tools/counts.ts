import type { Tool } from '../../contract/other-tools.ts'
import type { DayCounted } from '../../control/index.ts'
import type { Clock } from '../../platform/clock.ts'

/** As it stands beside what came of events: see server/sites/day-counts.ts. */
export const toolOutcome = (tool: Tool): string => `tool:${tool}`

/** What was not stored of other tools' requests as it was sent, by site and day, since somebody last took it to keep it. */
export class ToolCounts {
  readonly #clock: Clock
  #untold = new Map<string, DayCounted>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `reason` is one of the pipeline's drop reasons or of the dialects' notes. */
  dropped(site: string, tool: Tool, { reason, events }: { reason: string; events: number }): void {
    const day = new Date(this.#clock.now()).toISOString().slice(0, 10)
    this.add({ site, day, outcome: toolOutcome(tool), reason, events })
  }

  take(): DayCounted[] {
    const taken = [...this.#untold.values()]
    this.#untold = new Map()
    return taken
  }

  add(counted: DayCounted): void {
    const key = `${counted.site}\0${counted.day}\0${counted.outcome}\0${counted.reason}`
    const known = this.#untold.get(key)
    if (known) known.events += counted.events
    else this.#untold.set(key, { ...counted })
  }
}
