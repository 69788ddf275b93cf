import type { Collector } from '../collect/index.ts'
import type { EventStore } from '../events/index.ts'
import type { Outbound } from '../platform/outbound.ts'
import type { Secrets } from '../platform/secrets.ts'
import type { Accounts } from './accounts/accounts.ts'
import type { KnownKeys } from './accounts/known-keys.ts'
import type { ImportRuns } from './imports/import-runs.ts'
import type { Uploads } from './imports/uploads.ts'
import type { Background } from './jobs/background.ts'
import type { ToolCounts } from './other-tools/counts.ts'
import type { ErasedPeople } from './privacy/erased-people.ts'
import type { DayCounts } from './sites/day-counts.ts'
import type { DemoHistory } from './sites/demo-history.ts'
import type { SiteCache } from './sites/site-cache.ts'
import type { World } from './world.ts'

/** What the routes work with. */
export type Deps = World & {
  accounts: Accounts
  sites: SiteCache
  keys: KnownKeys
  collector: Collector
  /** The event store itself: without what waits to be stored, and without waiting for it. */
  watchedEvents: EventStore
  /** The only way to other servers. */
  outbound: Outbound
  secrets: Secrets
  dayCounts: DayCounts
  demo: DemoHistory
  erased: ErasedPeople
  background: Background
  uploads: Uploads
  imports: ImportRuns
  /** What came of other tools' requests. */
  toolCounts: ToolCounts
}
