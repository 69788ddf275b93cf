import { mayLeave } from '../../contract/consent.ts'
import type { ExportedEvent, ExportPage, ExportRequest } from '../../contract/export.ts'
import type { Site } from '../../contract/site.ts'
import { someText } from '../../events/index.ts'
import { bind, sql } from '../../platform/sql.ts'
import { localToEpoch } from '../../platform/time-zone.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'

type Row = Omit<ExportedEvent, 'id' | 'time' | 'repeat' | 'url' | 'value'> & {
  at: string
  event: string
  repeat: number
  value: number
  host: string
  path: string
  query: string
}

const DAY_MS = 86_400_000

export const instantOf = (local: string, field: string, timezone: string): number => {
  const wall = Date.parse(local.includes('T') ? `${local}:00Z` : `${local}T00:00:00Z`)
  if (Number.isNaN(wall))
    throw new Refusal('invalid_input', { issues: [{ path: field, message: 'is no day of the calendar' }] })
  return localToEpoch(wall, timezone)
}

type Cursor = { at: number; id: bigint }

const readCursor = (text: string): Cursor => {
  const match = /^(-?\d{1,16})-(\d{1,20})$/.exec(text)
  if (!match) throw new Refusal('invalid_input', { issues: [{ path: 'after', message: 'is not where a page ended' }] })
  return { at: Number(match[1]), id: BigInt(match[2] ?? 0) }
}

const toExported = ({ at, event, host, path, query, repeat, ...rest }: Row): ExportedEvent => ({
  ...rest,
  id: event,
  time: new Date(Number(at)).toISOString(),
  url: host === '' ? '' : `https://${host}${path}${query === '' ? '' : `?${query}`}`,
  repeat: repeat === 1,
})

/**
 * A page of stored events in order of time. Days are read one by one, because the store is sorted by day and
 * visitor: a page costs one day's rows, not all that follow.
 */
export const exportEvents = async ({ events }: Deps, site: Site, request: ExportRequest): Promise<ExportPage> => {
  const from = instantOf(request.from, 'from', site.timezone)
  const to = instantOf(request.to, 'to', site.timezone)
  const after: Cursor = request.after === undefined ? { at: from, id: 0n } : readCursor(request.after)
  const [next] = await events.query<{ at: string; events: string }>(sql`
    SELECT toUnixTimestamp64Milli(min(ts)) AS at, count() AS events FROM events
    WHERE site = ${site.id} AND ts >= fromUnixTimestamp64Milli(${Math.max(after.at, from)})
      AND ts < fromUnixTimestamp64Milli(${to})`)
  if (!next || Number(next.events) === 0) return { events: [], next: null }
  const dayEnd = Math.min(to, (Math.floor(Number(next.at) / DAY_MS) + 1) * DAY_MS)
  const rows = await events.query<Row>(sql`
    SELECT toString(id) AS event, toUnixTimestamp64Milli(ts) AS at, name, ${someText(sql`events.visitor`)} AS visitor,
      ${someText(sql`events.session`)} AS session, host, path, query, title, referrer, channel, source, medium, campaign, landing_page,
      device, browser, os, os_version, country, region, city, language, value, currency, transaction_id, repeat, consent, properties
    FROM events
    WHERE site = ${site.id} AND ts >= fromUnixTimestamp64Milli(${Math.max(after.at, from)})
      AND ts < fromUnixTimestamp64Milli(${dayEnd})
      AND (toUnixTimestamp64Milli(ts), id) > (${after.at}, ${bind(after.id, 'UInt64')})
    ORDER BY ts, id LIMIT ${request.limit}`)
  const last = rows.at(-1)
  const isFull = rows.length === request.limit
  const cursor = isFull && last ? `${last.at}-${last.event}` : dayEnd < to ? `${dayEnd}-0` : null
  const { purpose } = request
  const leaving = purpose ? rows.filter(({ consent }) => mayLeave(consent, purpose, site)) : rows
  return { events: leaving.map(toExported), next: cursor }
}
