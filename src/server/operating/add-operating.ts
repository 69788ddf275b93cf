import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { raw } from '../../platform/sql.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { exposition, METRICS_TYPE } from './exposition.ts'
import { Answers, createMetrics } from './metrics.ts'
import type { StoreTimes } from './watched-store.ts'

const CHECK_MS = 2_000
const CHECK_SECONDS = 2

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** This machine itself, not somebody whom a proxy on this machine lets through. */
const isLocal = ({ ip, headers }: FastifyRequest): boolean =>
  (ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined

const mayRead = (request: FastifyRequest, token: string | undefined): boolean => {
  if (token === undefined) return isLocal(request)
  return timingSafeEqual(digest(request.headers.authorization ?? ''), digest(`Bearer ${token}`))
}

const answersInTime = (asked: Promise<unknown>): Promise<'ok' | 'unavailable'> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve('unavailable'), CHECK_MS)
    const end = (outcome: 'ok' | 'unavailable') => () => {
      clearTimeout(timer)
      resolve(outcome)
    }
    asked.then(end('ok'), end('unavailable'))
  })

/**
 * For whoever watches over the servers. Alive is a process that answers. Ready is one that may be sent requests: it takes
 * events as long as its own disk does, so a store that is away makes it degraded, not unready, because taking all
 * servers away would lose what they could keep.
 */
export const addOperating = (app: FastifyInstance, deps: Deps, times: StoreTimes): void => {
  const answers = new Answers()
  const metrics = createMetrics(deps, { times, answers })
  app.addHook('onResponse', async ({ method }, { statusCode }) => answers.add(method, statusCode))
  app.addHook('onClose', async () => metrics.stop())

  for (const path of ['/health', '/api/health', '/healthz']) app.get(path, async () => ({ status: 'ok' }))

  app.get('/ready', async (_request, reply) => {
    const [eventStore, database] = await Promise.all([
      answersInTime(deps.watchedEvents.query(raw('SELECT 1'), { maxSeconds: CHECK_SECONDS })),
      answersInTime(deps.control.db.selectFrom('meta').select('key').limit(1).execute()),
    ])
    const collecting = !deps.collector.state().isFull
    const isWhole = eventStore === 'ok' && database === 'ok'
    reply.code(collecting ? 200 : 503)
    return {
      status: collecting ? (isWhole ? 'ok' : 'degraded') : 'full',
      ...{ event_store: eventStore, database, collecting },
    }
  })

  app.get('/metrics', async (request, reply) => {
    if (!mayRead(request, deps.config.metricsToken)) throw new Refusal('not_allowed')
    reply.type(METRICS_TYPE)
    return exposition(await metrics.read())
  })
}
