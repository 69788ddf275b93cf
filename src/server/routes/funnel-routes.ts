import { endpoints } from '../../contract/api.ts'
import { createFunnel, findFunnel, listFunnels, removeFunnel, updateFunnel } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'

export const funnelRoutes = (deps: Deps): Route[] => [
  route(endpoints.funnels, async ({ site }) => listFunnels(deps.control.db, site.id)),

  route(endpoints.createFunnel, async ({ site, input }) =>
    createFunnel(deps.control.db, site.id, input, { random: deps.random, now: deps.clock.now() }),
  ),

  route(endpoints.updateFunnel, async ({ site, params, input }) => {
    const funnel = await findFunnel(deps.control.db, site.id, params.funnel)
    if (!funnel) throw new Refusal('not_found')
    return updateFunnel(deps.control.db, funnel, input)
  }),

  route(endpoints.removeFunnel, async ({ site, params }) => {
    if (!(await removeFunnel(deps.control.db, site.id, params.funnel))) throw new Refusal('not_found')
    return done
  }),
]
