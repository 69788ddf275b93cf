import type { IncomingHttpHeaders } from 'node:http'
import type { CollectResult, Dialect, Door, Outcome, Parcel } from '../../collect/index.ts'
import { eventLimits, type IncomingEvent } from '../../contract/collect.ts'
import type { Deps } from '../deps.ts'
import { errors, Refusal } from '../http/errors.ts'
import type { ToolCounts } from './counts.ts'
import { type Found, findSite } from './find-site.ts'

export type Sender = { headers: IncomingHttpHeaders; ip: string; receivedAt: number }

/** Browsers name the page they send from; libraries of servers do not. */
const isBrowser = ({ headers }: Sender): boolean =>
  headers.origin !== undefined || headers.referer !== undefined || headers['sec-fetch-site'] !== undefined

const refusal = (
  code: 'unknown_site' | 'wrong_key' | 'not_allowed' | 'needs_key' | 'needs_secret',
  status: number,
): Outcome => ({
  ...{ outcome: 'refused', code, status },
  message: `${errors[code].message} ${errors[code].fix}`,
})

const refusedStatus = { origin_not_allowed: 403, unknown_site: 404, invalid_request: 400, no_valid_event: 400 } as const

/** What a request of any size comes to, sent on in pieces that the collector takes. */
const collectAll = async (deps: Deps, { site, sentAt, events }: Parcel, door: Door): Promise<CollectResult> => {
  const atOnce = door.trusted ? eventLimits.eventsPerImport : eventLimits.eventsPerRequest
  const whole: CollectResult & { outcome: 'answered' } = { outcome: 'answered', answer: { accepted: 0, dropped: [] } }
  for (let from = 0; from < events.length; from += atOnce) {
    const piece: IncomingEvent[] = events.slice(from, from + atOnce)
    const result = await deps.collector.collect({ site, sent_at: sentAt, events: piece }, door)
    if (result.outcome === 'busy' || (result.outcome === 'refused' && events.length <= atOnce)) return result
    whole.answer.accepted += result.answer.accepted
    for (const drop of result.answer.dropped) whole.answer.dropped.push({ ...drop, index: drop.index + from })
  }
  return whole
}

/** Brings a parcel to its site, and counts what became of it. */
export const deliver = async (
  { deps, counts, dialect }: { deps: Deps; counts: ToolCounts; dialect: Dialect },
  parcel: Parcel,
  sender: Sender,
): Promise<Outcome> => {
  const { tool } = dialect
  let found: Found | undefined
  try {
    found = await findSite(deps, tool, parcel)
  } catch (error) {
    if (error instanceof Refusal && (error.code === 'wrong_key' || error.code === 'not_allowed')) {
      return refusal(error.code, errors[error.code].status)
    }
    throw error
  }
  if (found === undefined) return refusal('unknown_site', errors.unknown_site.status)
  if (dialect.needsSecret && !found.isTrusted) return refusal('needs_secret', errors.needs_secret.status)
  const { site } = found
  for (const [reason, events] of Object.entries(parcel.notes ?? {})) counts.dropped(site.id, tool, { reason, events })
  const trusted = found.isTrusted && !isBrowser(sender)
  const door: Door = {
    origin: tool,
    ip: sender.ip,
    userAgent: parcel.userAgent ?? sender.headers['user-agent'] ?? '',
    pageUrl: sender.headers.origin ?? sender.headers.referer ?? '',
    trusted,
    privacyControl: sender.headers['sec-gpc'] === '1',
    receivedAt: sender.receivedAt,
  }
  const result = await collectAll(deps, { ...parcel, site: site.id }, door)
  if (result.outcome === 'busy') return result
  const { accepted, dropped } = result.answer
  const isKeyless = !trusted && !isBrowser(sender) && !dialect.isSilentAboutBots
  const areAllBots = accepted === 0 && dropped.length > 0 && dropped.every(({ reason }) => reason === 'bot')
  const needsKey = isKeyless && areAllBots
  for (const { reason } of dropped) {
    counts.dropped(site.id, tool, { reason: needsKey ? 'needs_key' : reason, events: 1 })
  }
  if (needsKey) return refusal('needs_key', errors.needs_key.status)
  if (result.outcome === 'answered') return { outcome: 'taken', accepted, dropped }
  return { outcome: 'refused', status: refusedStatus[result.code], code: result.code, message: result.message }
}
