import { eventLimits } from '../contract/collect.ts'

export type Envelope = { site: string; sentAt: number | undefined; isAutomated: boolean; events: readonly unknown[] }
export type EnvelopeIssue = { path: string; message: string }

/** The outside of a request, as CollectRequest in contract/collect.ts; the events are validated one by one. */
export const readEnvelope = (
  input: unknown,
  maxEvents: number = eventLimits.eventsPerRequest,
): Envelope | EnvelopeIssue => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { path: '', message: 'send an object with "site" and "events"' }
  }
  const { site, sent_at: sentAt, automated, events } = input as Record<string, unknown>
  if (typeof site !== 'string' || site.length < 1 || site.length > 64) {
    return { path: 'site', message: "the site's id, a text of 1 to 64 characters" }
  }
  if (sentAt !== undefined && !(typeof sentAt === 'number' && Number.isFinite(sentAt))) {
    return { path: 'sent_at', message: 'milliseconds since 1970, a number' }
  }
  if (!Array.isArray(events) || events.length < 1) return { path: 'events', message: 'a list of at least one event' }
  if (events.length > maxEvents) return { path: 'events', message: `at most ${maxEvents} events a request` }
  return { site, sentAt, isAutomated: automated === true, events }
}
