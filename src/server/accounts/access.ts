import type { KeyScope } from '../../contract/account.ts'
import type { Access } from '../../contract/api.ts'
import type { Role, Site } from '../../contract/site.ts'
import { ownsAnySite, readSetting, roleOf } from '../../control/index.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import type { Asker } from './asker.ts'

export const roleOrder: Record<Role, number> = { viewer: 1, editor: 2, owner: 3 }
const roleNeeded = { 'site:read': 'viewer', 'site:write': 'editor', 'site:own': 'owner' } as const
const scopeNeeded = { 'site:read': 'read', 'site:write': 'write' } as const satisfies Partial<Record<Access, KeyScope>>

/** Nobody has an account yet. */
export const needsOwner = async (deps: Deps): Promise<boolean> =>
  (await readSetting(deps.control.db, 'owner')) === undefined

/**
 * The demo shop is open to whoever reaches the server while there is no owner, or while it was started
 * with --demo: its data are made up. Only before there is an owner may a stranger change its goals.
 */
const demoRole = async (deps: Deps): Promise<Role | undefined> => {
  if (await needsOwner(deps)) return 'editor'
  return deps.config.demo ? 'viewer' : undefined
}

/** The role of an asker at a site; keys have scopes instead. */
export const roleAt = async (deps: Deps, asker: Asker, site: Site): Promise<Role | undefined> => {
  if (asker.kind === 'local') return 'owner'
  if (asker.kind === 'key') return undefined
  const own = asker.kind === 'user' ? await roleOf(deps.control.db, asker.user.id, site.id) : undefined
  return own ?? (site.demo ? demoRole(deps) : undefined)
}

type SiteAccess = 'site:read' | 'site:write' | 'site:own'

/** Throws unless the asker may do this at the site. A site that is not the asker's looks like none at all. */
const checkSite = async (deps: Deps, asker: Asker, { access, site }: { access: SiteAccess; site: Site }) => {
  if (asker.kind === 'key') {
    if (asker.key.site !== site.id) throw new Refusal('site_not_found')
    const scope = access === 'site:own' ? undefined : scopeNeeded[access]
    if (!scope || !asker.key.scopes.includes(scope)) throw new Refusal('not_allowed')
    return
  }
  const role = await roleAt(deps, asker, site)
  if (!role) throw new Refusal(asker.kind === 'anyone' ? 'not_signed_in' : 'site_not_found')
  if (roleOrder[role] < roleOrder[roleNeeded[access]]) throw new Refusal('not_allowed')
}

type InstallationAccess = 'signed-in' | 'owner' | 'local'

const checkSomebody = async (deps: Deps, asker: Asker, access: InstallationAccess): Promise<void> => {
  if (asker.kind === 'anyone') throw new Refusal('not_signed_in')
  if (asker.kind === 'local' && access !== 'signed-in') return
  if (asker.kind !== 'user' || access === 'local') throw new Refusal('not_allowed')
  if (access === 'signed-in') return
  if ((await readSetting(deps.control.db, 'owner')) === asker.user.id) return
  if (!(await ownsAnySite(deps.control.db, asker.user.id))) throw new Refusal('not_allowed')
}

/** The one place where access is enforced. Answers the site that the path names, if it names one. */
export const enforce = async (
  deps: Deps,
  access: Access,
  { asker, siteId }: { asker: Asker; siteId: string | undefined },
): Promise<Site | undefined> => {
  if (access === 'public' || access === 'collect') return undefined
  if (access === 'signed-in' || access === 'owner' || access === 'local') {
    await checkSomebody(deps, asker, access)
    return undefined
  }
  const site = siteId === undefined ? undefined : await deps.sites.look(siteId, deps.clock.now())
  if (!site) throw new Refusal(asker.kind === 'anyone' ? 'not_signed_in' : 'site_not_found')
  await checkSite(deps, asker, { access, site })
  return site
}
