import { endpoints } from '../../contract/api.ts'
import { addOtherId, listOtherIds, removeOtherId } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'
import { toolStates } from '../other-tools/tool-states.ts'

export const otherToolRoutes = (deps: Deps): Route[] => [
  route(endpoints.otherTools, async ({ site }) => ({
    url: deps.config.publicUrl,
    tools: await toolStates(deps, site),
    ids: await listOtherIds(deps.control.db, site.id),
  })),

  route(endpoints.addOtherId, async ({ site, input }) => {
    const { random, clock } = deps
    const added = await addOtherId(deps.control.db, { ...input, site: site.id }, { random, now: clock.now() })
    if (!added) throw new Refusal('id_taken')
    await deps.sites.reload()
    return added
  }),

  route(endpoints.removeOtherId, async ({ site, params }) => {
    if (!(await removeOtherId(deps.control.db, site.id, params.id))) throw new Refusal('not_found')
    await deps.sites.reload()
    return done
  }),
]
