import { endpoints } from '../../contract/api.ts'
import { Language, type Role, type Site } from '../../contract/site.ts'
import { claimSetting, listMembers, removeSetting, setMembership, sitesOf, writeSetting } from '../../control/index.ts'
import { version } from '../../platform/package-root.ts'
import { needsOwner, roleAt } from '../accounts/access.ts'
import type { Asker } from '../accounts/asker.ts'
import { signUp } from '../accounts/sign-up.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'

const visibleSites = async (deps: Deps, asker: Asker): Promise<(Site & { role: Role })[]> => {
  if (asker.kind === 'local') return deps.sites.all().map((site) => ({ ...site, role: 'owner' as const }))
  const own = asker.kind === 'user' ? await sitesOf(deps.control.db, asker.user.id) : []
  const demo = deps.sites.all().find((site) => site.demo && !own.some((mine) => mine.id === site.id))
  const role = demo && (await roleAt(deps, asker, demo))
  return demo && role ? [...own, { ...demo, role }] : own
}

/** Sites that were added before there was an account get their owner. */
const adoptSites = async ({ control, sites, clock }: Deps, user: string): Promise<void> => {
  for (const site of sites.all()) {
    const members = await listMembers(control.db, site.id)
    if (members.length === 0) await setMembership(control.db, { user, site: site.id, role: 'owner' }, clock.now())
  }
}

export const accountRoutes = (deps: Deps): Route[] => [
  route(endpoints.me, async ({ asker }) => {
    const missing = await needsOwner(deps)
    const user = asker.kind === 'user' ? asker.user : null
    return {
      version,
      needs_owner: missing,
      demo_available: missing || user !== null || deps.config.demo,
      public_url: deps.config.publicUrl,
      user: user && { ...user, language: Language.nullable().catch(null).parse(user.language) },
      sites: await visibleSites(deps, asker),
    }
  }),

  route(endpoints.createOwner, async ({ input, request, reply }) => {
    if (!(await claimSetting(deps.control.db, 'owner', 'being made'))) throw new Refusal('owner_exists')
    try {
      const user = await signUp(deps, input, { request, reply })
      await writeSetting(deps.control.db, 'owner', user)
      await adoptSites(deps, user)
    } catch (error) {
      await removeSetting(deps.control.db, 'owner')
      throw error
    }
    return done
  }),

  route(endpoints.setMyLanguage, async ({ input, asker }) => {
    if (asker.kind !== 'user') throw new Refusal('not_allowed')
    const { language } = input
    await deps.control.db.updateTable('users').set({ language }).where('id', '=', asker.user.id).execute()
    return done
  }),
]
