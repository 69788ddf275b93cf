import { z } from 'zod'
import { ConsentPurpose } from './consent.ts'
import { LocalTime } from './report.ts'

/** Stored events as a file can hold them: the same fields as IncomingEvent where they exist, and what Minnow found out. */
export const ExportedEvent = z.object({
  id: z.string(),
  time: z.string(),
  name: z.string(),
  /** Empty, as the session is, where nobody on the site did it: mentions. */
  visitor: z.string(),
  session: z.string(),
  url: z.string(),
  title: z.string(),
  referrer: z.string(),
  channel: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  landing_page: z.string(),
  device: z.string(),
  browser: z.string(),
  os: z.string(),
  os_version: z.string(),
  country: z.string(),
  region: z.string(),
  city: z.string(),
  language: z.string(),
  value: z.number(),
  currency: z.string(),
  transaction_id: z.string(),
  repeat: z.boolean(),
  /** What the visitor had agreed to, like `ad_user_data=denied`; empty where nothing is known. */
  consent: z.string(),
  properties: z.record(z.string(), z.string()),
})
export type ExportedEvent = z.infer<typeof ExportedEvent>

export const ExportRequest = z.object({
  from: LocalTime,
  to: LocalTime,
  /** Why the events leave: those whose visitors did not agree to that are left out. Absent: for the owner's own use. */
  purpose: ConsentPurpose.optional(),
  /** Where the page before ended. */
  after: z.string().max(60).optional(),
  limit: z.number().int().min(1).max(5_000).default(5_000),
})
export type ExportRequest = z.infer<typeof ExportRequest>

export const ExportPage = z.object({ events: z.array(ExportedEvent), next: z.string().nullable() })
export type ExportPage = z.infer<typeof ExportPage>
