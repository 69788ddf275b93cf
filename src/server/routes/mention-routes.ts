import { CollectorBusy, NoTable, pollFeed, readCsv, takeMentions } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import { type MentionsTaken, mentionLimits } from '../../contract/mention.ts'
import {
  createFeed,
  createGiveaway,
  createHook,
  findFeed,
  findGiveaway,
  listFeeds,
  listGiveaways,
  listHooks,
  removeFeed,
  removeGiveaway,
  removeHook,
  toFeed,
  updateFeed,
  updateGiveaway,
} from '../../control/index.ts'
import { runGiveaways } from '../../reports/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'
import { reportDeps } from './report-routes.ts'

/** Rows after the header; the first line of a file is 1. */
const FIRST_ROW_LINE = 2

export const take = async (
  deps: Deps,
  site: string,
  given: Parameters<typeof takeMentions>[2],
): Promise<MentionsTaken> => {
  try {
    return await takeMentions(deps, site, given)
  } catch (error) {
    if (error instanceof CollectorBusy) throw new Refusal('busy', { retryAfterSeconds: error.retryAfterSeconds })
    throw error
  }
}

const tableOf = (csv: string): Record<string, string>[] => {
  try {
    return readCsv(csv)
  } catch (error) {
    if (!(error instanceof NoTable)) throw error
    throw new Refusal('invalid_input', { issues: [{ path: 'csv', message: error.message }] })
  }
}

const received = (deps: Deps): Route[] => [
  route(endpoints.sendMentions, async ({ site, input }) => take(deps, site.id, { inputs: input.mentions, way: 'api' })),

  route(
    endpoints.importMentions,
    async ({ site, input }) => {
      const taken = await take(deps, site.id, { inputs: tableOf(input.csv), way: 'file' })
      const issues = taken.issues.map(({ index, message }) => ({ index: index + FIRST_ROW_LINE, message }))
      return { ...taken, issues: issues.slice(0, 100) }
    },
    { bodyLimit: mentionLimits.csvBytes * 2 },
  ),
]

const feeds = (deps: Deps): Route[] => {
  const found = async (site: string, id: string) => {
    const feed = await findFeed(deps.control.db, site, id)
    if (!feed) throw new Refusal('not_found')
    return feed
  }
  return [
    route(endpoints.feeds, async ({ site }) => listFeeds(deps.control.db, site.id)),

    route(endpoints.createFeed, async ({ site, input }) => {
      const feed = await createFeed(deps.control.db, site.id, input, { random: deps.random, now: deps.clock.now() })
      await pollFeed(deps, feed)
      return toFeed(await found(site.id, feed.id))
    }),

    route(endpoints.updateFeed, async ({ site, params, input }) => {
      const feed = await found(site.id, params.feed)
      return toFeed(await updateFeed(deps.control.db, feed, { change: input, now: deps.clock.now() }))
    }),

    route(endpoints.pollFeed, async ({ site, params }) => {
      const { accepted, error } = await pollFeed(deps, await found(site.id, params.feed))
      return { accepted, error }
    }),

    route(endpoints.removeFeed, async ({ site, params }) => {
      if (!(await removeFeed(deps.control.db, site.id, params.feed))) throw new Refusal('not_found')
      return done
    }),
  ]
}

const hooks = (deps: Deps): Route[] => {
  const world = { secrets: deps.secrets, publicUrl: deps.config.publicUrl }
  return [
    route(endpoints.hooks, async ({ site }) => listHooks(deps.control.db, site.id, world)),

    route(endpoints.createHook, async ({ site, input }) =>
      createHook(
        deps.control.db,
        { site: site.id, kind: input.kind, secret: 'secret' in input ? input.secret : '' },
        { ...world, random: deps.random, now: deps.clock.now() },
      ),
    ),

    route(endpoints.removeHook, async ({ site, params }) => {
      if (!(await removeHook(deps.control.db, site.id, params.hook))) throw new Refusal('not_found')
      return done
    }),
  ]
}

const giveaways = (deps: Deps): Route[] => [
  route(endpoints.giveaways, async ({ site }) =>
    runGiveaways(reportDeps(deps), site, await listGiveaways(deps.control.db, site.id)),
  ),

  route(endpoints.createGiveaway, async ({ site, input }) =>
    createGiveaway(deps.control.db, site.id, input, { random: deps.random, now: deps.clock.now() }),
  ),

  route(endpoints.updateGiveaway, async ({ site, params, input }) => {
    const changed = await updateGiveaway(deps.control.db, site.id, { id: params.giveaway, settings: input })
    const giveaway = changed && (await findGiveaway(deps.control.db, site.id, params.giveaway))
    if (!giveaway) throw new Refusal('not_found')
    return giveaway
  }),

  route(endpoints.removeGiveaway, async ({ site, params }) => {
    if (!(await removeGiveaway(deps.control.db, site.id, params.giveaway))) throw new Refusal('not_found')
    return done
  }),
]

export const mentionRoutes = (deps: Deps): Route[] => [
  ...received(deps),
  ...feeds(deps),
  ...hooks(deps),
  ...giveaways(deps),
]
