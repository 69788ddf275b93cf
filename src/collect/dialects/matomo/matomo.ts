import type { Dialect, DialectAnswer, DialectRequest, Notes, Outcome, Parcel, Translation } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { fieldsOf, listOf, parseJson, textOf } from '../values.ts'
import { eventsOf } from './hit.ts'

/** A transparent GIF of one pixel, which image tags wait for. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** Requests of a bulk; Matomo has no limit of its own, and asks for fewer than a few hundred. */
const BULK_REQUESTS = 5_000

const parcelOf = (hit: URLSearchParams, token: string | undefined): Parcel | string => {
  if (hit.get('rec') !== '1') return 'rec: must be 1, or nothing is recorded'
  const site = textOf(hit.get('idsite'))
  if (site === undefined) return "idsite: the site's id"
  const events = eventsOf(hit)
  const notes: Notes = events.length === 0 ? { not_used: 1 } : {}
  return {
    site,
    secret: textOf(hit.get('token_auth')) ?? token,
    events,
    notes,
    userAgent: textOf(hit.get('ua'), 1_000),
  }
}

const image = (hit: URLSearchParams): DialectAnswer =>
  hit.get('send_image') === '0'
    ? { status: 204 }
    : { status: 200, headers: { 'content-type': 'image/gif' }, body: pixel }

const single = (hit: URLSearchParams): Translation => {
  const parcel = parcelOf(hit, undefined)
  if (typeof parcel === 'string') throw new Unreadable(parcel)
  return { parcels: [parcel], answer: () => image(hit) }
}

/** Requests in a row of the same site and browser are collected together. */
const isAlike = (one: Parcel | undefined, other: Parcel): one is Parcel =>
  one?.site === other.site && one.secret === other.secret && one.userAgent === other.userAgent

type Group = { parcel: Parcel; requests: number[] }

const bulk = (body: unknown): Translation => {
  const { requests, token_auth: token } = fieldsOf(body)
  if (!Array.isArray(requests)) throw new Unreadable('A bulk is {"requests": ["?idsite=1&rec=1&url=…"]}.')
  if (requests.length > BULK_REQUESTS) throw new Unreadable(`At most ${BULK_REQUESTS} requests at a time.`, 413)
  const invalid = new Set<number>()
  const groups: Group[] = []
  for (const [index, request] of listOf(requests).entries()) {
    const text = typeof request === 'string' ? request.slice(request.indexOf('?') + 1) : ''
    const parcel = parcelOf(new URLSearchParams(text), textOf(token))
    const last = groups.at(-1)
    if (typeof parcel === 'string') invalid.add(index)
    else if (last && isAlike(last.parcel, parcel)) {
      last.parcel.events.push(...parcel.events)
      last.requests.push(index)
    } else groups.push({ parcel, requests: [index] })
  }
  if (groups.length === 0) throw new Unreadable('No request could be read: each needs idsite and rec=1.')
  return {
    parcels: groups.map(({ parcel }) => parcel),
    answer: (outcomes: readonly Outcome[]) => {
      for (const [index, outcome] of outcomes.entries()) {
        if (outcome.outcome === 'refused') for (const request of groups[index]?.requests ?? []) invalid.add(request)
      }
      const body = { status: 'success', tracked: requests.length - invalid.size, invalid: invalid.size }
      return { status: 200, body: { ...body, invalid_indices: [...invalid].sort((one, other) => one - other) } }
    },
  }
}

const translate = ({ method, query, body }: DialectRequest): Translation => {
  const text = body.toString('utf8').trim()
  if (method === 'POST' && text.startsWith('{')) return bulk(parseJson(text))
  const hit = new URLSearchParams(query)
  for (const [name, value] of new URLSearchParams(text)) hit.set(name, value)
  return single(hit)
}

export const matomo: Dialect = {
  tool: 'matomo',
  bodyBytes: 4_194_304,
  routes: ['/matomo.php', '/piwik.php'].flatMap((path) => [
    { method: 'GET' as const, path, what: 'Matomo: a request of the tracking API, as an image' },
    { method: 'POST' as const, path, what: 'Matomo: a request of the tracking API, or many in bulk' },
  ]),
  translate,
}
