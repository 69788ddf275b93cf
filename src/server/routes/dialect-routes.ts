import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import {
  type Dialect,
  type DialectAnswer,
  decompress,
  dialects,
  isTranslation,
  type Outcome,
  type Parcel,
  type Translation,
  Unreadable,
} from '../../collect/index.ts'
import { eventLimits } from '../../contract/collect.ts'
import type { Deps } from '../deps.ts'
import { clientAddresses } from '../http/client-address.ts'
import { errorAnswer } from '../http/error-answers.ts'
import { errorBody } from '../http/errors.ts'
import { readBytes } from '../http/read-bytes.ts'
import { deliver } from '../other-tools/deliver.ts'

/** Once decompressed, a body may be this many times as large as it was allowed to be, and at most as large as an import's. */
const SWELLING = 10

/**
 * Any page may send here. These routes read no cookie and answer nothing of anybody's, so pages whose client sends
 * credentials along (a beacon always does) are answered, too.
 */
const crossOrigin = ({ headers }: IncomingMessage): Record<string, string> => ({
  'access-control-allow-origin': headers.origin ?? '*',
  ...(headers.origin !== undefined && { 'access-control-allow-credentials': 'true', vary: 'origin' }),
  'access-control-expose-headers': 'retry-after, x-minnow-dropped, x-minnow-notes, x-plausible-dropped',
  'cross-origin-resource-policy': 'cross-origin',
})

const header = (name: string, counts: Map<string, number>): Record<string, string> =>
  counts.size === 0 ? {} : { [name]: [...counts].map(([reason, count]) => `${reason}=${count}`).join(', ') }

/** What was not stored of a request that the tool's own form of answer calls done: `bot=1, duplicate=2`. */
const droppedHeader = (outcomes: readonly Outcome[]): Record<string, string> => {
  const counts = new Map<string, number>()
  const add = (reason: string): unknown => counts.set(reason, (counts.get(reason) ?? 0) + 1)
  for (const outcome of outcomes) {
    if (outcome.outcome === 'refused') add(outcome.code)
    if (outcome.outcome === 'taken') for (const { reason } of outcome.dropped) add(reason)
  }
  return header('x-minnow-dropped', counts)
}

/** What the translation changed or left out: `too_many_events=3`. */
const notesHeader = (parcels: readonly Parcel[]): Record<string, string> => {
  const counts = new Map<string, number>()
  for (const { notes = {} } of parcels) {
    for (const [note, events] of Object.entries(notes)) counts.set(note, (counts.get(note) ?? 0) + events)
  }
  return header('x-minnow-notes', counts)
}

const busyAnswer = (retryAfterSeconds: number): DialectAnswer => ({
  status: 503,
  headers: { 'retry-after': String(retryAfterSeconds) },
  body: errorBody('busy'),
})

/** Nothing is said to be done that is not: when the store is busy or nothing was meant for a site of ours, every tool's client is told. */
const answerTo = ({ parcels, answer: own }: Translation, outcomes: readonly Outcome[]): DialectAnswer => {
  const busy = outcomes.find((outcome) => outcome.outcome === 'busy')
  if (busy) return busyAnswer(busy.retryAfterSeconds)
  const [first] = outcomes
  if (first?.outcome === 'refused' && outcomes.every(({ outcome }) => outcome === 'refused')) {
    const { status, code, message } = first
    return { status, headers: { 'x-minnow-dropped': code }, body: { error: { code, message } } }
  }
  const answer = own(outcomes)
  return { ...answer, headers: { ...droppedHeader(outcomes), ...notesHeader(parcels), ...answer.headers } }
}

const send = (request: IncomingMessage, response: ServerResponse, { status, headers, body }: DialectAnswer): void => {
  const isPlain = typeof body === 'string' || Buffer.isBuffer(body)
  const bytes = body === undefined ? '' : isPlain ? body : JSON.stringify(body)
  const type = isPlain ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8'
  response.writeHead(status, {
    'cache-control': 'no-store',
    ...crossOrigin(request),
    ...(status !== 204 && { 'content-length': Buffer.byteLength(bytes) }),
    ...(body !== undefined && { 'content-type': type, 'x-content-type-options': 'nosniff' }),
    ...headers,
  })
  response.end(status === 204 ? undefined : bytes)
}

export const addDialectRoutes = (app: FastifyInstance, deps: Deps): void => {
  const addressOf = clientAddresses(deps.config.trustedProxies)

  const newId = (): string => {
    const hex = Buffer.from(deps.random.bytes(16)).toString('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  const serve = async (dialect: Dialect, request: IncomingMessage): Promise<DialectAnswer> => {
    const { headers, method = 'GET', url = '/' } = request
    const raw = method === 'POST' ? await readBytes(request, dialect.bodyBytes) : Buffer.alloc(0)
    const encoding = headers['content-encoding'] ?? ''
    const body = await decompress(raw, {
      encoding,
      limitBytes: Math.min(dialect.bodyBytes * SWELLING, eventLimits.importBodyBytes),
    })
    const [path = '/', ...query] = url.split('?')
    const receivedAt = deps.clock.now()
    const made = dialect.translate({
      ...{ method, path: path.length > 1 ? path.replace(/\/$/, '') : path, headers, body, receivedAt, newId },
      query: new URLSearchParams(query.join('?')),
      baseUrl: deps.config.publicUrl,
    })
    if (!isTranslation(made)) return made
    const sender = { headers, ip: addressOf(request), receivedAt }
    const { toolCounts: counts } = deps
    const outcomes: Outcome[] = []
    for (const parcel of made.parcels) outcomes.push(await deliver({ deps, counts, dialect }, parcel, sender))
    return answerTo(made, outcomes)
  }

  const refuse = (request: IncomingMessage, error: Error): DialectAnswer => {
    const ending: Record<string, string> = request.complete ? {} : { connection: 'close' }
    if (error instanceof Unreadable) {
      const { status, message } = error
      return { status, headers: ending, body: { error: { code: 'malformed_request', message } } }
    }
    const { method = '', url = '' } = request
    const answer = errorAnswer(error, { method, url, log: deps.log })
    return { ...answer, headers: { ...ending, ...answer.headers } }
  }

  const preflight = (request: IncomingMessage): DialectAnswer => ({
    status: 204,
    headers: {
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': request.headers['access-control-request-headers'] ?? 'content-type',
      'access-control-max-age': '86400',
    },
  })

  app.register(async (door) => {
    for (const dialect of dialects) {
      for (const url of new Set(dialect.routes.map(({ path }) => path))) {
        door.options(
          url,
          {
            onRequest: async ({ raw }, reply) => {
              reply.hijack()
              send(raw, reply.raw, preflight(raw))
            },
          },
          () => undefined,
        )
      }
      for (const { method, path: url } of dialect.routes) {
        // Requests leave Fastify once they are routed: every client sends types of content of its own.
        const onRequest = async (
          { raw }: { raw: IncomingMessage },
          reply: { hijack(): unknown; raw: ServerResponse },
        ) => {
          reply.hijack()
          const answer = await serve(dialect, raw).catch((error: Error) => refuse(raw, error))
          send(raw, reply.raw, answer)
        }
        door.route({ method, url, onRequest, handler: () => undefined, exposeHeadRoute: false })
      }
    }
  })
}
