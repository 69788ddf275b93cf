import type { Parcel } from '../../collect/index.ts'
import type { Tool } from '../../contract/other-tools.ts'
import type { Site } from '../../contract/site.ts'
import { findAsker } from '../asker.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../errors.ts'

/** A site, and whether whoever sends has shown a secret: then it may say whose browser it was. */
export type Found = { site: Site; isTrusted: boolean }

const isKey = (text: string | undefined): text is string => text?.startsWith('mnw_') === true

/** `www.shop.example` belongs to the site with the domain `shop.example`. */
const byDomain = (deps: Deps, name: string): Site | undefined => {
  const host = name
    .trim()
    .toLowerCase()
    .replace(/^www\./, '')
  return deps.sites.all().find(({ domains }) => domains.some((domain) => domain.replace(/^www\./, '') === host))
}

const byKey = async (deps: Deps, key: string): Promise<Site | undefined> => {
  const asker = await findAsker(deps, { headers: { authorization: `Bearer ${key}` }, socket: {} })
  if (asker.kind !== 'key' || !asker.key.scopes.includes('collect')) throw new Refusal('not_allowed')
  return deps.sites.find(asker.key.site)
}

/**
 * Which site a sender means, by what it has: a key of the site with `collect`, the site's id, or for Plausible a domain.
 * Undefined where no site is meant.
 */
export const findSite = async (
  deps: Deps,
  tool: Tool,
  { site: named, secret }: Pick<Parcel, 'site' | 'secret'>,
): Promise<Found | undefined> => {
  const key = [secret, named].find(isKey)
  if (key !== undefined) {
    const site = await byKey(deps, key)
    const means = named === key || site?.id === named || byName(deps, tool, named)?.id === site?.id
    return site && means ? { site, isTrusted: true } : undefined
  }
  const site = byName(deps, tool, named)
  return site && { site, isTrusted: false }
}

const byName = (deps: Deps, tool: Tool, named: string): Site | undefined =>
  deps.sites.find(named) ?? (tool === 'plausible' ? byDomain(deps, named) : undefined)
