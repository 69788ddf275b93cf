import { endpoints } from '../../contract/api.ts'
import { createSite, readSetting, removeSite, setMembership, updateSite } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'
import { exportEvents } from '../sites/export-events.ts'
import { fillFromPreset } from '../sites/preset.ts'
import { removeEvents, siteStatus } from '../sites/site-events.ts'

export const siteRoutes = (deps: Deps): Route[] => [
  route(endpoints.createSite, async ({ input, asker }) => {
    const now = deps.clock.now()
    const site = await createSite(deps.control.db, input, { random: deps.random, now })
    const owner = asker.kind === 'user' ? asker.user.id : await readSetting(deps.control.db, 'owner')
    if (owner) await setMembership(deps.control.db, { user: owner, site: site.id, role: 'owner' }, now)
    await fillFromPreset(deps, site)
    await deps.sites.reload()
    return site
  }),

  route(endpoints.site, async ({ site }) => site),

  route(endpoints.updateSite, async ({ site, input }) => {
    const changed = await updateSite(deps.control.db, site.id, input)
    if (!changed) throw new Refusal('site_not_found')
    await deps.sites.reload()
    return changed
  }),

  route(endpoints.removeSite, async ({ site }) => {
    await removeSite(deps.control.db, site.id)
    await deps.sites.reload()
    if (site.demo) await deps.demo.forget()
    await removeEvents(deps, site.id)
    return done
  }),

  route(endpoints.exportEvents, async ({ site, input }) => exportEvents(deps, site, input)),

  route(endpoints.siteStatus, async ({ site }) => siteStatus(deps, site)),
]
