import type { Site } from './site.ts'

/** In the address of a page, what a link from another of the site's own domains carried there. */
export const LINK_PARAMETER = 'minnow-link'

const covers = (domain: string, other: string): boolean => {
  const name = domain.includes(':') ? other : other.replace(/:\d+$/, '')
  return name === domain || name.endsWith(`.${domain}`)
}

/** On one's own machine, where cookies are the same on every port. */
const isLoopback = (domain: string): boolean => /^(localhost|127\.[\d.]+)(:\d+)?$/.test(domain)

/** The domains between which the tag keeps a visitor one; none where one of them covers the others. */
const linkedDomains = (domains: readonly string[]): readonly string[] => {
  const widest = domains.filter(
    (domain, index) =>
      !isLoopback(domain) &&
      domains.indexOf(domain) === index &&
      !domains.some((other) => other !== domain && covers(other, domain)),
  )
  return widest.length > 1 ? widest : []
}

/** What goes into the pages of a site. `base` is where Minnow is reached, without a slash at the end; empty on Minnow itself. */
export const tagSnippet = (
  base: string,
  {
    id,
    recognition,
    privacy,
    domains = [],
  }: Pick<Site, 'id' | 'recognition'> & Partial<Pick<Site, 'privacy' | 'domains'>>,
): string => {
  const way = recognition === 'cookieless' ? '' : ` data-recognition="${recognition}"`
  const waits = recognition === 'consent' && privacy?.before_consent === 'drop' ? ' data-before-consent="drop"' : ''
  const linked = recognition === 'cookieless' ? [] : linkedDomains(domains)
  const links = linked.length > 0 ? ` data-domains="${linked.join(' ')}"` : ''
  return `<script defer src="${base}/m.js" data-site="${id}"${way}${waits}${links}></script>`
}
