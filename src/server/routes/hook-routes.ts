import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import {
  type Contact,
  confirmContacts,
  isSignedByLine,
  isSignedByMeta,
  readLine,
  readMessenger,
} from '../../collect/index.ts'
import { endpoints } from '../../contract/api.ts'
import { type HookKind, mentionLimits } from '../../contract/mention.ts'
import { findHook, hashSecret, markHookUsed, type OpenHook } from '../../control/index.ts'
import { SecretLocked } from '../../platform/secrets.ts'
import type { Deps } from '../deps.ts'
import { parseBody } from '../http/body-parsers.ts'
import { Refusal } from '../http/errors.ts'
import { done, type Route, route } from '../http/route.ts'
import { take } from './mention-routes.ts'

/** Other services send here, unasked: what they send is signed, or its address is a secret. */

const sameText = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(one)), Buffer.from(hashSecret(other)))

const bytesOf = ({ body }: FastifyRequest): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

const headerOf = ({ headers }: FastifyRequest, name: string): string => {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

const findOpen = async (deps: Deps, id: string, kind: HookKind): Promise<OpenHook> => {
  try {
    const hook = await findHook(deps.control.db, { id, kind }, deps.secrets)
    if (hook) return hook
  } catch (error) {
    if (!(error instanceof SecretLocked)) throw error
    // The sender tries again for a while, and the owner may put the key back meanwhile.
    deps.log.error({ err: error, hook: id }, 'a webhook cannot be read')
    throw new Refusal('secret_locked')
  }
  throw new Refusal('hook_not_found')
}

/** Alert services send one mention, a list, or a list in an envelope. */
const listOf = (body: unknown): unknown[] => {
  if (Array.isArray(body)) return body
  if (typeof body !== 'object' || body === null) return []
  const { mentions } = body as { mentions?: unknown }
  return Array.isArray(mentions) ? mentions : [body]
}

const confirm = async (deps: Deps, hook: OpenHook, contacts: Contact[] | undefined): Promise<typeof done> => {
  const site = deps.sites.find(hook.site)
  if (!contacts || !site) throw new Refusal('malformed_request')
  const result = await confirmContacts(deps, { site, hook: hook.id, contacts })
  if (result.outcome === 'busy') throw new Refusal('busy', { retryAfterSeconds: result.retryAfterSeconds })
  await markHookUsed(deps.control.db, hook.id, deps.clock.now())
  return done
}

const hookRoutes = (deps: Deps): Route[] => [
  route(endpoints.mentionsHook, async ({ params, request }) => {
    const hook = await findOpen(deps, params.hook, 'mentions')
    if (!sameText(params.token, hook.verifyToken)) throw new Refusal('hook_not_found')
    const inputs = listOf(parseBody(bytesOf(request)))
    if (inputs.length === 0 || inputs.length > mentionLimits.mentionsPerRequest) {
      const message = `send one mention, or a list of at most ${mentionLimits.mentionsPerRequest}`
      throw new Refusal('invalid_input', { issues: [{ path: 'mentions', message }] })
    }
    const taken = await take(deps, hook.site, { inputs, way: 'webhook' })
    await markHookUsed(deps.control.db, hook.id, deps.clock.now())
    return taken
  }),

  route(endpoints.lineHook, async ({ params, request }) => {
    const hook = await findOpen(deps, params.hook, 'line')
    const [body, signature] = [bytesOf(request), headerOf(request, 'x-line-signature')]
    if (!isSignedByLine(body, { secret: hook.secret, signature })) throw new Refusal('wrong_signature')
    return confirm(deps, hook, readLine(parseBody(body)))
  }),

  route(endpoints.messengerHook, async ({ params, request }) => {
    const hook = await findOpen(deps, params.hook, 'messenger')
    const [body, signature] = [bytesOf(request), headerOf(request, 'x-hub-signature-256')]
    if (!isSignedByMeta(body, { secret: hook.secret, signature })) throw new Refusal('wrong_signature')
    return confirm(deps, hook, readMessenger(parseBody(body)))
  }),

  route(endpoints.messengerChallenge, async ({ params, request, reply }) => {
    const hook = await findOpen(deps, params.hook, 'messenger')
    const query = request.query as Record<string, unknown>
    const [token, challenge] = [query['hub.verify_token'], query['hub.challenge']]
    if (query['hub.mode'] !== 'subscribe' || typeof token !== 'string' || typeof challenge !== 'string') {
      throw new Refusal('malformed_request')
    }
    if (!sameText(token, hook.verifyToken)) throw new Refusal('wrong_signature')
    reply.type('text/plain; charset=utf-8')
    return challenge.slice(0, 200)
  }),
]

/** A signature is over the bytes that came, so they are kept as they came. */
export const addHookRoutes = (app: FastifyInstance, deps: Deps): void => {
  app.register(async (door) => {
    door.removeAllContentTypeParsers()
    door.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const one of hookRoutes(deps)) one.add(door, deps)
  })
}
