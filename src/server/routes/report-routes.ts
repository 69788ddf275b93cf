import type { FastifyReply } from 'fastify'
import { endpoints } from '../../contract/api.ts'
import { listGoals } from '../../control/index.ts'
import {
  type ReportDeps,
  runBreakdown,
  runContacts,
  runFunnel,
  runGoals,
  runImportedDays,
  runLive,
  runMentions,
  runOverview,
  runPosts,
  runPreview,
  runProducts,
  runSearchWords,
  runShares,
  runValues,
} from '../../reports/index.ts'
import type { Deps } from '../deps.ts'
import { type Route, route } from '../http/route.ts'

/** Aborts when the reader goes away before the answer: the engine stops computing what nobody waits for. */
const whileWaiting = ({ raw }: FastifyReply): { signal: AbortSignal } => {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return { signal: gone.signal }
}

export const reportDeps = (deps: Deps): ReportDeps => ({
  events: deps.events,
  clock: deps.clock,
  goalsOf: (site) => listGoals(deps.control.db, site),
})

export const reportRoutes = (deps: Deps): Route[] => {
  const reports = reportDeps(deps)
  return [
    route(endpoints.overview, async ({ site, input, reply }) => runOverview(reports, site, input, whileWaiting(reply))),
    route(endpoints.goalsReport, async ({ site, input, reply }) => runGoals(reports, site, input, whileWaiting(reply))),
    route(endpoints.funnel, async ({ site, input, reply }) => runFunnel(reports, site, input, whileWaiting(reply))),
    route(endpoints.breakdown, async ({ site, input, reply }) =>
      runBreakdown(reports, site, input, whileWaiting(reply)),
    ),
    route(endpoints.contactsReport, async ({ site, input, reply }) =>
      runContacts(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.mentionsReport, async ({ site, input, reply }) =>
      runMentions(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.sharesReport, async ({ site, input, reply }) =>
      runShares(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.searchWords, async ({ site, input, reply }) =>
      runSearchWords(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.products, async ({ site, input, reply }) =>
      runProducts(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.posts, async ({ site, input, reply }) =>
      runPosts(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.importedDays, async ({ site, input, reply }) =>
      runImportedDays(reports, { site, request: input, options: whileWaiting(reply) }),
    ),
    route(endpoints.live, async ({ site, reply }) => runLive(reports, site, whileWaiting(reply))),
    route(endpoints.values, async ({ site, input }) => runValues(reports, site, input)),
    route(endpoints.previewGoal, async ({ site, input }) => runPreview(reports, site, input)),
  ]
}
