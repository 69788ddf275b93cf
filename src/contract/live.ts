import { z } from 'zod'

/** The last half an hour, minute by minute. */

export const LiveEvent = z.object({
  time: z.number(),
  name: z.string(),
  path: z.string(),
  title: z.string(),
  visitor: z.string(),
  channel: z.string(),
  source: z.string(),
  device: z.string(),
  country: z.string(),
  value: z.number().nullable(),
  currency: z.string(),
  detail: z.string(),
  goals: z.array(z.string()),
})
export type LiveEvent = z.infer<typeof LiveEvent>
export const LiveAnswer = z.object({
  now: z.number(),
  people_5_minutes: z.number(),
  people_30_minutes: z.number(),
  minutes: z.array(z.object({ start: z.number(), people: z.number(), events: z.number() })),
  pages: z.array(z.object({ key: z.string(), people: z.number() })),
  channels: z.array(z.object({ key: z.string(), people: z.number() })),
  countries: z.array(z.object({ key: z.string(), people: z.number() })),
  /** Newest first, at most 50. */
  events: z.array(LiveEvent),
})
export type LiveAnswer = z.infer<typeof LiveAnswer>
