import type { SiteFacts } from '../door.ts'
import type { Step } from '../hit.ts'
import { remember } from '../recent-map.ts'

/** Host with port, lower case; '' where the text is no address of a page ("null" of a sandboxed frame, too). */
const hostOf = remember((url) => URL.parse(url)?.host ?? '', { limit: 5_000, maxCharacters: 2_048 })

const loopbackName = /^(localhost|[^:]+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/
const loopbackAddress = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/

/** A domain covers its subdomains; one with a port covers that port only, one without covers all. */
export const isOnSite = (host: string, site: SiteFacts): boolean => {
  const name = host.replace(/:\d+$/, '')
  return site.domains.some((domain) => {
    const part = domain.includes(':') ? host : name
    return part === domain || part.endsWith(`.${domain}`)
  })
}

/**
 * True for a page on this very machine, seen by a browser on this very machine: somebody trying things out. Such a page
 * may report to any site, and its browser may be driven by a test. Visitors of a public server are never that.
 */
export const isDevelopment = (ip: string, host: string): boolean => loopbackAddress.test(ip) && loopbackName.test(host)

/**
 * Keeps pages apart that carry another site's tag (a copied template, a staging server). It is no defence against
 * forgery, which a public endpoint cannot have: a sender that names no page at all is let through.
 */
export const checkOrigin: Step = (hit) => {
  const { door, site, event } = hit
  if (door.trusted || site.demo) return null
  const pageHost = event.url === undefined ? '' : hostOf(event.url)
  for (const host of [hostOf(door.pageUrl), pageHost]) {
    if (host === '' || isOnSite(host, site) || isDevelopment(door.ip, host)) continue
    hit.detail = host.slice(0, 255)
    return 'origin_not_allowed'
  }
  return null
}

export const pageHostOf = hostOf
