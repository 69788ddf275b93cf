import { join } from 'node:path'
import { type FastifyInstance, type FastifyReply, fastify } from 'fastify'
import { type Collector, createCollector } from '../collect/index.ts'
import { saltOf } from '../control/index.ts'
import { createOutbound } from '../platform/outbound.ts'
import { createSecrets, secretKeys } from '../platform/secrets.ts'
import { openAccounts } from './accounts/accounts.ts'
import { addAuthBridge } from './accounts/auth-bridge.ts'
import { KnownKeys } from './accounts/known-keys.ts'
import { collectorExchange } from './collector-exchange.ts'
import type { Deps } from './deps.ts'
import { addApiDocs } from './http/api-docs.ts'
import { addBodyParsers } from './http/body-parsers.ts'
import { addErrorAnswers } from './http/error-answers.ts'
import { errorBody, errors } from './http/errors.ts'
import type { Route } from './http/route.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { ImportRuns } from './imports/import-runs.ts'
import { Uploads } from './imports/uploads.ts'
import { Background } from './jobs/background.ts'
import { addOperating } from './operating/add-operating.ts'
import { StoreTimes, watchedStore } from './operating/watched-store.ts'
import { ToolCounts } from './other-tools/counts.ts'
import { ErasedPeople } from './privacy/erased-people.ts'
import { accountRoutes } from './routes/account-routes.ts'
import { addAssets } from './routes/asset-routes.ts'
import { addCollectRoute } from './routes/collect-route.ts'
import { demoRoutes } from './routes/demo-routes.ts'
import { addDialectRoutes } from './routes/dialect-routes.ts'
import { funnelRoutes } from './routes/funnel-routes.ts'
import { goalRoutes } from './routes/goal-routes.ts'
import { addHookRoutes } from './routes/hook-routes.ts'
import { importRoutes } from './routes/import-routes.ts'
import { invitationRoutes } from './routes/invitation-routes.ts'
import { machineRoutes } from './routes/machine-routes.ts'
import { memberRoutes } from './routes/member-routes.ts'
import { mentionRoutes } from './routes/mention-routes.ts'
import { otherToolRoutes } from './routes/other-tool-routes.ts'
import { privacyRoutes } from './routes/privacy-routes.ts'
import { reportRoutes } from './routes/report-routes.ts'
import { sideRoutes } from './routes/side-routes.ts'
import { siteRoutes } from './routes/site-routes.ts'
import { trafficRoutes } from './routes/traffic-routes.ts'
import { DayCounts } from './sites/day-counts.ts'
import { createDemoHistory } from './sites/demo-history.ts'
import { SiteCache } from './sites/site-cache.ts'
import type { World } from './world.ts'

/** One Minnow without a port: tests and the command line call it in process. */
export type Minnow = {
  app: FastifyInstance
  collector: Collector
  deps: Deps
  /** Stops jobs, flushes what is buffered and closes the app; the stores are closed by whoever opened them. */
  close(): Promise<void>
}

export const allRoutes = (deps: Deps): Route[] => [
  ...accountRoutes(deps),
  ...invitationRoutes(deps),
  ...demoRoutes(deps),
  ...siteRoutes(deps),
  ...importRoutes(deps),
  ...sideRoutes(deps),
  ...goalRoutes(deps),
  ...funnelRoutes(deps),
  ...reportRoutes(deps),
  ...memberRoutes(deps),
  ...machineRoutes(deps),
  ...trafficRoutes(deps),
  ...otherToolRoutes(deps),
  ...privacyRoutes(deps),
  ...mentionRoutes(deps),
]

const createDeps = async (world: World, times: StoreTimes): Promise<Deps> => {
  const { control, clock, random, log } = world
  const events = watchedStore(world.events, times)
  const sites = new SiteCache(control.db)
  await sites.reload()
  const accounts = await openAccounts(world)
  const erased = new ErasedPeople(control.db)
  await erased.reload()
  const collector = await createCollector({
    erased,
    events,
    opening: world.opening,
    restAfterMs: world.restAfterMs,
    sites: (id) => sites.facts(id),
    clock,
    random,
    salts: { saltOf: (name: string) => saltOf(control.db, name, { random, now: clock.now() }) },
    log,
    journalFolder: join(world.config.dataDir, 'journal'),
    spoolBytes: world.config.spoolMb * 1_048_576,
    lateSite: async (id) => {
      await sites.look(id, clock.now())
      return sites.facts(id)
    },
    exchange: collectorExchange(control, random),
  })
  const toolCounts = new ToolCounts(clock)
  const uploads = new Uploads(world.config.uploadsDir ?? join(world.config.dataDir, 'uploads'), random)
  return {
    ...world,
    events: collector.events,
    watchedEvents: events,
    sites,
    keys: new KnownKeys(control.db, clock),
    accounts,
    collector,
    dayCounts: new DayCounts({ control, sources: [collector.counted, toolCounts], log }),
    erased,
    background: new Background(log),
    outbound: createOutbound({ allow: world.config.outboundAllow }),
    secrets: createSecrets(secretKeys(world.config, random), random),
    demo: createDemoHistory({ ...world, sites, collector }),
    uploads,
    imports: new ImportRuns({ ...world, events: collector.events, collector, uploads }),
    toolCounts,
  }
}

const refuse = () => (): never => {
  throw new Error('a route describes itself by an endpoint of contract/, not by a schema of Fastify')
}
/** In place of Fastify's own, which take a tenth of a second to load. */
const noCompilers = { compilersFactory: { buildValidator: refuse, buildSerializer: refuse } }

const trustProxy = (addresses: string[]): string[] | false => (addresses.length > 0 ? addresses : false)

export const buildApp = async (world: World): Promise<Minnow> => {
  const times = new StoreTimes()
  const deps = await createDeps(world, times)
  const app = fastify({
    logger: false,
    schemaController: noCompilers,
    trustProxy: trustProxy(world.config.trustedProxies),
    bodyLimit: 1_048_576,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      reply.code(errors.malformed_request.status).send(errorBody('malformed_request'))
    },
  })
  addBodyParsers(app)
  addErrorAnswers(app, world.log)
  addCollectRoute(app, deps)
  addDialectRoutes(app, deps)
  app.register(async (pages) => {
    addSecurityHeaders(pages, world.config)
    addOperating(pages, deps, times)
    addAuthBridge(pages, deps)
    for (const route of allRoutes(deps)) route.add(pages, deps)
    addHookRoutes(pages, deps)
    addApiDocs(pages, world.config)
    addAssets(pages, deps)
  })
  await app.ready()
  return {
    app,
    collector: deps.collector,
    deps,
    close: async () => {
      await deps.background.stop()
      await deps.demo.stop()
      await deps.imports.close()
      await deps.outbound.close()
      await app.close()
      await deps.collector.close()
      await deps.dayCounts.close()
    },
  }
}
