import { z } from 'zod'
import { Period } from './report.ts'

/**
 * Why a conversion may have no visit. visit_set_aside: the visit was taken for a robot's. no_consent: the visitor did
 * not agree to be recognised. imported: it came with a file. before_the_tag: the site saw no visit before. known_elsewhere:
 * the person is known, and visited with a browser that never said so. server_alone: a server told of it without the
 * visitor that the tag had. page_untold: the browser told of it, but of no page.
 */
export const orphanReasons = [
  'visit_set_aside',
  'no_consent',
  'imported',
  'before_the_tag',
  'known_elsewhere',
  'server_alone',
  'page_untold',
] as const
export const OrphanReason = z.enum(orphanReasons)
export type OrphanReason = z.infer<typeof OrphanReason>

export const OrphansAnswer = z.object({
  period: Period,
  /** Days before a conversion in which a visit counts as its own. */
  visit_days: z.number(),
  conversions: z.number(),
  orphans: z.number(),
  reasons: z.array(z.object({ reason: OrphanReason, conversions: z.number() })),
  /** The latest. */
  examples: z.array(
    z.object({
      time: z.number(),
      name: z.string(),
      reason: OrphanReason,
      transaction_id: z.string(),
      value: z.number(),
      currency: z.string(),
      origin: z.string(),
      visitor: z.string(),
    }),
  ),
})
export type OrphansAnswer = z.infer<typeof OrphansAnswer>
