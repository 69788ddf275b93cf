import { endpoints } from '../../contract/api.ts'
import { updatePrivacy } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'
import { type Route, route } from '../route.ts'

/** Consent and the rights of visitors. */
export const privacyRoutes = (deps: Deps): Route[] => [
  route(endpoints.updatePrivacy, async ({ site, input }) => {
    const changed = await updatePrivacy(deps.control.db, site.id, input)
    if (!changed) throw new Refusal('site_not_found')
    await deps.sites.reload()
    return changed
  }),
]
