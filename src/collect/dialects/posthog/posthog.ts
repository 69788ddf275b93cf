import type { Dialect, DialectAnswer, DialectRequest, DialectRoute, Notes, Parcel, Translation } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { type Fields, fieldsOf, isFields, listOf, textOf, timeOf } from '../values.ts'
import { answerOf } from './answers.ts'
import { readBody } from './body.ts'
import { eventsOf } from './event.ts'

const V1 = '/i/v1/analytics/events'

const tokenOf = (fields: Fields): string | undefined =>
  textOf(fields.api_key) ?? textOf(fields.token) ?? textOf(fieldsOf(fields.properties).token)

const bearer = ({ headers }: DialectRequest): string | undefined =>
  /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]

/** A batch, a list, or one event; profiles sent to /engage are an identity. */
const readEvents = (read: unknown, path: string): { shared: Fields; events: unknown[] } => {
  if (Array.isArray(read)) return { shared: {}, events: read }
  const shared = fieldsOf(read)
  if (Array.isArray(shared.batch)) return { shared, events: shared.batch }
  if (path !== '/engage') return { shared, events: [shared] }
  const { $token, $distinct_id, $set, $set_once } = shared
  const properties = { $set, $set_once, token: $token }
  return { shared, events: [{ event: '$set', distinct_id: $distinct_id, properties }] }
}

const parcelsOf = (request: DialectRequest, events: readonly unknown[], shared: Fields): Parcel[] => {
  const parcels = new Map<string, Parcel & { notes: Notes }>()
  const sentAt = timeOf(shared.sent_at) ?? timeOf(shared.created_at) ?? timeOf(request.query.get('_'))
  const common = tokenOf(shared) ?? bearer(request) ?? textOf(request.query.get('token')) ?? ''
  for (const one of events) {
    const fields = fieldsOf(one)
    const site = tokenOf(fields) ?? common
    const parcel = parcels.get(site) ?? { site, sentAt, events: [], notes: {} }
    parcels.set(site, parcel)
    const made = isFields(one) ? eventsOf(fields, request.receivedAt) : undefined
    const note = made === undefined ? 'unreadable' : made.length === 0 ? 'not_used' : undefined
    if (note) parcel.notes[note] = (parcel.notes[note] ?? 0) + 1
    parcel.events.push(...(made ?? []))
  }
  return [...parcels.values()]
}

/** Its newest form is told the fate of each event. */
const resultsOf = (events: readonly unknown[]): Fields =>
  Object.fromEntries(
    events.flatMap((one) => (textOf(fieldsOf(one).uuid) ? [[fieldsOf(one).uuid, { result: 'ok' }]] : [])),
  )

const translate = (request: DialectRequest): Translation | DialectAnswer => {
  const other = answerOf(request)
  if (other) return other
  const { shared, events } = readEvents(readBody(request), request.path)
  if (events.length === 0) throw new Unreadable('The request has no events.')
  const body = request.path === V1 ? { results: resultsOf(listOf(events)) } : { status: 1 }
  return { parcels: parcelsOf(request, events, shared), answer: () => ({ status: 200, body }) }
}

/** Clients of different ages write the paths with a slash at the end, or without. */
const both = (method: 'GET' | 'POST', path: string, what: string): DialectRoute[] => [
  { method, path, what },
  { method, path: `${path}/`, what },
]

export const posthog: Dialect = {
  tool: 'posthog',
  bodyBytes: 4_194_304,
  routes: [
    ...['/e', '/i/v0/e', '/capture', '/track', '/batch', '/engage', V1].flatMap((path) =>
      both('POST', path, 'PostHog: events'),
    ),
    ...['/e', '/capture', '/track'].flatMap((path) => both('GET', path, 'PostHog: events, in the address')),
    ...['/flags', '/decide', '/s', '/i/v1/logs', '/i/v1/metrics'].flatMap((path) =>
      both('POST', path, 'PostHog: asked by its clients; nothing is kept'),
    ),
    ...['/array/:token/config', '/array/:token/config.js'].map((path) => ({
      ...{ method: 'GET' as const, path, what: 'PostHog: asked by its clients; nothing is switched on' },
    })),
    ...[
      '/api/surveys',
      '/api/early_access_features',
      '/api/web_experiments',
      '/api/feature_flag/local_evaluation',
    ].flatMap((path) => both('GET', path, 'PostHog: asked by its clients; there are none')),
  ],
  translate,
}
