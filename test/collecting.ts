import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type CollectDeps, type Collector, createCollector } from '../src/collect/collector.ts'
import type { Door, SiteFacts } from '../src/collect/door.ts'
import { type EventStore, migrate, openChdb } from '../src/events/index.ts'
import { silentLog } from '../src/platform/log.ts'
import { systemRandom } from '../src/platform/random.ts'

/** When the collectors of these tests live. */
export const noon = Date.parse('2026-11-20T12:00:00Z')

/** The tag in somebody's browser. */
export const tagDoor: Door = {
  origin: 'tag',
  ip: '203.113.131.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  pageUrl: 'https://shop.example',
  trusted: false,
  receivedAt: noon,
}

export const shopOf = (id: string): SiteFacts => ({
  ...{ id, domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full', demo: false },
})

/** The embedded engine in a folder of its own, for all tests of a file; in it when they begin. */
export const useEmbeddedEvents = (): { readonly folder: string; readonly events: EventStore } => {
  const embedded = {} as { folder: string; events: EventStore }
  beforeAll(async () => {
    embedded.folder = await mkdtemp(join(tmpdir(), 'minnow-collect-'))
    embedded.events = await openChdb({ path: join(embedded.folder, 'events'), log: silentLog })
    await migrate(embedded.events, { now: () => noon })
  })
  afterAll(async () => {
    await embedded.events.close()
    await rm(embedded.folder, { recursive: true, force: true })
  })
  return embedded
}

/** A collector of any site, on a store that may have trouble. */
export const startCollector = (
  events: EventStore,
  journalFolder: string,
  more: Partial<CollectDeps> = {},
): Promise<Collector> =>
  createCollector({
    events,
    journalFolder,
    sites: shopOf,
    salts: { saltOf: async () => new Uint8Array(32) },
    clock: { now: () => noon },
    random: systemRandom,
    log: silentLog,
    ...more,
  })
