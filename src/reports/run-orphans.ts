import type { OrphansAnswer } from '../contract/orphans.ts'
import type { Frame } from '../contract/report.ts'
import type { Site } from '../contract/site.ts'
import type { QueryOptions } from '../events/index.ts'
import { siteFacts } from './facts.ts'
import { conversionsQuery, type OrphanRow, type OrphansPlan, orphansQuery, readOrphans, visitDays } from './orphans.ts'
import { spanOf } from './period.ts'
import type { ReportDeps } from './run.ts'

export const runOrphans = async (
  deps: ReportDeps,
  { site, request, options }: { site: Site; request: Frame; options?: QueryOptions },
): Promise<OrphansAnswer> => {
  const [facts, goals] = await Promise.all([siteFacts(deps.events, site.id), deps.goalsOf(site.id)])
  const span = spanOf(request, site.timezone)
  const plan: OrphansPlan = { site: site.id, facts, from: span.from, to: span.to, filters: request.filters, goals }
  const [rows, [counted]] = await Promise.all([
    deps.events.query<OrphanRow>(orphansQuery(plan), options),
    deps.events.query<{ conversions: string }>(conversionsQuery(plan), options),
  ])
  return { period: span, visit_days: visitDays, ...readOrphans(rows, Number(counted?.conversions ?? 0)) }
}
