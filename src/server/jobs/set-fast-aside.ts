import { setAside } from '../../events/index.ts'
import type { Deps } from '../deps.ts'

const DAY_MS = 86_400_000

/** Visitors who turned out to be faster than people: what they did on that day before it was seen is set aside, too. */
export const setFastAside = async ({ collector, events }: Deps): Promise<void> => {
  for (const { site, visitor, time } of collector.traffic.takeFound()) {
    const from = Math.floor(time / DAY_MS) * DAY_MS
    await setAside(events, { site, visitor, from, to: from + DAY_MS, reason: 'speed' })
  }
}
