import type { Tool } from '../../contract/other-tools.ts'

export type ToolCount = { accepted: number; dropped: Record<string, number> }

/** What came of other tools' requests since this process started, by site and tool. */
export class ToolCounts {
  readonly #sites = new Map<string, Map<Tool, ToolCount>>()

  of(site: string, tool: Tool): ToolCount {
    return this.#sites.get(site)?.get(tool) ?? { accepted: 0, dropped: {} }
  }

  accepted(site: string, tool: Tool, events: number): void {
    if (events > 0) this.#count(site, tool).accepted += events
  }

  /** `reason` is one of the pipeline's drop reasons or of the dialects' notes. */
  dropped(site: string, tool: Tool, { reason, events }: { reason: string; events: number }): void {
    const { dropped } = this.#count(site, tool)
    dropped[reason] = (dropped[reason] ?? 0) + events
  }

  #count(site: string, tool: Tool): ToolCount {
    const known = this.#sites.get(site) ?? new Map<Tool, ToolCount>()
    this.#sites.set(site, known)
    const count = known.get(tool) ?? { accepted: 0, dropped: {} }
    known.set(tool, count)
    return count
  }
}
