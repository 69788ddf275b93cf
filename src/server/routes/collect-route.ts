import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { CollectResult, Door } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import { type CollectAnswer, eventLimits } from '../../contract/collect.ts'
import type { ApiError } from '../../contract/error.ts'
import { findAsker } from '../asker.ts'
import { addLenientBodyParsers } from '../body-parsers.ts'
import type { Deps } from '../deps.ts'
import { errorBody, Refusal } from '../errors.ts'
import { type Route, route } from '../route.ts'

const refusedStatus = { origin_not_allowed: 403, unknown_site: 404, invalid_request: 400, no_valid_event: 400 } as const
const JSON_TYPE = 'application/json; charset=utf-8'
const ANY_PAGE = { 'access-control-allow-origin': '*' }
/** A page of another origin sees no other header than those named: the tag waits as long as it is told. */
const ANY_PAGE_MAY_READ = { ...ANY_PAGE, 'access-control-expose-headers': 'retry-after' }

/** Past Fastify's own sending: hooks and serialisers that this route has none of cost a tenth of its requests. */
const acknowledge = (reply: FastifyReply, answer: CollectAnswer): FastifyReply => {
  const body = JSON.stringify(answer)
  reply.hijack()
  reply.raw.writeHead(202, { ...ANY_PAGE, 'content-type': JSON_TYPE, 'content-length': Buffer.byteLength(body) })
  reply.raw.end(body)
  return reply
}

const send = (reply: FastifyReply, result: CollectResult): FastifyReply => {
  if (result.outcome === 'answered') return acknowledge(reply, result.answer)
  if (result.outcome === 'busy') {
    return reply.code(503).header('retry-after', result.retryAfterSeconds).send(errorBody('busy'))
  }
  const { code, message, issues, answer } = result
  const error: ApiError['error'] = { code, message, ...(issues.length > 0 && { issues }) }
  return reply.code(refusedStatus[code]).send({ error, ...answer })
}

const pageOf = ({ headers }: FastifyRequest): string => headers.origin ?? headers.referer ?? ''

const tagDoor = (deps: Deps, request: FastifyRequest): Door => ({
  origin: 'tag',
  ip: request.ip,
  userAgent: request.headers['user-agent'] ?? '',
  pageUrl: pageOf(request),
  trusted: false,
  receivedAt: deps.clock.now(),
})

const siteOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'site' in body ? body.site : undefined

/** A key must be of the site that the body names; the command line may send for every site. */
const keyDoor = async (deps: Deps, request: FastifyRequest): Promise<Door> => {
  const asker = await findAsker(deps, { headers: request.headers, socket: request.socket })
  const allowed = asker.kind === 'local' || (asker.kind === 'key' && asker.key.scopes.includes('collect'))
  if (!allowed) throw new Refusal('not_allowed')
  if (asker.kind === 'key' && asker.key.site !== siteOf(request.body)) throw new Refusal('site_not_found')
  return { ...tagDoor(deps, request), origin: 'api', trusted: true }
}

/**
 * The busiest route: no logging, no look-up for the public tag, no schema for the answer. Any page may send
 * here, so the answer carries no credentials and reads none.
 */
export const addCollectRoute = (app: FastifyInstance, deps: Deps): void => {
  app.register(async (door) => {
    addLenientBodyParsers(door)
    door.addHook('onRequest', (_request, reply, done) => {
      reply.headers(ANY_PAGE_MAY_READ)
      done()
    })
    door.options(endpoints.collect.path, async (_request, reply) =>
      reply
        .code(204)
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'content-type, authorization')
        .header('access-control-max-age', '86400')
        .send(),
    )
    door.post(
      endpoints.collect.path,
      { bodyLimit: eventLimits.bodyBytes },
      async (request: FastifyRequest, reply: FastifyReply) => {
        const door = request.headers.authorization ? await keyDoor(deps, request) : tagDoor(deps, request)
        return send(reply, await deps.collector.collect(request.body, door))
      },
    )
  })
}

/** Past events of any age, for those who may write: the command line's import, and backfills with a key. */
export const importRoutes = (deps: Deps): Route[] => [
  route(
    endpoints.importEvents,
    async ({ site, input, reply }) => {
      const door: Door = {
        origin: 'import',
        ip: '',
        userAgent: '',
        pageUrl: '',
        trusted: true,
        receivedAt: deps.clock.now(),
      }
      const result = await deps.collector.collect({ site: site.id, events: input.events }, door)
      if (result.outcome === 'busy') throw new Refusal('busy', { retryAfterSeconds: result.retryAfterSeconds })
      if (result.outcome === 'refused' && result.code !== 'no_valid_event') {
        throw new Refusal('invalid_input', { issues: result.issues })
      }
      reply.code(202)
      return result.answer
    },
    { bodyLimit: eventLimits.importBodyBytes },
  ),
]
