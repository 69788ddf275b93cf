import { createHash } from 'node:crypto'
import type { Site } from '../../contract/site.ts'
import type { EventStore } from '../../events/index.ts'
import type { Clock } from '../../platform/clock.ts'
import { epochToLocal } from '../../platform/time-zone.ts'
import type { Collector } from '../collector.ts'
import type { Door } from '../door.ts'
import type { Contact } from './contact.ts'
import { findClick } from './find-click.ts'

export type ContactDeps = { events: EventStore; collector: Pick<Collector, 'collect'>; clock: Clock }

export type Confirmed = { outcome: 'done' } | { outcome: 'busy'; retryAfterSeconds: number }

const dayOf = (time: number, timezone: string): string =>
  new Date(epochToLocal(time, timezone)).toISOString().slice(0, 10)

/**
 * A contact is counted once a day and person, however much is said. It joins the visit of the click that led to it; one
 * that names no click is counted without a visit, in a session whose source is the chat.
 */
export const confirmContacts = async (
  { events, collector, clock }: ContactDeps,
  { site, hook, contacts }: { site: Pick<Site, 'id' | 'timezone'>; hook: string; contacts: readonly Contact[] },
): Promise<Confirmed> => {
  for (const { method, user, time, beganWith, click } of contacts) {
    const now = clock.now()
    const happened = Math.min(time, now)
    const person = createHash('sha256').update(`${hook}\0${user}`).digest('base64url').slice(0, 22)
    const of = click === undefined ? undefined : await findClick(events, { site: site.id, click, now })
    const door: Door = {
      ...{ origin: 'api', ip: '', userAgent: '', pageUrl: '', trusted: true, receivedAt: now },
      ...(of && { of }),
    }
    const event = {
      id: `contact:${person}:${dayOf(happened, site.timezone)}`,
      name: 'contact_confirmed',
      time: happened,
      visitor: `${method}:${person}`,
      entry: { url: `/?utm_source=${method}&utm_medium=referral` },
      properties: { method, began_with: beganWith, joined: of !== undefined },
    }
    const result = await collector.collect({ site: site.id, events: [event] }, door)
    if (result.outcome === 'busy') return result
  }
  return { outcome: 'done' }
}
