import { z } from 'zod'
import { Domain } from './site.ts'
import { TrafficRules } from './traffic.ts'

/** How a site wants its traffic read; every site begins with the usual rules. */

export const SessionRules = z.object({
  /** Minutes without an event that end a session. */
  gap_minutes: z.number().int().min(1).max(720),
  /** A session ends at the site's midnight, too. */
  at_midnight: z.boolean(),
  /** Arriving by another campaign begins a new session. */
  on_campaign: z.boolean(),
})
export type SessionRules = z.infer<typeof SessionRules>

/** Parts of a touch that a rule may look at. */
export const touchFields = ['source', 'medium', 'campaign', 'term', 'content', 'click_id_kind', 'landing_page'] as const

export const ChannelCondition = z.object({
  field: z.enum(touchFields),
  match: z.enum(['is', 'contains', 'starts_with', 'glob']),
  /** Upper and lower case are the same. */
  value: z.string().trim().min(1).max(200),
})
export type ChannelCondition = z.infer<typeof ChannelCondition>

export const ChannelRule = z.object({
  channel: z.string().trim().min(1).max(60),
  /** All of them. */
  conditions: z.array(ChannelCondition).min(1).max(10),
})
export type ChannelRule = z.infer<typeof ChannelRule>

export const SiteRules = z.object({
  traffic: TrafficRules,
  sessions: SessionRules,
  /** The first that fits names the channel; where none does, GA4's default channel group. */
  channels: z.array(ChannelRule).max(100),
  /** Sites to which buyers go to pay or sign in, besides those that Minnow knows: coming back from there is no touch. */
  pass_through: z.array(Domain).max(100),
})
export type SiteRules = z.infer<typeof SiteRules>

export const usualRules: SiteRules = {
  traffic: { counted: [], counted_visitors: [], aside_visitors: [] },
  sessions: { gap_minutes: 30, at_midnight: false, on_campaign: true },
  channels: [],
  pass_through: [],
}
