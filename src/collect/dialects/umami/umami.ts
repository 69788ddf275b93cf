import type { IncomingHttpHeaders } from 'node:http'
import type { IncomingEvent } from '../../../contract/collect.ts'
import type { Dialect, DialectAnswer, DialectRequest, Notes, Outcome, Parcel } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { incoming, type Said } from '../incoming.ts'
import { handedOnAgent } from '../user-agent.ts'
import { type Fields, fieldsOf, isFields, listOf, numberOf, parseJson, textOf, without } from '../values.ts'
import { vitalsOf } from '../vitals.ts'
import { nextCache } from './cache.ts'

/** Umami sends the host and the path apart. */
const addressOf = (hostname: string | undefined, path: string | undefined): string | undefined => {
  if (path === undefined || /^[a-z-]+:\/\//i.test(path)) return path
  return hostname === undefined ? path : `https://${hostname}${path.startsWith('/') ? '' : '/'}${path}`
}

const commonOf = (payload: Fields, headers: IncomingHttpHeaders): Omit<Said, 'name'> => {
  const hostname = textOf(payload.hostname, 100)
  const referrer = textOf(payload.referrer, 2_048)
  return {
    // Its timestamp is in seconds.
    time: payload.timestamp,
    url: addressOf(hostname, textOf(payload.url, 2_048)),
    referrer: referrer?.startsWith('/') ? addressOf(hostname, referrer) : referrer,
    title: payload.title,
    language: payload.language,
    // What somebody was told apart by with umami.identify().
    user: { id: payload.id },
    visitor: textOf(payload.id) === undefined ? undefined : `id:${String(payload.id)}`,
    ip: payload.ip,
    user_agent: payload.userAgent ?? handedOnAgent(headers),
  }
}

const money = new Set(['revenue', 'currency'])

const eventsOf = (type: string, payload: Fields, headers: IncomingHttpHeaders): IncomingEvent[] => {
  const common = commonOf(payload, headers)
  const data = fieldsOf(payload.data)
  const tag = textOf(payload.tag, 50)
  if (type === 'performance')
    return vitalsOf(payload).map((properties) => incoming({ ...common, name: 'web_vital', properties }))
  if (type === 'identify') return [incoming({ ...common, name: 'identify', properties: data })]
  const revenue = numberOf(data.revenue)
  return [
    incoming({
      ...common,
      name: textOf(payload.name, 50) ?? 'page_view',
      ...(revenue !== undefined && { value: revenue, currency: data.currency }),
      properties: { ...(revenue === undefined ? data : without(data, money)), ...(tag && { tag }) },
    }),
  ]
}

const keyIn = ({ authorization }: IncomingHttpHeaders): string | undefined =>
  /^Bearer +(mnw_\S+)$/i.exec(authorization ?? '')?.[1]

type Sent = { parcel: Parcel; payload: Fields }

const readOne = (body: unknown, { headers }: DialectRequest): Sent => {
  if (!isFields(body) || !isFields(body.payload))
    throw new Unreadable('Send {"type": "event", "payload": {"website": …}}.')
  const { payload } = body
  const type = textOf(body.type) ?? 'event'
  if (!['event', 'identify', 'performance'].includes(type)) throw new Unreadable(`type: ${type} is not known`)
  const website = textOf(payload.website, 200)
  if (website === undefined)
    throw new Unreadable("website: the site's id; links and pixels of Umami are not known here")
  const events = eventsOf(type, payload, headers)
  const secret = keyIn(headers)
  const notes: Notes = events.length === 0 ? { unreadable: 1 } : {}
  return { parcel: { site: website, secret, events, notes, userAgent: textOf(payload.userAgent, 1_000) }, payload }
}

const isBot = (outcome: Outcome): boolean =>
  outcome.outcome === 'taken' && outcome.accepted === 0 && outcome.dropped.some(({ reason }) => reason === 'bot')

const single = (request: DialectRequest, body: unknown) => {
  const { parcel } = readOne(body, request)
  return {
    parcels: [parcel],
    answer: (outcomes: readonly Outcome[]): DialectAnswer =>
      outcomes.some(isBot)
        ? { status: 200, body: { beep: 'boop' } }
        : { status: 200, body: nextCache(request.headers['x-umami-cache'], request) },
  }
}

/** Each is judged on its own; those that cannot be read are told with their place. */
const batch = (request: DialectRequest, body: unknown) => {
  if (!Array.isArray(body)) throw new Unreadable('A batch is a list of {"type": …, "payload": …}.')
  const read = listOf(body).map((one): Sent | string => {
    try {
      return readOne(one, request)
    } catch (error) {
      if (error instanceof Unreadable) return error.message
      throw error
    }
  })
  const good = read.flatMap((one, index) => (typeof one === 'string' ? [] : [{ index, parcel: one.parcel }]))
  const unread = read.flatMap((one, index) => (typeof one === 'string' ? [{ index, response: { error: one } }] : []))
  return {
    parcels: merge(good.map(({ parcel }) => parcel)),
    answer: (outcomes: readonly Outcome[]): DialectAnswer => {
      const refused = outcomes.flatMap((outcome) =>
        outcome.outcome === 'refused' ? [{ response: { error: outcome.message } }] : [],
      )
      const details = [...unread, ...refused]
      const { cache } = nextCache(request.headers['x-umami-cache'], request)
      return {
        status: 200,
        body: { size: read.length, processed: read.length - details.length, errors: details.length, details, cache },
      }
    },
  }
}

/** Events in a row of the same site and browser go together. */
const merge = (parcels: readonly Parcel[]): Parcel[] => {
  const merged: Parcel[] = []
  for (const parcel of parcels) {
    const last = merged.at(-1)
    if (last && last.site === parcel.site && last.userAgent === parcel.userAgent) last.events.push(...parcel.events)
    else merged.push({ ...parcel, events: [...parcel.events] })
  }
  return merged
}

export const umami: Dialect = {
  tool: 'umami',
  bodyBytes: 1_048_576,
  isSilentAboutBots: true,
  routes: [
    { method: 'POST', path: '/api/send', what: 'Umami: a page view, an event, an identity or Web Vitals' },
    { method: 'POST', path: '/api/batch', what: 'Umami: several of them' },
  ],
  translate(request) {
    const body = parseJson(request.body.toString('utf8'))
    return request.path === '/api/batch' ? batch(request, body) : single(request, body)
  },
}
