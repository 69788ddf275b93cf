import type { z } from 'zod'
import type { endpoints } from '../../src/contract/api.ts'
import type { ApiError } from '../../src/contract/error.ts'
import { apiRoutes, type RouteName } from './api-routes.ts'

// Only types come from the contract: its shapes would bring zod into the browser.

type Endpoints = typeof endpoints
type PathParam<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | PathParam<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

export type { RouteName }
export type Params<N extends RouteName> = { [P in PathParam<Endpoints[N]['path']>]: string }
export type Input<N extends RouteName> = Endpoints[N] extends { input: infer I extends z.ZodType }
  ? z.input<I>
  : undefined
export type Output<N extends RouteName> = z.output<Endpoints[N]['output']>

export type Request<N extends RouteName> = {
  params: Params<N>
  input?: Input<N>
  signal?: AbortSignal
}

export type FailureIssue = { path: string; message: string }

/** Why a request failed: the server's own words, or `offline` when there was no answer at all. */
export class ApiFailure extends Error {
  readonly code: string
  readonly status: number
  readonly fix: string | undefined
  readonly issues: readonly FailureIssue[]

  constructor(failure: { code: string; status: number; message: string; fix?: string; issues?: FailureIssue[] }) {
    super(failure.message)
    this.name = 'ApiFailure'
    this.code = failure.code
    this.status = failure.status
    this.fix = failure.fix
    this.issues = failure.issues ?? []
  }
}

const isApiError = (body: unknown): body is ApiError =>
  typeof body === 'object' &&
  body !== null &&
  'error' in body &&
  typeof body.error === 'object' &&
  body.error !== null &&
  'code' in body.error &&
  'message' in body.error

const failureOf = async (response: Response): Promise<ApiFailure> => {
  const body: unknown = await response.json().catch(() => null)
  if (isApiError(body)) return new ApiFailure({ ...body.error, status: response.status })
  // better-auth answers { code, message }.
  const plain = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  return new ApiFailure({
    code: typeof plain.code === 'string' ? plain.code : `http_${response.status}`,
    status: response.status,
    message: typeof plain.message === 'string' ? plain.message : `The server answered ${response.status}.`,
  })
}

type Sending = { method: string; url: string; body?: unknown; signal?: AbortSignal }

const send = async ({ method, url, body, signal }: Sending): Promise<unknown> => {
  const response = await fetch(url, {
    method,
    credentials: 'same-origin',
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error
    throw new ApiFailure({ code: 'offline', status: 0, message: 'The server did not answer.' })
  })
  if (!response.ok) throw await failureOf(response)
  return response.status === 204 ? undefined : response.json()
}

const pathOf = (path: string, params: Record<string, string>): string =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** Asks the server. `await call('overview', { params: { site }, input: frame })` */
export const call = async <N extends RouteName>(name: N, request: Request<N>): Promise<Output<N>> => {
  const [method = 'GET', path = ''] = apiRoutes[name].split(' ')
  // A body-less POST still says JSON, so that a form on another page cannot send it.
  const body = request.input ?? (method === 'GET' || method === 'DELETE' ? undefined : {})
  const url = pathOf(path, request.params as Record<string, string>)
  return (await send({ method, url, body, signal: request.signal })) as Output<N>
}

/** Accounts are better-auth's routes, which the contract does not list. */
export const callAuth = (path: string, body: Record<string, unknown>): Promise<unknown> =>
  send({ method: 'POST', url: `/api/auth${path}`, body })

/** Whether sign-in asks for a second step. Null: nobody is signed in. */
export const askTwoFactor = async (): Promise<boolean | null> => {
  const session = await send({ method: 'GET', url: '/api/auth/get-session' })
  if (typeof session !== 'object' || session === null || !('user' in session)) return null
  const { user } = session
  return typeof user === 'object' && user !== null && 'twoFactorEnabled' in user && user.twoFactorEnabled === true
}
