// Who this is, in full mode: a cookie on the registrable domain holds `visitor.session.time of the last event`, so
// that subdomains share it; where the session began stays in this origin's local storage.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { recognition, site } from './config.ts'
import { randomId } from './random.ts'
import { campaignOf } from './url.ts'

/** Without full recognition nothing is ever stored in the browser. */
export const isFull = recognition === 'full'
export const storageKey = `_minnow_${site}`
const sessionIdleMs = 18e5
const refreshMs = 6e4
/** 400 days, the longest that browsers allow. */
const cookieSeconds = 3456e4

const writeCookie = (value: string): void => {
  const isSet = (attribute: string): boolean => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari before 18.4 and answers late
    document.cookie = `${storageKey}=${value};path=/;max-age=${cookieSeconds};samesite=lax${attribute}`
    return document.cookie.includes(value)
  }
  const labels = location.hostname.split('.')
  // Browsers refuse a cookie for a public suffix (com.vn), so the first that sticks is the registrable domain.
  if (!labels.some((_, index) => isSet(`;domain=${labels.slice(~index).join('.')}`))) isSet('')
}

/** What is on the screen: a loaded page, or a view of a single-page application. */
export type View = { url: string; referrer: string }
type Entry = { session?: string; url: string; referrer?: string }
type Recognised = Pick<IncomingEvent, 'visitor' | 'session' | 'entry'>

/** Also notes that something happened now: half an hour without that, or a new campaign, ends the session. */
export const recognise = ({ url, referrer }: View, isLanding: boolean): Recognised => {
  if (!isFull) return {}
  try {
    let [, visitor = randomId(), session = '', last = ''] =
      document.cookie.match(`${storageKey}=(\\w+)\\.(\\w+)\\.(\\w+)`) || []
    let entry: Entry = JSON.parse(localStorage[storageKey] || '{}')
    const now = Date.now()
    const idleMs = now - parseInt(last, 36)
    const campaign = isLanding && campaignOf(url)
    const isNew = !(idleMs < sessionIdleMs) || (campaign && campaign !== campaignOf(`${entry.url}`))
    if (isNew) {
      session = randomId()
      entry = { session, url, referrer }
      localStorage[storageKey] = JSON.stringify(entry)
    }
    if (isNew || idleMs > refreshMs) writeCookie(`${visitor}.${session}.${now.toString(36)}`)
    // Where cookies are refused, the visitor would be another one with every event.
    if (!document.cookie.includes(visitor)) return {}
    return { visitor, session, entry: entry.session === session ? entry : undefined }
  } catch {
    return {}
  }
}
