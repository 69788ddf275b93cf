import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Endpoint } from '../../contract/api.ts'
import type { Site } from '../../contract/site.ts'
import { enforce } from '../accounts/access.ts'
import { type Asker, findAsker } from '../accounts/asker.ts'
import { recordCall } from '../accounts/audit.ts'
import type { Deps } from '../deps.ts'
import { issuesOf, Refusal } from './errors.ts'
import { checkOrigin } from './origin.ts'

/** The names after a colon in a path. */
type ParamsOf<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : object

type InputOf<E extends Endpoint> = E['input'] extends z.ZodType ? z.output<E['input']> : undefined

export type Call<E extends Endpoint> = {
  input: InputOf<E>
  params: ParamsOf<E['path']>
  /** The site of the path; the asker may do here what the endpoint says. */
  site: E['path'] extends `/api/sites/:site${string}` ? Site : undefined
  asker: Asker
  request: FastifyRequest
  reply: FastifyReply
}

/** A route ready to be added: what the endpoint declares, and the only way to its handler. */
export type Route = { endpoint: Endpoint; add(app: FastifyInstance, deps: Deps): void }

const parse = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value ?? {})
  if (!parsed.success) throw new Refusal('invalid_input', { issues: issuesOf(parsed.error) })
  return parsed.data
}

const jsonOfQuery = (query: unknown): unknown => {
  const { request } = query as { request?: unknown }
  if (typeof request !== 'string') {
    throw new Refusal('invalid_input', { issues: [{ path: 'request', message: 'must hold the request as JSON' }] })
  }
  try {
    return JSON.parse(request)
  } catch {
    throw new Refusal('malformed_json')
  }
}

/** The answer of a change that has nothing more to say. */
export const done: { done: true } = { done: true }

export const route = <const E extends Endpoint>(
  endpoint: E,
  handle: (call: Call<E>) => Promise<z.input<E['output']>>,
  options: { bodyLimit?: number } = {},
): Route => ({
  endpoint,
  add: (app, deps) => {
    const answer =
      (readInput: (request: FastifyRequest) => unknown) => async (request: FastifyRequest, reply: FastifyReply) => {
        const asker = await findAsker(deps, { headers: request.headers, socket: request.socket })
        if (asker.kind === 'user' || asker.kind === 'anyone') checkOrigin(deps.config, request)
        const params = request.params as ParamsOf<E['path']>
        const siteId = (params as { site?: string }).site
        const site = await enforce(deps, endpoint.access, { asker, siteId })
        const input = endpoint.input ? parse(endpoint.input, readInput(request)) : undefined
        const output = await handle({ input, params, site, asker, request, reply } as Call<E>)
        await recordCall(deps, { endpoint, asker, site: site?.id, params: params as object, input, request })
        reply.header('cache-control', 'no-store').send(output)
        return reply
      }
    app.route({ method: endpoint.method, url: endpoint.path, handler: answer((request) => request.body), ...options })
    if (endpoint.path.includes('/reports/') && endpoint.method === 'POST') {
      app.route({ method: 'GET', url: endpoint.path, handler: answer((request) => jsonOfQuery(request.query)) })
    }
  },
})
