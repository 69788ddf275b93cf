import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import type { CollectResult, Door } from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import { eventLimits } from '../../contract/collect.ts'
import type { ApiError } from '../../contract/error.ts'
import { findAsker } from '../accounts/asker.ts'
import type { Deps } from '../deps.ts'
import { clientAddresses } from '../http/client-address.ts'
import { errorAnswer } from '../http/error-answers.ts'
import { errorBody, Refusal } from '../http/errors.ts'
import { readBody } from '../http/read-body.ts'

const refusedStatus = { origin_not_allowed: 403, unknown_site: 404, invalid_request: 400, no_valid_event: 400 } as const
const JSON_TYPE = 'application/json; charset=utf-8'
/** A page of another origin sees no other header than those named: the tag waits as long as it is told. */
const ANY_PAGE = { 'access-control-allow-origin': '*' }
const MAY_READ = { 'access-control-expose-headers': 'retry-after' }

type Answer = { status: number; headers?: Record<string, string>; body: unknown }

const send = (response: ServerResponse, { status, headers, body }: Answer): void => {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    ...ANY_PAGE,
    ...headers,
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}

const answerOf = (result: CollectResult): Answer => {
  if (result.outcome === 'answered') return { status: 202, body: result.answer }
  if (result.outcome === 'busy') {
    const headers = { ...MAY_READ, 'retry-after': String(result.retryAfterSeconds) }
    return { status: 503, headers, body: errorBody('busy') }
  }
  const { code, message, issues, answer } = result
  const error: ApiError['error'] = { code, message, ...(issues.length > 0 && { issues }) }
  return { status: refusedStatus[code], headers: MAY_READ, body: { error, ...answer } }
}

const siteOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'site' in body ? body.site : undefined

/** A key must be of the site that the body names; the command line may send for every site. */
const checkKey = async (deps: Deps, request: IncomingMessage, body: unknown): Promise<void> => {
  const asker = await findAsker(deps, request)
  const allowed = asker.kind === 'local' || (asker.kind === 'key' && asker.key.scopes.includes('collect'))
  if (!allowed) throw new Refusal('not_allowed')
  if (asker.kind === 'key' && asker.key.site !== siteOf(body)) throw new Refusal('site_not_found')
}

/**
 * The busiest route: no logging, no look-up for the public tag, no schema for the answer; requests leave Fastify as soon
 * as they are routed, because its reading and sending cost a third of a small one. Any page may send here, so the answer
 * carries no credentials and reads none.
 */
export const addCollectRoute = (app: FastifyInstance, deps: Deps): void => {
  const addressOf = clientAddresses(deps.config.trustedProxies)

  const collect = async (request: IncomingMessage): Promise<Answer> => {
    const { headers } = request
    const body = await readBody(request, eventLimits.bodyBytes)
    const isTrusted = headers.authorization !== undefined && headers.authorization !== ''
    if (isTrusted) await checkKey(deps, request, body)
    const door: Door = {
      origin: isTrusted ? 'api' : 'tag',
      ip: addressOf(request),
      userAgent: headers['user-agent'] ?? '',
      pageUrl: headers.origin ?? headers.referer ?? '',
      trusted: isTrusted,
      privacyControl: headers['sec-gpc'] === '1',
      receivedAt: deps.clock.now(),
    }
    return answerOf(await deps.collector.collect(body, door))
  }

  const refuse = (request: IncomingMessage, error: Error): Answer => {
    const { method = '', url = '' } = request
    const answer = errorAnswer(error, { method, url, log: deps.log })
    // Whatever of a body is still on its way is not read.
    const ending: Record<string, string> = request.complete ? {} : { connection: 'close' }
    return { ...answer, headers: { ...MAY_READ, ...ending, ...answer.headers } }
  }

  app.register(async (door) => {
    door.options(endpoints.collect.path, async (_request, reply) =>
      reply
        .code(204)
        .headers({ ...ANY_PAGE, ...MAY_READ })
        .header('access-control-allow-methods', 'POST')
        .header('access-control-allow-headers', 'content-type, authorization')
        .header('access-control-max-age', '86400')
        .send(),
    )
    door.post(
      endpoints.collect.path,
      {
        onRequest: ({ raw: request }, reply) => {
          reply.hijack()
          collect(request).then(
            (answer) => send(reply.raw, answer),
            (error: Error) => send(reply.raw, refuse(request, error)),
          )
        },
      },
      () => undefined,
    )
  })
}
