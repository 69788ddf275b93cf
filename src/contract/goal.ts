import { z } from 'zod'
import { Filter } from './report.ts'

export const matches = ['is', 'starts_with', 'contains', 'glob', 'regex'] as const

/** What platforms tell of a post. */
export const postFigures = [
  'views',
  'completions',
  'likes',
  'comments',
  'shares',
  'saves',
  'follows',
  'clicks',
] as const
export type PostFigure = (typeof postFigures)[number]

export type Condition =
  /** An event of this name; `where` filters its columns and properties. */
  | { kind: 'event'; name: string; where?: Filter[] }
  /** A page view whose path (and query, if the pattern has a `?`) matches. */
  | { kind: 'url'; match: (typeof matches)[number]; value: string }
  /** A click (also a contact, share or download, which are clicks too) by what was clicked. */
  | { kind: 'click'; on: 'text' | 'selector' | 'href'; match: (typeof matches)[number]; value: string }
  /** The page view in which this share of the page was first reached. */
  | { kind: 'scroll'; percent: number; path?: string }
  | { kind: 'video'; percent: number; video?: string }
  /** The page view in which this much engaged time was reached. */
  | { kind: 'time'; seconds: number; path?: string }
  /** What was done with posts on the platforms themselves, told by day: of no person and no visit, and never joined to others. */
  | { kind: 'posts'; figures: PostFigure[]; network?: string }
  /** One event meets all of them. */
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }

const Pattern = z.string().min(1).max(500)
const Match = z.enum(matches)
export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.discriminatedUnion('kind', [
      z.object({
        kind: z.literal('event'),
        name: z.string().min(1).max(100),
        where: z.array(Filter).max(20).optional(),
      }),
      z.object({ kind: z.literal('url'), match: Match, value: Pattern }),
      z.object({ kind: z.literal('click'), on: z.enum(['text', 'selector', 'href']), match: Match, value: Pattern }),
      z.object({ kind: z.literal('scroll'), percent: z.number().min(1).max(100), path: Pattern.optional() }),
      z.object({ kind: z.literal('video'), percent: z.number().min(1).max(100), video: Pattern.optional() }),
      z.object({ kind: z.literal('time'), seconds: z.number().min(1).max(86_400), path: Pattern.optional() }),
      z.object({
        kind: z.literal('posts'),
        figures: z.array(z.enum(postFigures)).min(1).max(postFigures.length),
        /** As the posts name it: facebook, instagram, … */
        network: z.string().trim().toLowerCase().min(1).max(60).optional(),
      }),
      z.object({ kind: z.literal('all'), of: z.array(Condition).min(1).max(20) }),
      z.object({ kind: z.literal('any'), of: z.array(Condition).min(1).max(20) }),
    ]),
  )
  .meta({ id: 'Condition' })

export const GoalValue = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('fixed'), amount: z.number().min(0).max(1e12) }),
  z.object({ kind: z.literal('event') }),
])
export type GoalValue = z.infer<typeof GoalValue>

export const GoalDefinition = z.object({
  name: z.string().trim().min(1).max(100),
  tier: z.enum(['macro', 'micro']),
  /** A milestone is a step on the way to the macro goal; a supporting action announces interest off the path. Macro goals are milestones of their own. */
  kind: z.enum(['milestone', 'supporting']),
  group: z.string().trim().max(60),
  /** Order within the tier; smaller first. */
  priority: z.number().int().min(0).max(10_000),
  counting: z.enum(['every', 'session', 'person']),
  value: GoalValue,
  /** intended: the visitor meant to (a tap on Messenger), and nothing has confirmed it yet. */
  certainty: z.enum(['confirmed', 'intended']),
  condition: Condition,
})
export type GoalDefinition = z.infer<typeof GoalDefinition>

export const Goal = GoalDefinition.extend({
  id: z.string(),
  site: z.string(),
  /** The preset's key ("purchase"), so that its name can be shown in the reader's language until renamed. */
  preset_key: z.string().nullable(),
})
export type Goal = z.infer<typeof Goal>

export const GoalPreview = z.object({
  days: z.number().int(),
  conversions: z.number().int(),
  people: z.number().int(),
  examples: z.array(
    z.object({
      time: z.number().int(),
      name: z.string(),
      path: z.string(),
      title: z.string(),
      properties: z.record(z.string(), z.string()),
      value: z.number().nullable(),
    }),
  ),
})
export type GoalPreview = z.infer<typeof GoalPreview>
