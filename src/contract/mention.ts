import { z } from 'zod'
import { Frame, Period } from './report.ts'

/** What others say about the brand, elsewhere: found by a feed, sent by a webhook or the API, or in a file. */

export const mentionLimits = { mentionsPerRequest: 1_000, textCharacters: 1_000, csvBytes: 4_000_000 } as const

export const sentiments = ['positive', 'neutral', 'negative'] as const

/** A mention that could not be used, by its place in what was sent. */
export const MentionIssue = z.object({ index: z.number().int(), message: z.string() })

export const MentionsTaken = z.object({
  /** New mentions. */
  accepted: z.number().int(),
  /** Those that were there already. */
  known: z.number().int(),
  issues: z.array(MentionIssue),
})
export type MentionsTaken = z.infer<typeof MentionsTaken>

const Web = z.url({ protocol: /^https?$/, error: 'an address starts with http:// or https://' }).max(2_048)

export const FeedSettings = z.object({
  name: z.string().trim().min(1).max(100),
  url: Web,
  /** What its mentions are filed under; empty: the site of each link. */
  network: z.string().trim().max(60).default(''),
  campaign: z.string().trim().max(200).default(''),
  every_minutes: z.number().int().min(5).max(1_440).default(30),
})
export type FeedSettings = z.infer<typeof FeedSettings>

export const feedFailures = [
  'bad_address',
  'private_address',
  'too_many_redirects',
  'too_large',
  'too_slow',
  'unreachable',
  /** The detail is the status. */
  'answered',
  'no_feed',
] as const
/** Why a feed brought nothing; `message` says it in English. */
export const FeedFailure = z.object({ reason: z.enum(feedFailures), detail: z.string(), message: z.string() })
export type FeedFailure = z.infer<typeof FeedFailure>

export const Feed = FeedSettings.extend({
  id: z.string(),
  created: z.number(),
  /** Last asked, whatever came of it; null before the first time. */
  checked: z.number().nullable(),
  next_check: z.number(),
  mentions: z.number().int(),
  /** Why the last time brought nothing; null when it went well. */
  error: FeedFailure.nullable(),
})
export type Feed = z.infer<typeof Feed>

export const hookKinds = ['mentions', 'line', 'messenger'] as const
export const HookKind = z.enum(hookKinds)
export type HookKind = z.infer<typeof HookKind>

export const NewHook = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mentions') }),
  /** The channel secret of the LINE Developers console. */
  z.object({ kind: z.literal('line'), secret: z.string().trim().min(8).max(200) }),
  /** The app secret of Meta's dashboard. */
  z.object({ kind: z.literal('messenger'), secret: z.string().trim().min(8).max(200) }),
])
export type NewHook = z.infer<typeof NewHook>

export const Hook = z.object({
  id: z.string(),
  kind: HookKind,
  /** Where the other side sends to. Whoever knows the address of a `mentions` hook may send to it. */
  url: z.string(),
  /** What Meta's dashboard asks for beside the address; null for the others. */
  verify_token: z.string().nullable(),
  /** Its secrets were sealed with a key that is not here (a restored backup): it takes nothing. */
  locked: z.boolean(),
  created: z.number(),
  last_received: z.number().nullable(),
  received: z.number().int(),
})
export type Hook = z.infer<typeof Hook>

/** With or without #, in any case. */
const Hashtag = z
  .string()
  .trim()
  .transform(
    (text) =>
      `#${text
        .replace(/^[#＃]+/, '')
        .normalize('NFC')
        .toLowerCase()}`,
  )
  .pipe(z.string().regex(/^#[\p{L}\p{M}\p{N}_]{1,100}$/u, 'a hashtag is one word'))

const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day looks like 2026-11-22')

const GiveawayFields = z.object({
  name: z.string().trim().min(1).max(100),
  hashtags: z.array(Hashtag).max(20),
  /** Days in the site's time zone, both included. */
  first_day: Day,
  last_day: Day,
  /** `utm_campaign` of its links, and `campaign` of mentions that name it; empty: hashtags only. */
  campaign: z.string().trim().max(200).default(''),
})
export const GiveawaySettings = GiveawayFields.refine(({ first_day, last_day }) => first_day <= last_day, {
  path: ['last_day'],
  message: 'the last day is not before the first',
}).refine(({ hashtags, campaign }) => hashtags.length > 0 || campaign !== '', {
  path: ['hashtags'],
  message: 'a hashtag or a campaign says which mentions are entries',
})
export type GiveawaySettings = z.infer<typeof GiveawaySettings>

export const Giveaway = GiveawayFields.extend({ id: z.string(), created: z.number() })
export type Giveaway = z.infer<typeof Giveaway>

export const MentionRow = z.object({
  time: z.number(),
  network: z.string(),
  author: z.string(),
  link: z.string(),
  text: z.string(),
  hashtags: z.array(z.string()),
  campaign: z.string(),
  sentiment: z.enum(sentiments).nullable(),
  reach: z.number().nullable(),
})
export type MentionRow = z.infer<typeof MentionRow>

export const MentionTotals = z.object({
  mentions: z.number(),
  authors: z.number(),
  /** Of those that told it; null when none did. */
  reach: z.number().nullable(),
  positive: z.number(),
  neutral: z.number(),
  negative: z.number(),
})
export type MentionTotals = z.infer<typeof MentionTotals>

export const MentionsRequest = Frame.extend({ limit: z.number().int().min(1).max(500).default(100) })

export const MentionsAnswer = z.object({
  period: Period,
  totals: MentionTotals,
  previous: MentionTotals.nullable(),
  interval: z.enum(['hour', 'day', 'week', 'month']),
  series: z.array(z.object({ label: z.string(), mentions: z.number(), unfinished: z.boolean() })),
  networks: z.array(z.object({ key: z.string(), mentions: z.number(), authors: z.number() })),
  hashtags: z.array(z.object({ key: z.string(), mentions: z.number() })),
  /** Newest first. */
  rows: z.array(MentionRow),
})
export type MentionsAnswer = z.infer<typeof MentionsAnswer>

export const GiveawayResult = z.object({
  giveaway: Giveaway,
  state: z.enum(['planned', 'running', 'ended']),
  entries: z.number(),
  authors: z.number(),
  reach: z.number().nullable(),
  /** Those with most entries first, at most 100. */
  entrants: z.array(z.object({ network: z.string(), author: z.string(), entries: z.number() })),
  /** What came in the period from links that carry its campaign; null when it has none. Not what the give-away caused. */
  came: z
    .object({ people: z.number(), visits: z.number(), macro: z.number(), micro: z.number(), value: z.number() })
    .nullable(),
})
export type GiveawayResult = z.infer<typeof GiveawayResult>

export const GiveawaysAnswer = z.object({ currency: z.string(), giveaways: z.array(GiveawayResult) })
export type GiveawaysAnswer = z.infer<typeof GiveawaysAnswer>
