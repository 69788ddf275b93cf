import type { Tool } from '../../contract/other-tools.ts'
import { type DayCounted, DayTally } from '../../control/index.ts'
import type { Clock } from '../../platform/clock.ts'

/** As it stands beside what came of events: see server/sites/day-counts.ts. */
export const toolOutcome = (tool: Tool): string => `tool:${tool}`

/** What was not stored of other tools' requests as it was sent, by site and day, since somebody last took it to keep it. */
export class ToolCounts {
  readonly #clock: Clock
  readonly #untold = new DayTally()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** `reason` is one of the pipeline's drop reasons or of the dialects' notes. */
  dropped(site: string, tool: Tool, { reason, events }: { reason: string; events: number }): void {
    const day = new Date(this.#clock.now()).toISOString().slice(0, 10)
    this.add({ site, day, outcome: toolOutcome(tool), reason, events })
  }

  take(): DayCounted[] {
    return this.#untold.take()
  }

  add(counted: DayCounted): void {
    this.#untold.add(counted)
  }
}
