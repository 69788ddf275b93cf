import type { IncomingHttpHeaders } from 'node:http'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { Tool } from '../../contract/other-tools.ts'

/** A request to another tool's API, as it came, its body decompressed. */
export type DialectRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  /** Our clock, milliseconds. */
  receivedAt: number
  /** Where this Minnow was reached, like https://stats.shop.example. */
  baseUrl: string
  /** A new random UUID, for answers that carry one. */
  newId: () => string
}

/** Events that go to one site, as a sender names it. */
export type Parcel = {
  /** The site's id in the other tool or in Minnow, a domain, or a key. */
  site: string
  /** What proves that a server sends: an api_secret, a token_auth. */
  secret?: string
  /** The sender's clock when it sent this, in milliseconds. */
  sentAt?: number
  /** The browser in question, where the sender may say so without a key. */
  userAgent?: string
  events: IncomingEvent[]
  /** What was not taken as it was sent, and why: counted for the owner. */
  notes?: Notes
}

/** Translations that change or leave out what was sent, each with the sentence that the owner reads. */
export const notes = {
  too_many_events: 'More events in one request than the API allows; the rest was left out.',
  time_rewritten: 'Older than 72 hours: counted at 72 hours ago, as GA4 does.',
  too_old: 'Older than 72 hours, and the sender asked to have that rejected.',
  reserved_name: 'A name that the API reserves for itself; left out.',
  not_used: 'A kind of message that Minnow has no use for, such as a recording or a heartbeat.',
  unreadable: 'An event without a name, or of an unknown kind.',
} as const satisfies Record<string, string>
export type Note = keyof typeof notes
export type Notes = Partial<Record<Note, number>>

/** What became of a parcel, in the order of the parcels. */
export type Outcome =
  | { outcome: 'taken'; accepted: number; dropped: readonly { index: number; reason: string }[] }
  | { outcome: 'refused'; status: number; code: string; message: string }
  | { outcome: 'busy'; retryAfterSeconds: number }

export type DialectAnswer = {
  status: number
  headers?: Record<string, string>
  /** Text and bytes go out as they are, anything else as JSON. */
  body?: unknown
}

/** Parcels to collect, and the tool's own way to say that it is done. */
export type Translation = { parcels: Parcel[]; answer: (outcomes: readonly Outcome[]) => DialectAnswer }

/** Thrown by a translator for a request that it cannot read at all. */
export class Unreadable extends Error {
  override name = 'Unreadable'
  readonly status: number

  constructor(message: string, status = 400) {
    super(message)
    this.status = status
  }
}

export type DialectRoute = { method: 'GET' | 'POST'; path: string; what: string }

/** One tool's API: its routes, and a pure function from a request to events. */
export type Dialect = {
  tool: Tool
  routes: readonly DialectRoute[]
  /** Largest body as sent; and, once decompressed, ten times that. */
  bodyBytes: number
  /** Only a sender who shows a secret is taken in: the API is for servers. */
  needsSecret?: boolean
  /** The tool answers a crawler as anybody: so a server without a key is not told apart, either. */
  isSilentAboutBots?: boolean
  translate(request: DialectRequest): Translation | DialectAnswer
}

export const isTranslation = (made: Translation | DialectAnswer): made is Translation => 'parcels' in made
