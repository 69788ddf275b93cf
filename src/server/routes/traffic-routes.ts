import { nameChannels } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import type { Site } from '../../contract/site.ts'
import type { SiteRules } from '../../contract/site-rules.ts'
import type { AsideReason, TrafficChange, TrafficRules } from '../../contract/traffic.ts'
import { findSiteRules, updateSiteRules } from '../../control/index.ts'
import {
  type AsideChoice,
  asideCounts,
  asideDays,
  asideExamples,
  countAside,
  setAside,
  uncountAside,
} from '../../events/index.ts'
import { runBusiest, runOrphans } from '../../reports/index.ts'
import type { Deps } from '../deps.ts'
import { type Route, route } from '../http/route.ts'
import { instantOf } from '../sites/export-events.ts'
import { reportDeps } from './report-routes.ts'

type Asked = { from: string; to: string; reason?: AsideReason; visitor?: string }

const choiceOf = (site: Site, { from, to, reason, visitor }: Asked): AsideChoice => ({
  site: site.id,
  from: instantOf(from, 'from', site.timezone),
  to: instantOf(to, 'to', site.timezone),
  ...(reason !== undefined && { reason }),
  ...(visitor !== undefined && { visitor: BigInt(visitor) }),
})

const without = <Value>(list: readonly Value[], value: unknown): Value[] => list.filter((each) => each !== value)

const MOST_VISITORS = 1_000

/** The rules with the reason, or the visitor, counted from now on, or no longer. */
const changed = (rules: TrafficRules, { reason, visitor }: TrafficChange, isCounted: boolean): TrafficRules => {
  const counted = without(rules.counted, reason)
  const visitors = without(rules.counted_visitors, visitor)
  if (!isCounted) {
    return visitor === undefined ? { ...rules, counted } : { ...rules, counted_visitors: visitors }
  }
  if (visitor !== undefined) {
    // Who was set aside by hand is as everybody else again.
    if (rules.aside_visitors.includes(visitor)) {
      return { ...rules, aside_visitors: without(rules.aside_visitors, visitor) }
    }
    return { ...rules, counted_visitors: [...visitors, visitor].slice(-MOST_VISITORS) }
  }
  if (reason === 'by_hand') return { ...rules, aside_visitors: [] }
  return reason === undefined ? rules : { ...rules, counted: [...counted, reason] }
}

const withAside = (rules: TrafficRules, visitors: readonly string[]): TrafficRules => ({
  ...rules,
  counted_visitors: rules.counted_visitors.filter((visitor) => !visitors.includes(visitor)),
  aside_visitors: [...new Set([...rules.aside_visitors, ...visitors])].slice(-MOST_VISITORS),
})

const reasonOf = (row: { reason: string }): AsideReason => row.reason as AsideReason

/** What is set aside and what is not, and the other rules by which a site's traffic is read. */
export const trafficRoutes = (deps: Deps): Route[] => {
  const { control, events, sites } = deps

  const saveRules = async (site: Site, change: Partial<SiteRules>): Promise<SiteRules> => {
    const rules = await updateSiteRules(control.db, site.id, change)
    await sites.reload()
    return rules
  }

  /** Events that come or go may join sessions, or part them. */
  const reorder = ({ site, from, to }: AsideChoice, visitors: readonly bigint[]): void =>
    deps.collector.unsettle(
      site,
      visitors.map((visitor) => ({ visitor, from, to })),
    )

  const keepAside = async (site: Site, visitors: readonly string[]): Promise<void> => {
    const { traffic } = await findSiteRules(control.db, site.id)
    await saveRules(site, { traffic: withAside(traffic, visitors) })
  }

  const move = async (site: Site, input: TrafficChange, isCounted: boolean): Promise<{ events: number }> => {
    if (input.always) {
      const { traffic } = await findSiteRules(control.db, site.id)
      await saveRules(site, { traffic: changed(traffic, input, isCounted) })
    }
    await deps.collector.flush()
    const choice = choiceOf(site, input)
    const moved = isCounted
      ? await countAside(events, choice, (links) => deps.collector.link(links))
      : await uncountAside(events, choice)
    if (input.always && input.reason === 'by_hand' && !isCounted) await keepAside(site, moved.visitors.map(String))
    reorder(choice, moved.visitors)
    return { events: moved.events }
  }

  return [
    route(endpoints.rules, async ({ site }) => findSiteRules(control.db, site.id)),

    route(endpoints.updateRules, async ({ site, input }) => {
      const before = await findSiteRules(control.db, site.id)
      const after = await saveRules(site, input)
      if (input.channels !== undefined) {
        deps.background.run('name channels anew', async () => {
          await nameChannels(events, { site: site.id, before, after })
        })
      }
      return after
    }),

    route(endpoints.traffic, async ({ site, input }) => {
      const choice = choiceOf(site, input)
      const [reasons, days, counted, examples, rules] = await Promise.all([
        asideCounts(events, choice, { isCounted: false }),
        asideCounts(events, choice, { isCounted: false, timezone: site.timezone }),
        asideCounts(events, choice, { isCounted: true }),
        asideExamples(events, choice),
        findSiteRules(control.db, site.id),
      ])
      return {
        kept_days: asideDays,
        rules: rules.traffic,
        reasons: reasons.map((row) => ({ ...row, reason: reasonOf(row) })),
        days: days.map((row) => ({ ...row, reason: reasonOf(row) })),
        counted: counted.map((row) => ({ ...row, reason: reasonOf(row) })),
        examples: examples.map((row) => ({ ...row, reason: reasonOf(row) })),
        proxies: deps.collector.traffic.proxies(),
      }
    }),

    route(endpoints.orphans, async ({ site, input }) => runOrphans(reportDeps(deps), { site, request: input })),

    route(endpoints.countTraffic, async ({ site, input }) => move(site, input, true)),

    route(endpoints.uncountTraffic, async ({ site, input }) => move(site, input, false)),

    route(endpoints.busiestVisitors, async ({ site, input }) => runBusiest(reportDeps(deps), { site, request: input })),

    route(endpoints.setTrafficAside, async ({ site, input }) => {
      // The rule first: what arrives while the rest is moved is set aside, too.
      if (input.always) await keepAside(site, [input.visitor])
      await deps.collector.flush()
      const choice = choiceOf(site, input)
      const moved = await setAside(events, { ...choice, reason: 'by_hand' })
      reorder(choice, moved.visitors)
      return { events: moved.events }
    }),
  ]
}
