import type { Site } from '../../contract/site.ts'
import { identifier, sql } from '../../platform/sql.ts'
import { epochToLocal, startOfDay } from '../../platform/time-zone.ts'
import type { Deps } from '../deps.ts'

type Facts = { first: string; last: string; today: string; events: string }

/** Whether events arrive: what the waiting page of the onboarding and the settings show. */
export const siteStatus = async ({ events, dayCounts, clock }: Deps, site: Site) => {
  const midnight = startOfDay(clock.now(), site.timezone)
  const today = new Date(epochToLocal(midnight, site.timezone)).toISOString().slice(0, 10)
  const [facts] = await events.query<Facts>(sql`
    SELECT toUnixTimestamp64Milli(min(ts)) AS first, toUnixTimestamp64Milli(max(ts)) AS last, count() AS events,
      countIf(ts >= fromUnixTimestamp64Milli(${midnight})) AS today
    FROM events WHERE site = ${site.id}`)
  const { dropped, leftOut } = await dayCounts.of(site.id, today)
  const any = facts !== undefined && Number(facts.events) > 0
  return {
    first_event: any ? Number(facts.first) : null,
    last_event: any ? Number(facts.last) : null,
    events_today: any ? Number(facts.today) : 0,
    dropped_today: dropped,
    left_out_today: leftOut,
  }
}

/** Everything recorded for the site, in every table. Rows are marked as deleted at once and leave the disk with the next merges. */
export const removeEvents = async ({ events, collector }: Deps, site: string): Promise<void> => {
  await collector.flush()
  const tables = await events.query<{ table: string }>(sql`
    SELECT DISTINCT table FROM system.columns
    WHERE database = currentDatabase() AND name = 'site' AND table IN (
      SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree')`)
  for (const { table } of tables) await events.command(sql`DELETE FROM ${identifier(table)} WHERE site = ${site}`)
}
