import { z } from 'zod'
import { Frame, Period } from './report.ts'

/** The parameter of a link that says which share it is. */
export const SHARE_PARAMETER = 'mnw_share'

export const SharesRequest = Frame.extend({ limit: z.number().int().min(1).max(500).default(100) })

const Brought = z.object({
  people: z.number(),
  visits: z.number(),
  macro: z.number(),
  micro: z.number(),
  value: z.number(),
})
export type Brought = z.infer<typeof Brought>

export const ShareRow = Brought.extend({
  share: z.string(),
  /** How it was shared (facebook, zalo, native…); '' for a link that Minnow did not see being shared, such as in a mail. */
  method: z.string(),
  /** What was shared, or else where its visitors landed. */
  page: z.string(),
  /** When it was shared; null when that was not seen. */
  shared: z.number().nullable(),
  /** The share that had brought the person who shared this one. */
  from: z.string().nullable(),
  /** Shares made by those whom it brought. */
  shares: z.number(),
  /** Visits that these brought, and theirs. */
  further_visits: z.number(),
})
export type ShareRow = z.infer<typeof ShareRow>

export const SharesAnswer = z.object({
  period: Period,
  currency: z.string(),
  /** Links shared in the period. */
  shared: z.number(),
  total: Brought,
  by_method: z.array(Brought.extend({ method: z.string(), shared: z.number() })),
  /** Those that brought most visits first. */
  rows: z.array(ShareRow),
  /** How many more there are. */
  more: z.number(),
})
export type SharesAnswer = z.infer<typeof SharesAnswer>
