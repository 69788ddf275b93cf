import { z } from 'zod'

export const AuditEntry = z.object({
  id: z.string(),
  at: z.number(),
  /** user: an account. key: an API key. local: the command line on the server. anyone: nobody signed in. */
  actor_kind: z.enum(['user', 'key', 'local', 'anyone']),
  /** Name of the account or key at that time. */
  actor_name: z.string(),
  /** Name of the route, or one of accountActions. */
  action: z.string(),
  /** What was said, without secrets and without anybody's identity. */
  detail: z.record(z.string(), z.unknown()),
  /** Where the request came from. */
  address: z.string(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const AuditRequest = z.object({
  /** Only this action. */
  action: z.string().max(60).optional(),
  /** Where the page before ended. */
  after: z.string().max(60).optional(),
  limit: z.number().int().min(1).max(500).default(100),
})
export type AuditRequest = z.infer<typeof AuditRequest>

export const AuditPage = z.object({ entries: z.array(AuditEntry), next: z.string().nullable() })
export type AuditPage = z.infer<typeof AuditPage>
