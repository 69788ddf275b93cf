import { endpoints } from '../../contract/api.ts'
import { listAudit, listErasures, readSetting, updatePrivacy } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { type Route, route } from '../http/route.ts'
import { erasePerson } from '../privacy/erase-person.ts'
import { exportPerson, lookFor, summaryOf } from '../privacy/person.ts'

/** Consent and the rights of visitors. */
export const privacyRoutes = (deps: Deps): Route[] => [
  route(endpoints.updatePrivacy, async ({ site, input }) => {
    const changed = await updatePrivacy(deps.control.db, site.id, input)
    if (!changed) throw new Refusal('site_not_found')
    await deps.sites.reload()
    return changed
  }),

  route(endpoints.findPerson, async ({ site, input }) => summaryOf(await lookFor(deps, site, input))),

  route(endpoints.exportPerson, async ({ site, input }) => exportPerson(deps, site, input)),

  route(endpoints.erasePerson, async ({ site, input }) => erasePerson(deps, site, input)),

  route(endpoints.audit, async ({ site, input, asker }) => {
    const isInstallations = asker.kind === 'user' && (await readSetting(deps.control.db, 'owner')) === asker.user.id
    const withStrangers = asker.kind === 'local' || isInstallations
    return listAudit(deps.control.db, site.id, { request: input, withStrangers })
  }),

  route(endpoints.erasures, async ({ site }) => listErasures(deps.control.db, site.id)),
]
