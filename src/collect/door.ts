import type { CollectAnswer } from '../contract/collect.ts'
import type { Tool } from '../contract/other-tools.ts'
import type { Site } from '../contract/site.ts'
import type { SiteRules } from '../contract/site-rules.ts'
import type { Session } from './sessions.ts'

/** How a request came in. The server fills this from the connection, never from the body. */
export type Door = {
  origin: 'tag' | 'api' | 'import' | 'demo' | Tool
  /** Address of the sender, read through trusted proxies only; '' for imports. */
  ip: string
  userAgent: string
  /** The Origin header, or else the Referer, as received; '' when neither came. */
  pageUrl: string
  /** A key with `collect`, the command line or the simulator: may say whose browser it was, and send any past time. */
  trusted: boolean
  /** The browser asks that nothing be sold or shared (Sec-GPC). */
  privacyControl?: boolean
  /** Our clock, milliseconds. */
  receivedAt: number
  /** Whose event it is, and in which session, where that is known otherwise than by the event. */
  of?: { visitor: bigint; session: Session }
  /** The import that these events are part of. */
  import?: string
  /** Who placed an order, for events that name the order and nobody. */
  buyers?: ReadonlyMap<string, bigint>
}

/** What collecting needs to know of a site. */
export type SiteFacts = Pick<Site, 'id' | 'domains' | 'timezone' | 'currency' | 'recognition' | 'demo'> &
  Partial<Pick<Site, 'privacy'>> & {
    /** Absent: the usual ones. */
    rules?: SiteRules
  }

export type Refusal = 'invalid_request' | 'unknown_site' | 'origin_not_allowed' | 'no_valid_event'

/**
 * answered: everything accepted is on disk; 202. refused: nothing was stored and resending the same will not help; 4xx
 * (403 for origin_not_allowed, 404 for unknown_site, else 400). busy: nothing is promised; 503 with Retry-After, and the
 * sender sends the same again.
 */
export type CollectResult =
  | { outcome: 'answered'; answer: CollectAnswer }
  | {
      outcome: 'refused'
      code: Refusal
      message: string
      issues: { path: string; message: string }[]
      answer: CollectAnswer
    }
  | { outcome: 'busy'; retryAfterSeconds: number }
