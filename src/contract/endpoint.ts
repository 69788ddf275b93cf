import { z } from 'zod'

/**
 * What a route declares of itself.
 *
 * access:
 *  - public      anyone
 *  - signed-in   any account
 *  - owner       an account that owns a site (the first account always does so), or the command line on this machine
 *  - local       only the command line on this machine, which reads the token in the data folder
 *  - site:read   viewer, editor or owner of `:site`, or a key of it with `read`
 *  - site:write  editor or owner, or a key with `write`
 *  - site:own    owner only
 *  - collect     the public tag of a known site, or a key with `collect`
 */
export type Access = 'public' | 'signed-in' | 'owner' | 'local' | 'site:read' | 'site:write' | 'site:own' | 'collect'
export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  access: Access
  summary: string
  input?: z.ZodType
  output: z.ZodType
  /** Whether a call is written down in the audit log. Default: whatever changes something. */
  audit?: boolean
}

export type Endpoints = Readonly<Record<string, Endpoint>>

/** The answer of a change that has nothing more to say. */
export const Done = z.object({ done: z.literal(true) })

/** A report may also be asked for with GET: `?request=` holds the same JSON. */
export const report = <I extends z.ZodType, O extends z.ZodType>(name: string, summary: string, input: I, output: O) =>
  ({ method: 'POST', path: `/api/sites/:site/reports/${name}`, access: 'site:read', summary, input, output }) as const
