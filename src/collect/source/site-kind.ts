import { parse } from 'tldts'
import { remember } from '../recent-map.ts'
import { knownSites, passThroughSites, type SourceKind } from './known-sites.ts'
import { matomoSearch } from './matomo-search.ts'
import { matomoAi, matomoSocial } from './matomo-social.ts'

export type KnownSource = { name: string; kind: SourceKind }

const byHost = new Map<string, KnownSource>()
const byBrand = new Map<string, KnownSource>()
for (const [kind, sites] of Object.entries(knownSites) as [SourceKind, Record<string, readonly string[]>][]) {
  for (const [name, hosts] of Object.entries(sites)) {
    for (const host of hosts) {
      const [table, key] = host.endsWith('.*') ? [byBrand, host.slice(0, -2)] : [byHost, host]
      if (!table.has(key)) table.set(key, { name, kind })
    }
  }
}
const addList = (kind: SourceKind, list: string): void => {
  for (const line of list.trim().split('\n')) {
    const [name = '', hosts = ''] = line.split(': ')
    for (const host of hosts.split(' ')) {
      const isBrand = /^[^.]+\.\{\}$/.test(host)
      const key = isBrand ? host.slice(0, -'.{}'.length) : host.replace(/^\{\}\./, '')
      if (key.includes('{}')) continue
      const table = isBrand ? byBrand : byHost
      if (!table.has(key) && !byBrand.has(key.split('.', 1)[0] ?? '')) table.set(key, { name, kind })
    }
  }
}
addList('ai', matomoAi)
addList('search', matomoSearch)
addList('social', matomoSocial)
const passThrough = new Set(passThroughSites)

/** The host itself, then each parent domain: the most telling entry wins (gemini.google.com before google.*). */
const climb = <Value>(host: string, find: (host: string) => Value | undefined): Value | undefined => {
  for (let rest = host; rest; rest = rest.slice(rest.indexOf('.') + 1)) {
    const found = find(rest)
    if (found !== undefined) return found
    if (!rest.includes('.')) return undefined
  }
  return undefined
}

/** Hosts of a brand that are its search pages; its other hosts (docs.google.com, aws.amazon.com) are sites of their own. */
const frontHosts =
  /^(www|m|mobile|search|images|news|r|cn|l|lm|touch|s|[a-z]{2}(-[a-z]{2})?|[a-z]{2}\.search|blogsearch)$/

const brandOf = (host: string): KnownSource | undefined => {
  const { domainWithoutSuffix, subdomain } = parse(host)
  const known = domainWithoutSuffix ? byBrand.get(domainWithoutSuffix) : undefined
  return known && (!subdomain || frontHosts.test(subdomain)) ? known : undefined
}

/** Web mail calls itself so, whoever's it is. */
const mailHost = /^(web|e-?)?mail\d*\.[^.]+\.|^(e|touch|m)\.mail\.ru$/

const lookUp = (text: string): KnownSource | null => {
  const host = text.replace(/^www\./, '')
  const exact = byHost.get(host)
  if (exact) return exact
  if (mailHost.test(host)) return { name: host, kind: 'mail' }
  return climb(host, (part) => byHost.get(part)) ?? brandOf(host) ?? null
}

/** What is known of a source: a referrer's host, or a `utm_source` (lower case). */
export const knownSource = remember(lookUp, { limit: 5_000 })

/** True for payment and sign-in pages, from which people return. */
export const isPassThrough = (host: string): boolean =>
  climb(host, (part) => (passThrough.has(part) ? true : undefined)) ?? false
