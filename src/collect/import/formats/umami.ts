import type { IncomingEvent } from '../../../contract/collect.ts'
import { parseTime } from '../parse-time.ts'
import type { ImportFormat, Row, Turned } from '../turn.ts'
import { countryCode, deviceOf, shortText } from './shared.ts'

/**
 * Umami's export: website_event, a row an event, as CSV or JSON. Its session is a visitor, its visit a session; both
 * stay. Times are UTC, to the second.
 */
const text = (value: unknown): string => (value === null || value === undefined || value === '\\N' ? '' : String(value))

const addressOf = (row: Row): string => {
  const path = text(row.url_path) || '/'
  const query = text(row.url_query)
  return `https://${text(row.hostname) || 'unknown.invalid'}${path.startsWith('/') ? path : `/${path}`}${query && `?${query}`}`
}

const referrerOf = (row: Row): string => {
  const domain = text(row.referrer_domain)
  if (domain === '') return ''
  const query = text(row.referrer_query)
  return `https://${domain}${text(row.referrer_path)}${query && `?${query}`}`
}

const turn = (row: Row): Turned => {
  const time = parseTime(row.created_at, 'UTC')
  if (time === undefined) return { problem: 'invalid_time', detail: `"${text(row.created_at)}" is no created_at` }
  const isNamed = text(row.event_type) === '2' || text(row.event_name) !== ''
  const referrer = referrerOf(row)
  const amount = Number(text(row.revenue))
  const event: IncomingEvent = {
    ...(text(row.event_id) && { id: `umami:${text(row.event_id)}`.slice(0, 200) }),
    name: isNamed ? text(row.event_name) : 'page_view',
    ...{ time, visitor: text(row.session_id).slice(0, 200), url: addressOf(row).slice(0, 2_048) },
    ...(text(row.visit_id) && { session: text(row.visit_id).slice(0, 200) }),
    ...(referrer && { referrer: referrer.slice(0, 2_048) }),
    ...(text(row.page_title) && { title: text(row.page_title).slice(0, 500) }),
    ...(text(row.language) && { language: text(row.language).slice(0, 35) }),
    ...(text(row.distinct_id) && { user: text(row.distinct_id).slice(0, 200) }),
    ...(text(row.revenue) && Number.isFinite(amount) && { value: amount }),
    ...(/^[A-Z]{3}$/i.test(text(row.currency)) && { currency: text(row.currency) }),
    known: {
      ...(text(row.device) && { device: deviceOf(text(row.device)) }),
      ...shortText('browser', text(row.browser)),
      ...shortText('os', text(row.os)),
      ...countryCode(text(row.country)),
      ...shortText('region', text(row.region) || text(row.subdivision1)),
      ...shortText('city', text(row.city)),
    },
    properties: { ...(text(row.tag) && { tag: text(row.tag) }) },
  }
  return { events: [event] }
}

export const umami: ImportFormat = {
  kind: 'umami',
  isLike: (columns) => ['session_id', 'url_path', 'created_at'].every((column) => columns.includes(column)),
  start: () => turn,
}
