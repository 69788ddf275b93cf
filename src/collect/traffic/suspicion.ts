import type { AsideReason, TrafficRules } from '../../contract/traffic.ts'
import type { Hit, Step } from '../hit.ts'
import { RecentMap } from '../recent-map.ts'
import { isDevelopment, pageHostOf } from '../steps/origin.ts'
import { pageOf } from '../steps/page.ts'
import { browserKind } from './browser-kind.ts'
import type { DataCentres } from './data-centres.ts'

/** More page views a minute than anybody makes, and than a class of thirty makes behind one address. */
const MOST_VIEWS_A_MINUTE = 100
const MINUTE_MS = 60_000
/** An address of a data centre that sends for more kinds of browser than this is a proxy, and says nothing of them. */
const BROWSERS_OF_A_MACHINE = 5
const ADDRESSES = 5_000
const VISITORS = 20_000

type Views = { minute: number; count: number }
export type FastVisitor = { site: string; visitor: bigint; time: number }

const usual: TrafficRules = { counted: [], counted_visitors: [], aside_visitors: [] }

/** Finds what is hardly a person: by what the browser says, where it sits, and how fast it is. */
export class Suspicion {
  readonly #dataCentres: DataCentres
  readonly #browsers = new RecentMap<string, Set<string>>(ADDRESSES)
  readonly #proxies = new Set<string>()
  readonly #views = new RecentMap<bigint, Views>(VISITORS)
  readonly #fast = new RecentMap<bigint, true>(VISITORS)
  #found: FastVisitor[] = []

  constructor(dataCentres: DataCentres) {
    this.#dataCentres = dataCentres
  }

  /** Addresses of data centres that send for many browsers. */
  get proxies(): string[] {
    return [...this.#proxies]
  }

  /** Visitors who turned out to be too fast since this was asked last: their earlier events are stored already. */
  takeFound(): FastVisitor[] {
    const found = this.#found
    this.#found = []
    return found
  }

  /** After the visitor and the page are known, before the session: what is set aside has sessions of its own. */
  readonly judge: Step = (hit) => {
    const reason = this.#reasonOf(hit)
    if (reason !== '' && !isCounted(hit, reason)) hit.aside = reason
    return null
  }

  /** Their sender is told to come again: what it sends then is no further page view. */
  takeBack(hits: readonly Hit[]): void {
    for (const { visitor, time, event } of hits) {
      const views = this.#views.get(visitor)
      if (event.name === 'page_view' && views?.minute === Math.floor(time / MINUTE_MS)) views.count--
    }
  }

  #reasonOf(hit: Hit): AsideReason | '' {
    const { userAgent, ip, door, event } = hit
    if (isUnwanted(hit)) return 'by_hand'
    // A server may stay silent about the browser; a browser may not.
    if (userAgent === '' && door.trusted) return ''
    const isTrial = isDevelopment(door.ip, pageHostOf(event.url ?? door.pageUrl))
    if (isTrial) return ''
    const said = browserKind(userAgent)
    if (said !== '') return said
    if (hit.isAutomated) return 'headless'
    const network = ip === '' ? undefined : this.#dataCentres.kindOf(ip)
    if (network === 'mail_filter') return 'mail_scanner'
    if (network === 'hosting' && !this.#isProxy(ip, userAgent)) return cameByMail(hit) ? 'mail_scanner' : 'data_center'
    return this.#isTooFast(hit) ? 'speed' : ''
  }

  #isProxy(ip: string, userAgent: string): boolean {
    let browsers = this.#browsers.get(ip)
    if (browsers === undefined) {
      browsers = new Set()
      this.#browsers.set(ip, browsers)
    }
    if (browsers.size <= BROWSERS_OF_A_MACHINE) browsers.add(userAgent)
    if (browsers.size <= BROWSERS_OF_A_MACHINE) return false
    if (this.#proxies.size < 100) this.#proxies.add(ip)
    return true
  }

  #isTooFast({ site, visitor, time, door, event }: Hit): boolean {
    if (door.trusted) return false
    if (this.#fast.get(visitor)) return true
    if (event.name !== 'page_view') return false
    const minute = Math.floor(time / MINUTE_MS)
    const views = this.#views.get(visitor)
    if (views === undefined || views.minute !== minute) {
      this.#views.set(visitor, { minute, count: 1 })
      return false
    }
    views.count++
    if (views.count <= MOST_VIEWS_A_MINUTE) return false
    this.#fast.set(visitor, true)
    this.#found.push({ site: site.id, visitor, time })
    return true
  }
}

/** Somebody of the site set this visitor aside. */
const isUnwanted = ({ site, visitor }: Hit): boolean => {
  const { aside_visitors: visitors } = site.rules?.traffic ?? usual
  return visitors.length > 0 && visitors.includes(String(visitor))
}

const isCounted = ({ site, visitor }: Hit, reason: AsideReason): boolean => {
  const { counted, counted_visitors: visitors } = site.rules?.traffic ?? usual
  return (counted as readonly string[]).includes(reason) || (visitors.length > 0 && visitors.includes(String(visitor)))
}

/** A letter's link: by its campaign, or by what mail senders add to it. */
const mailParameters =
  /(^|&)(mc_eid|mc_cid|_hsenc|_hsmi|mkt_tok|vero_id|sfmc_id|ml_subscriber|ck_subscriber_id|bento_uuid)=/i
const cameByMail = ({ event }: Hit): boolean => {
  const url = event.entry?.url ?? event.url
  if (url === undefined || url === '') return false
  const page = pageOf(url)
  return /^e[-_ ]?mail$/.test(page.utmMedium) || mailParameters.test(page.query)
}
