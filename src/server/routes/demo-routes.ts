import { endpoints } from '../../contract/api.ts'
import { ownsAnySite, readSetting, setMembership } from '../../control/index.ts'
import { needsOwner } from '../accounts/access.ts'
import type { Asker } from '../accounts/asker.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { type Route, route } from '../http/route.ts'
import { fillFromPreset } from '../sites/preset.ts'

/** Whoever could look at the demo may also ask for it to be made; later only an owner. */
const mayOpen = async (deps: Deps, asker: Asker): Promise<boolean> => {
  if (asker.kind === 'local' || deps.config.demo || (await needsOwner(deps))) return true
  if (asker.kind !== 'user') return false
  const owner = await readSetting(deps.control.db, 'owner')
  return owner === asker.user.id || (await ownsAnySite(deps.control.db, asker.user.id))
}

/** The demo shop's site, added when missing, with its history being filled. */
export const openDemo = async (deps: Deps): Promise<string> => {
  const { site, made } = await deps.demo.open()
  if (made) {
    await fillFromPreset(deps, site)
    const owner = await readSetting(deps.control.db, 'owner')
    if (owner) await setMembership(deps.control.db, { user: owner, site: site.id, role: 'owner' }, deps.clock.now())
  }
  deps.demo.fill()
  return site.id
}

export const demoRoutes = (deps: Deps): Route[] => [
  route(endpoints.openDemo, async ({ asker }) => {
    if (!(await mayOpen(deps, asker))) throw new Refusal('no_demo')
    const site = await openDemo(deps)
    if (asker.kind === 'user') {
      await setMembership(deps.control.db, { user: asker.user.id, site, role: 'owner' }, deps.clock.now())
    }
    return { site }
  }),

  route(endpoints.demoProgress, async () => deps.demo.progress()),
]
