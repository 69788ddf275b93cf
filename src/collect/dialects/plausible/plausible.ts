import type { IncomingEvent } from '../../../contract/collect.ts'
import type { Dialect, DialectRequest, Outcome, Parcel } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { incoming, type Said } from '../incoming.ts'
import { handedOnAgent } from '../user-agent.ts'
import { type Fields, fieldsOf, firstOf, isFields, lookUp, numberOf, parseJson, textOf } from '../values.ts'

/** As Plausible documents it: the rest is left out. */
const PROPS = 30

/** Plausible's own names → ours; any other is kept. `props` are renamed where ours have a word of their own. */
const names: Record<string, { name: string; properties?: Record<string, string>; more?: Fields }> = {
  pageview: { name: 'page_view' },
  'Outbound Link: Click': { name: 'click', properties: { url: 'href' }, more: { outbound: true } },
  'Cloaked Link: Click': { name: 'click', properties: { url: 'href' }, more: { outbound: true } },
  'File Download': { name: 'file_download', properties: { url: 'href' } },
  'Form: Submission': { name: 'form_submit', properties: { path: 'form' } },
  404: { name: 'page_missing', more: { status: 404 } },
}

const propsOf = (fields: Fields): Fields => {
  const given = firstOf(fields, 'props', 'p', 'meta', 'm')
  const props = typeof given === 'string' ? parseJson(given) : given
  return Object.fromEntries(Object.entries(fieldsOf(props)).slice(0, PROPS))
}

/** Sent each time a page is hidden: the time since it was last said, and how far down the page was read. */
const engagementOf = (fields: Fields): Fields => ({
  engaged_seconds: Math.round((numberOf(firstOf(fields, 'engagement_time', 'e')) ?? 0) / 1_000),
  engaged_seconds_before: 0,
  // In all, each time: what was said before, the collector knows.
  scroll_percent: Math.min(100, Math.max(0, numberOf(firstOf(fields, 'scroll_depth', 'sd')) ?? 0)),
})

const eventOf = (fields: Fields, request: DialectRequest): IncomingEvent => {
  const given = textOf(firstOf(fields, 'name', 'n'), 120)
  const url = textOf(firstOf(fields, 'url', 'u'), 2_048)
  if (given === undefined) throw new Unreadable('name: the name of the event, "pageview" for a page view')
  if (url === undefined) throw new Unreadable('url: the address of the page')
  const revenue = fieldsOf(firstOf(fields, 'revenue', '$'))
  const common: Omit<Said, 'name'> = {
    url,
    referrer: firstOf(fields, 'referrer', 'r'),
    value: revenue.amount,
    currency: revenue.currency,
    user_agent: handedOnAgent(request.headers),
    ip: String(request.headers['x-forwarded-for'] ?? '').split(',')[0],
  }
  if (given === 'engagement') return incoming({ ...common, name: 'engagement', properties: engagementOf(fields) })
  const known = lookUp(names, given)
  const props = propsOf(fields)
  const renamed = Object.entries(props).map(([name, value]) => [lookUp(known?.properties ?? {}, name) ?? name, value])
  const isInteractive = firstOf(fields, 'interactive', 'i') !== false
  const properties = { ...Object.fromEntries(renamed), ...known?.more, ...(!isInteractive && { interactive: false }) }
  return incoming({ ...common, name: known?.name ?? given, properties })
}

const wasDropped = (outcome: Outcome): boolean => outcome.outcome !== 'taken' || outcome.accepted === 0

export const plausible: Dialect = {
  tool: 'plausible',
  bodyBytes: 262_144,
  isSilentAboutBots: true,
  routes: [{ method: 'POST', path: '/api/event', what: 'Plausible: an event' }],
  translate(request) {
    const fields = parseJson(request.body.toString('utf8'))
    if (!isFields(fields)) throw new Unreadable('The body is not a JSON object.')
    // An event may be for several sites: "shop.example,all-shops.example".
    const domains = (textOf(firstOf(fields, 'domain', 'd'), 1_000) ?? '').split(',').map((domain) => domain.trim())
    if (domains[0] === '') throw new Unreadable('domain: the domain of the site, as in its settings')
    const event = eventOf(fields, request)
    const secret = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    const parcels = domains.slice(0, 10).map((site): Parcel => ({ site, secret, events: [event] }))
    return {
      parcels,
      answer: (outcomes) => ({
        status: 202,
        ...(outcomes.some(wasDropped) && { headers: { 'x-plausible-dropped': '1' } }),
        body: 'ok',
      }),
    }
  },
}
