import { z } from 'zod'
import { Consent } from './consent.ts'

/** What POST /api/collect takes and answers; the same event shape is what every dialect and import is turned into. */

export const eventLimits = {
  eventsPerRequest: 500,
  bodyBytes: 1_048_576,
  propertiesPerEvent: 50,
  propertyValueCharacters: 1_000,
  urlCharacters: 2_048,
  eventsPerImport: 5_000,
  importBodyBytes: 16_777_216,
} as const

const Text = (max: number) => z.string().max(max)

/** Names of events and properties: a letter or underscore first, then letters of any script, digits, `_ - . : /` or spaces. */
export const EventName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[\p{L}_$][\p{L}\p{M}\p{N}_$ .:/-]*$/u, 'a name starts with a letter')

export const PropertyValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
])

const Sha256 = z.string().regex(/^[0-9a-fA-F]{64}$/, 'SHA-256 as 64 hexadecimal characters')

export const UserIdentity = z.object({
  id: Text(200).optional(),
  email: Text(320).optional(),
  phone: Text(40).optional(),
  /** Where the sender has only hashes: SHA-256 in hexadecimal, of the address in lower case, of + and the digits. */
  email_sha256: Sha256.optional(),
  phone_sha256: Sha256.optional(),
})

/** What another tool had found out of the browser and its place, where its address and user agent are gone. */
export const KnownFacts = z.object({
  device: z.enum(['desktop', 'mobile', 'tablet', 'tv', 'other']).optional(),
  browser: Text(100).optional(),
  browser_version: Text(100).optional(),
  os: Text(100).optional(),
  os_version: Text(100).optional(),
  /** ISO 3166, two letters. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  region: Text(100).optional(),
  city: Text(100).optional(),
})
export type KnownFacts = z.infer<typeof KnownFacts>

export const IncomingEvent = z.object({
  /** Unique for the event; a resend with the same id counts once. Without it a resend cannot be recognised. */
  id: z.string().min(1).max(200).optional(),
  name: EventName,
  /** When it happened: ISO 8601 with a zone, or milliseconds since 1970. Absent: when it arrived. */
  time: z.union([z.string().max(40), z.number()]).optional(),
  /** The sender's own id of the browser, device or customer. Absent from the tag in cookieless mode. */
  visitor: z.string().min(1).max(200).optional(),
  session: z.string().min(1).max(200).optional(),
  url: Text(eventLimits.urlCharacters).optional(),
  referrer: Text(eventLimits.urlCharacters).optional(),
  title: Text(500).optional(),
  /** Where the session began, kept by the tag in full mode so that its source survives page changes. */
  entry: z
    .object({ url: Text(eventLimits.urlCharacters), referrer: Text(eventLimits.urlCharacters).optional() })
    .optional(),
  language: Text(35).optional(),
  value: z.number().finite().optional(),
  currency: z
    .string()
    .regex(/^[A-Za-z]{3}$/, 'a currency is three letters, like VND')
    .optional(),
  transaction_id: z.string().min(1).max(200).optional(),
  user: z.union([z.string().min(1).max(200), UserIdentity]).optional(),
  properties: z.record(z.string().min(1).max(100), PropertyValue).optional(),
  /** What the visitor has agreed to, as far as the sender knows. */
  consent: Consent.optional(),
  /** Server-side senders say whose browser it was; ignored from the public tag. */
  ip: Text(45).optional(),
  user_agent: Text(1_000).optional(),
  known: KnownFacts.optional(),
})
export type IncomingEvent = z.infer<typeof IncomingEvent>

export const CollectRequest = z.object({
  site: z.string().min(1).max(64),
  /** The sender's clock when it sent this, in milliseconds: the difference to ours corrects every `time`. */
  sent_at: z.number().optional(),
  /** The tag saw that a program drives this browser (navigator.webdriver). */
  automated: z.boolean().optional(),
  /** Each is validated on its own, so that one bad event costs only itself. */
  events: z.array(z.unknown()).min(1).max(eventLimits.eventsPerRequest),
})
export type CollectRequest = z.infer<typeof CollectRequest>

/** What an import sends, batch by batch; the site is in the path. */
export const ImportRequest = z.object({
  events: z.array(z.unknown()).min(1).max(eventLimits.eventsPerImport),
  /** The import that they are part of, so that it can be told apart and taken back. */
  import: z.string().max(40).optional(),
})
export type ImportRequest = z.infer<typeof ImportRequest>

export const CollectAnswer = z.object({
  accepted: z.number().int(),
  dropped: z.array(z.object({ index: z.number().int(), reason: z.string(), detail: z.string().optional() })),
  /** Properties without which an accepted event was stored. */
  left_out: z.array(z.object({ index: z.number().int(), reason: z.string(), property: z.string() })).optional(),
})
export type CollectAnswer = z.infer<typeof CollectAnswer>
