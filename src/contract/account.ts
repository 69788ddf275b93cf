import { z } from 'zod'
import { Language, Role, Site } from './site.ts'

export const keyScopes = ['collect', 'read', 'write'] as const
export const KeyScope = z.enum(keyScopes)
export type KeyScope = z.infer<typeof KeyScope>

export const ApiKey = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(KeyScope),
  /** The first characters, to recognise it by; the rest is stored hashed only. */
  start: z.string(),
  created: z.number(),
  last_used: z.number().nullable(),
})
export type ApiKey = z.infer<typeof ApiKey>
export const NewApiKey = z.object({ name: z.string().trim().min(1).max(100), scopes: z.array(KeyScope).min(1) })

export const Member = z.object({ user: z.string(), name: z.string(), email: z.string(), role: Role })
export type Member = z.infer<typeof Member>
export const Invitation = z.object({
  id: z.string(),
  role: Role,
  created: z.number(),
  expires: z.number(),
  note: z.string(),
})
export type Invitation = z.infer<typeof Invitation>

/** Who is asking, and what this installation is: the dashboard's first question. */
export const Me = z.object({
  version: z.string(),
  /** True until the first owner exists. */
  needs_owner: z.boolean(),
  demo_available: z.boolean(),
  public_url: z.string(),
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), language: Language.nullable() }).nullable(),
  sites: z.array(Site.extend({ role: Role })),
})
export type Me = z.infer<typeof Me>
