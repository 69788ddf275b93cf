import { z } from 'zod'
import { LocalTime } from './report.ts'

/** Traffic that is hardly people's: kept apart from every report, to be seen, and to be counted after all. */

/**
 * bot: calls itself a crawler, a monitor or a script. ai_crawler: a crawler or agent of an AI assistant. headless: a
 * browser that is driven by a program. mail_scanner: a mail filter that opens the links of a letter. data_center: an
 * address of a hosting company. speed: more page views a minute than a person can make. by_hand: somebody chose so.
 */
export const asideReasons = [
  'bot',
  'ai_crawler',
  'headless',
  'mail_scanner',
  'data_center',
  'speed',
  'by_hand',
] as const
export const AsideReason = z.enum(asideReasons)
export type AsideReason = z.infer<typeof AsideReason>

/** As reports name them. */
/** Above zero, which is nobody. */
const Visitor = z.string().regex(/^[1-9]\d{0,19}$/, 'a visitor is a number')

/** What a site wants counted although it looks like no person, and set aside although it looks like one. */
export const TrafficRules = z.object({
  counted: z.array(AsideReason.exclude(['by_hand'])).max(asideReasons.length),
  counted_visitors: z.array(Visitor).max(1_000),
  aside_visitors: z.array(Visitor).max(1_000).default([]),
})
export type TrafficRules = z.infer<typeof TrafficRules>

const Count = z.object({ events: z.number(), visitors: z.number() })

export const TrafficRequest = z.object({ from: LocalTime, to: LocalTime })
export const TrafficAnswer = z.object({
  /** Days for which set-aside traffic is kept. */
  kept_days: z.number(),
  rules: TrafficRules,
  reasons: z.array(Count.extend({ reason: AsideReason })),
  days: z.array(Count.extend({ day: z.string(), reason: AsideReason })),
  /** Counted after all: what "set aside again" would take back. */
  counted: z.array(Count.extend({ reason: AsideReason })),
  /** The visitors with most events, and what they said they are. */
  examples: z.array(
    Count.omit({ visitors: true }).extend({
      reason: AsideReason,
      visitor: z.string(),
      last: z.number(),
      browser: z.string(),
      agent: z.string(),
      country: z.string(),
      path: z.string(),
    }),
  ),
  /** Addresses of data centres that send for many browsers: most likely the site's own proxy. */
  proxies: z.array(z.string()),
})
export type TrafficAnswer = z.infer<typeof TrafficAnswer>

/** Which set-aside events are meant: of a period, of one reason, of one visitor; what is not named is not asked. */
export const TrafficChoice = z.object({
  from: LocalTime,
  to: LocalTime,
  reason: AsideReason.optional(),
  visitor: Visitor.optional(),
})
export type TrafficChoice = z.infer<typeof TrafficChoice>
/** With `always` the rules of the site change, too: for the reason, or for the visitor. */
export const TrafficChange = TrafficChoice.extend({ always: z.boolean().default(false) })
export type TrafficChange = z.infer<typeof TrafficChange>
export const VisitorChoice = TrafficChange.omit({ reason: true }).required({ visitor: true })
export const Moved = z.object({ events: z.number() })

/** Counted visitors with most events: where somebody looks who finds the figures too high. */
export const BusiestAnswer = z.object({
  visitors: z.array(
    z.object({
      visitor: z.string(),
      events: z.number(),
      page_views: z.number(),
      sessions: z.number(),
      last: z.number(),
      browser: z.string(),
      os: z.string(),
      country: z.string(),
      channel: z.string(),
      path: z.string(),
    }),
  ),
})
export type BusiestAnswer = z.infer<typeof BusiestAnswer>
