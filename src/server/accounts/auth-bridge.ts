import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { accountActions } from '../../contract/audit-facts.ts'
import type { ApiError } from '../../contract/error.ts'
import type { Deps } from '../deps.ts'
import { checkOrigin } from '../http/origin.ts'
import { checkDatabase } from '../operating/database-down.ts'
import type { SignedIn } from './accounts.ts'
import { type Asker, headersOf, sessionUser } from './asker.ts'
import { recordAccount } from './audit.ts'
import { CLIENT_IP_HEADER } from './client-ip.ts'

const webRequest = (request: FastifyRequest): Request => {
  const headers = headersOf(request.headers)
  headers.set(CLIENT_IP_HEADER, request.ip)
  headers.delete('content-length')
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  if (hasBody) headers.set('content-type', 'application/json')
  // checkOrigin has let it pass; a sender that is no browser names no origin, and acts with nobody else's cookies.
  const base = request.headers.origin ?? `${request.protocol}://${request.host}`
  headers.set('origin', new URL(base).origin)
  return new Request(new URL(request.url, base), {
    method: request.method,
    headers,
    ...(hasBody && { body: JSON.stringify(request.body ?? {}) }),
  })
}

/** Refusals of better-auth, in the shape that every other route answers with. */
const inOurShape = (status: number, text: string): ApiError => {
  const said = ((): { code?: unknown; message?: unknown } => {
    try {
      return JSON.parse(text) as { code?: unknown }
    } catch {
      return {}
    }
  })()
  const code =
    typeof said?.code === 'string' ? said.code.toLowerCase() : status === 429 ? 'too_many_requests' : 'account_refused'
  const message = typeof said?.message === 'string' ? said.message : 'This could not be done with the account.'
  return { error: { code, message, fix: status === 429 ? 'Wait a minute, then try again.' : 'Check what you typed.' } }
}

const userIn = (text: string): SignedIn | undefined => {
  try {
    const { user } = JSON.parse(text) as { user?: Partial<SignedIn> }
    const { id, name, email } = user ?? {}
    if (typeof id !== 'string') return undefined
    return { id, name: name ?? '', email: email ?? '', language: null }
  } catch {
    return undefined
  }
}

type Answered = { request: FastifyRequest; status: number; text: string; before: SignedIn | undefined }

/** What happened to an account, for the audit log. Of two steps of a sign-in the second counts. */
const recordAuth = async (deps: Deps, { request, status, text, before }: Answered): Promise<void> => {
  if (request.method !== 'POST') return
  const path = request.url.replace(/\?.*$/, '').replace('/api/auth', '')
  const isSignIn = path.startsWith('/sign-in') || (path.startsWith('/two-factor/verify') && before === undefined)
  const asker = (user: SignedIn | undefined): Asker => (user ? { kind: 'user', user } : { kind: 'anyone' })
  const address = request.ip
  if (status >= 400) {
    if (isSignIn) await recordAccount(deps, { asker: asker(undefined), action: 'signInFailed', address })
    return
  }
  const after = userIn(text)
  if (isSignIn) {
    if (after) await recordAccount(deps, { asker: asker(after), action: 'signIn', address })
    return
  }
  if (before) await recordAccount(deps, { asker: asker(before), action: actionOf(path), address })
}

const actionOf = (path: string): (typeof accountActions)[number] => {
  if (path.startsWith('/sign-out')) return 'signOut'
  if (path.startsWith('/change-password')) return 'changePassword'
  if (path.startsWith('/two-factor/disable')) return 'turnOffTwoFactor'
  return path.startsWith('/two-factor/verify') ? 'turnOnTwoFactor' : 'changeAccount'
}

/** Sign-in, sign-out, password and two-factor are answered by better-auth under /api/auth. */
export const addAuthBridge = (app: FastifyInstance, deps: Deps): void => {
  const { accounts, config, control } = deps
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    handler: async (request, reply) => {
      checkOrigin(config, request)
      const before = request.method === 'POST' ? await sessionUser(deps, headersOf(request.headers)) : undefined
      const { handler } = await accounts()
      const response = await handler(webRequest(request))
      if (response.status >= 500) await checkDatabase(control)
      const text = await response.text()
      await recordAuth(deps, { request, status: response.status, text, before })
      reply.code(response.status).header('cache-control', 'no-store')
      const cookies = response.headers.getSetCookie()
      if (cookies.length > 0) reply.header('set-cookie', cookies)
      const wait = response.headers.get('x-retry-after')
      if (wait) reply.header('retry-after', wait)
      if (response.status >= 400) return reply.send(inOurShape(response.status, text))
      return reply.header('content-type', response.headers.get('content-type') ?? 'application/json').send(text)
    },
  })
}
