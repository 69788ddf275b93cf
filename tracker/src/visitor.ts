// Who this is, in full mode: a cookie on the registrable domain holds `visitor.session.time of the last event`, so
// that subdomains share it; where the session began stays in this origin's local storage.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { recognition, site } from './config.ts'
import { writeCookie } from './cookie.ts'
import { randomId } from './random.ts'
import { campaignOf } from './url.ts'

export const storageKey = `_minnow_${site}`
const sessionIdleMs = 18e5
const refreshMs = 6e4
/** What is on the screen: a loaded page, or a view of a single-page application. */
export type View = { url: string; referrer: string }
type Entry = { session?: string; url: string; referrer?: string }
export type Recognised = Pick<IncomingEvent, 'visitor' | 'session' | 'entry' | 'consent'>

/**
 * Also notes that something happened now: half an hour without that, or a new campaign, ends the session. Undefined for
 * who opted out: `off` stands in the place of the visitor.
 */
const recognise = ({ url, referrer }: View, isLanding: boolean): Recognised | undefined => {
  try {
    if (document.cookie.includes(`${storageKey}=off`)) return
    if (!state.isStoring) return {}
    let [, visitor = randomId(), session = '', last = ''] =
      document.cookie.match(`${storageKey}=(\\w+)\\.(\\w+)\\.(\\w+)`) || []
    let entry: Entry = JSON.parse(localStorage[storageKey] || '{}')
    const now = Date.now()
    const idleMs = now - parseInt(last, 36)
    const campaign = isLanding && campaignOf(url)
    const isNew = !(idleMs < sessionIdleMs) || (campaign && campaign !== campaignOf(entry.url || ''))
    if (isNew) {
      session = randomId()
      entry = { session, url, referrer }
      localStorage[storageKey] = JSON.stringify(entry)
    }
    if (isNew || idleMs > refreshMs) writeCookie(storageKey, `${visitor}.${session}.${now.toString(36)}`)
    // Where cookies are refused, the visitor would be another one with every event.
    if (!document.cookie.includes(visitor)) return {}
    return { visitor, session, entry: entry.session === session ? entry : undefined }
  } catch {
    return {}
  }
}

type State = {
  isStoring: boolean
  held: boolean | 2
  said: unknown[]
  recognise: typeof recognise
  /** Makes the visitor who they were on another of the site's domains; there while that waits for leave to store. */
  takeUp?: (() => void) | undefined
}

export const state: State = {
  /** Without full recognition, or without the consent that it waits for, nothing is stored in the browser. */
  isStoring: recognition === 'full',
  /** true: events wait until the page is hidden. 2: until the part that reads consent lets them go. An address that speaks
   *  to the tag is read by that part. */
  held: recognition === 'consent' || /[#?&]minnow-/.test(location as never),
  /** What the page says of consent before that part is there. */
  said: [],
  recognise,
}
