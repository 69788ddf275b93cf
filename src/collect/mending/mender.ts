import type { EventStore } from '../../events/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { DailySalts } from '../daily-salts.ts'
import type { SiteFacts } from '../door.ts'
import type { Exchange } from '../others/exchange.ts'
import type { SessionMemory } from '../session-memory.ts'
import { findOpenedTwice, findUnsettled } from './find-unsettled.ts'
import { mendSessions } from './mend-sessions.ts'
import type { Stretch, Unsettled } from './unsettled.ts'

/** Puts sessions in order to which events came late. */
export type Mender = {
  /** Says that sessions of these visitors may have to be put in order. */
  unsettle(site: string, stretches: readonly Stretch[]): void
  /** Looks for sessions that an earlier process did not come to put in order. */
  findUnsettled(): Promise<void>
  /** Puts them in order. Answers how many events were told anew. */
  mend(): Promise<number>
}

type Given = {
  events: EventStore
  sites: (id: string) => SiteFacts | undefined
  salts: DailySalts
  memory: SessionMemory
  unsettled: Unsettled
  clock: Clock
  exchange?: Pick<Exchange, 'order'> | undefined
  /** Everything accepted so far must be in the store. */
  flush: () => Promise<void>
}

export const createMender = (given: Given): Mender => {
  const { events, sites, salts, memory, unsettled, clock, exchange, flush } = given
  const unsettle = (site: string, stretches: readonly Stretch[]): void => {
    for (const stretch of stretches) unsettled.add(site, stretch)
  }
  /** Sessions that were named again after memory had forgotten them. */
  const unsettleNamed = async (): Promise<void> => {
    const named = unsettled.takeNamed()
    if (named.size === 0) return
    try {
      await flush()
      for (const [site, sessions] of named) {
        unsettle(site, await findOpenedTwice(events, site, sessions))
        named.delete(site)
      }
    } finally {
      for (const [site, sessions] of named) {
        for (const [session, visitor] of sessions) unsettled.addNamed(site, session, visitor)
      }
    }
  }
  /** The sites that are done are taken out of `work`. */
  const mendAll = async (work: Map<string, Stretch[]>): Promise<number> => {
    await flush()
    let mended = 0
    for (const [id, stretches] of work) {
      const site = sites(id)
      if (site !== undefined) {
        const dayOf = (time: number): string => salts.dayOf(site, time)
        const { rows, changed } = await mendSessions({ events, site, dayOf }, stretches)
        await memory.refresh(id, changed)
        mended += rows
      }
      work.delete(id)
    }
    return mended
  }
  return {
    unsettle,

    async findUnsettled() {
      for (const [site, stretches] of await findUnsettled(events, clock.now())) unsettle(site, stretches)
    },

    async mend() {
      await unsettleNamed()
      const work = unsettled.take()
      if (work.size === 0) return 0
      try {
        return await (exchange ? exchange.order(() => mendAll(work)) : mendAll(work))
      } finally {
        for (const [id, stretches] of work) unsettle(id, stretches)
      }
    },
  }
}
