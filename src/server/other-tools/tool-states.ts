import { type ToolState, tools } from '../../contract/other-tools.ts'
import type { Site } from '../../contract/site.ts'
import { sql } from '../../platform/sql.ts'
import type { Deps } from '../deps.ts'
import { toolOutcome } from './counts.ts'

const LOOK_BACK_MS = 30 * 86_400_000

type Row = { origin: string; events: string; last: string }

/** Of each tool, whether its events arrive and what was not stored of them. */
export const toolStates = async ({ events, clock, dayCounts }: Deps, site: Site): Promise<ToolState[]> => {
  const rows = await events.query<Row>(sql`
    SELECT origin, count() AS events, toUnixTimestamp64Milli(max(ts)) AS last FROM events
    WHERE site = ${site.id} AND ts >= fromUnixTimestamp64Milli(${clock.now() - LOOK_BACK_MS}) GROUP BY origin`)
  const byOrigin = new Map(rows.map((row) => [row.origin, row]))
  const kept = await dayCounts.kept(site.id)
  return tools.map((tool) => {
    const stored = byOrigin.get(tool)
    return {
      tool,
      events: Number(stored?.events ?? 0),
      last_event: stored ? Number(stored.last) : null,
      dropped: kept(toolOutcome(tool)),
    }
  })
}
