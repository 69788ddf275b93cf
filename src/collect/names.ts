import { eventNames } from '../contract/event-names.ts'
import type { EventStore } from '../events/index.ts'
import { sql } from '../platform/sql.ts'

/**
 * How many names a site may have. Names are columns' dictionaries and the lists people choose from: a tag that puts an
 * order number into a name, or somebody who wants to do harm, must not fill them. Who has a key may go on for as many.
 */
export const mostNames = { event: 500, property: 1_000 } as const

export type NameKind = keyof typeof mostNames

/** A name that did not come for so long counts no more. */
const REMEMBERED_DAYS = 30

type Known = Record<NameKind, Set<string>>
const newKnown = (): Known => ({ event: new Set(), property: new Set() })

/** The names of each site's events and properties, as far as they count against what it may have. */
export class Names {
  #sites = new Map<string, Known>()

  /** Whether a site may use a name; a new one is noted. */
  admits(site: string, { kind, name, trusted }: { kind: NameKind; name: string; trusted: boolean }): boolean {
    let known = this.#sites.get(site)
    if (known === undefined) {
      known = newKnown()
      this.#sites.set(site, known)
    }
    const names = known[kind]
    if (names.has(name)) return true
    if (kind === 'event' && Object.hasOwn(eventNames, name)) return true
    if (names.size >= mostNames[kind] * (trusted ? 2 : 1)) return false
    names.add(name)
    return true
  }

  /** What is stored of the last 30 days instead of what was known. */
  async fill(store: EventStore, now: number): Promise<void> {
    const most = mostNames.property * 2
    const since = Math.floor(now / 1000) - REMEMBERED_DAYS * 86_400
    const rows = await store.query<{ site: string; events: string[]; properties: string[] }>(
      sql`SELECT site, groupUniqArray(${most})(name) AS events, groupUniqArrayArray(${most})(mapKeys(properties)) AS properties
        FROM events WHERE toDate(ts) >= toDate(toDateTime64(${since}, 3, 'UTC')) GROUP BY site`,
      { maxSeconds: 120 },
    )
    const sites = new Map<string, Known>()
    for (const { site, events, properties } of rows) {
      const event = new Set(events.filter((name) => !Object.hasOwn(eventNames, name)))
      sites.set(site, { event, property: new Set(properties) })
    }
    this.#sites = sites
  }
}
