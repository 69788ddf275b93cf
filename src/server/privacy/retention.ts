import { listSites } from '../../control/index.ts'
import { removeOlder } from '../../events/index.ts'
import { epochToLocal, localToEpoch } from '../../platform/time-zone.ts'
import type { Deps } from '../deps.ts'

const DAY_MS = 86_400_000

/** The beginning of the first day that is kept, by the site's clock. */
export const keptFrom = (now: number, days: number, timezone: string): number =>
  localToEpoch((Math.floor(epochToLocal(now, timezone) / DAY_MS) - days) * DAY_MS, timezone)

/** Deletes what is older than each site wants to keep. The demo shop's history is made up and stays. */
export const removeOldEvents = async (deps: Deps, signal: AbortSignal): Promise<void> => {
  for (const { id, demo, timezone, privacy } of await listSites(deps.control.db)) {
    if (privacy.retention_days === null || demo || signal.aborted) continue
    const before = keptFrom(deps.clock.now(), privacy.retention_days, timezone)
    const events = await removeOlder(deps.events, id, { before, signal })
    if (events > 0) deps.log.info({ site: id, events }, 'events older than the site keeps were deleted')
  }
}
