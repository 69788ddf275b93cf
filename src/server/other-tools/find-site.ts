import { timingSafeEqual } from 'node:crypto'
import type { Parcel } from '../../collect/index.ts'
import type { Tool } from '../../contract/other-tools.ts'
import type { Site } from '../../contract/site.ts'
import { hashSecret } from '../../control/index.ts'
import { findAsker } from '../accounts/asker.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'

/** A site, and whether whoever sends has shown a secret: then it may say whose browser it was. */
export type Found = { site: Site; isTrusted: boolean }

const isKey = (text: string | undefined): text is string => text?.startsWith('mnw_') === true

const sameHash = (one: string, other: string): boolean => timingSafeEqual(Buffer.from(one), Buffer.from(other))

/** `www.shop.example` belongs to the site with the domain `shop.example`; of two that have it, neither is meant. */
const byDomain = (deps: Deps, name: string): Site | undefined => {
  const plain = (domain: string): string =>
    domain
      .trim()
      .toLowerCase()
      .replace(/^www\./, '')
  const host = plain(name)
  const [site, ...others] = deps.sites.all().filter(({ domains }) => domains.some((domain) => plain(domain) === host))
  return others.length === 0 ? site : undefined
}

const byKey = async (deps: Deps, key: string): Promise<Site | undefined> => {
  const asker = await findAsker(deps, { headers: { authorization: `Bearer ${key}` }, socket: {} })
  if (asker.kind !== 'key' || !asker.key.scopes.includes('collect')) throw new Refusal('not_allowed')
  return deps.sites.find(asker.key.site)
}

/** Minnow's own words come first, so that nobody takes a site over by giving its name to another. */
const byName = (
  deps: Deps,
  tool: Tool,
  { site: named, secret }: Pick<Parcel, 'site' | 'secret'>,
): Found | undefined => {
  const own = deps.sites.find(named) ?? (tool === 'plausible' ? byDomain(deps, named) : undefined)
  if (own) return { site: own, isTrusted: false }
  const other = deps.sites.otherId(tool, named)
  const site = other && deps.sites.find(other.site)
  if (other === undefined || site === undefined) return undefined
  const hasShown = secret !== undefined && other.secretHash !== null && sameHash(hashSecret(secret), other.secretHash)
  return { site, isTrusted: other.secretHash === null ? other.servers : hasShown }
}

/**
 * Which site a sender means, by what it has: a key of the site with `collect`, the site's id, its id in the other tool, or
 * for Plausible a domain. Undefined where no site is meant.
 */
export const findSite = async (
  deps: Deps,
  tool: Tool,
  named: Pick<Parcel, 'site' | 'secret'>,
): Promise<Found | undefined> => {
  const key = [named.secret, named.site].find(isKey)
  const found = byName(deps, tool, named)
  if (key === undefined) return found
  const site = await byKey(deps, key)
  const isMeant = named.site === key || found?.site.id === site?.id
  return site && isMeant ? { site, isTrusted: true } : undefined
}
