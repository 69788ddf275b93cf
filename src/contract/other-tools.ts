import { z } from 'zod'

/** The tools whose APIs Minnow speaks; the word is also the `origin` of the events that came that way. */
export const tools = ['segment', 'ga4', 'plausible', 'umami', 'matomo', 'posthog'] as const
export const Tool = z.enum(tools)
export type Tool = z.infer<typeof Tool>

/** What a site is called in another tool, so that a shop changes only the host name. */
export const NewOtherId = z.object({
  tool: Tool,
  /** A write key, measurement id, domain, website id, idsite or project key. */
  value: z.string().trim().min(1, 'the id that the other tool gave the site').max(200),
  /** Servers use it, too, and are believed whose browser it was. Whoever knows the id could say so. */
  servers: z.boolean().default(false),
  /** An api_secret (GA4) or token_auth (Matomo): then only servers that send it are believed. Kept hashed. */
  secret: z.string().trim().min(8, 'a secret has at least 8 characters').max(200).optional(),
})

export const OtherId = z.object({
  id: z.string(),
  tool: Tool,
  value: z.string(),
  servers: z.boolean(),
  has_secret: z.boolean(),
  created: z.number().int(),
})
export type OtherId = z.infer<typeof OtherId>

/** Whether events arrive from a tool. */
export const ToolState = z.object({
  tool: Tool,
  /** Stored of the last 30 days. */
  events: z.number().int(),
  last_event: z.number().nullable(),
  /** Not stored in the last 30 days, or changed on the way, by reason. */
  dropped: z.record(z.string(), z.number()),
})
export type ToolState = z.infer<typeof ToolState>

export const OtherTools = z.object({
  /** The host to point the tools' clients at. */
  url: z.string(),
  tools: z.array(ToolState),
  ids: z.array(OtherId),
})
export type OtherTools = z.infer<typeof OtherTools>
