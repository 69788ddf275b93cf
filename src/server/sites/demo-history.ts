import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Elsewhere } from '../../../examples/shop/index.ts'
import { type Collector, CollectorBusy, type Door, takeMentions } from '../../collect/index.ts'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { SideKind } from '../../contract/side-data.ts'
import type { Site } from '../../contract/site.ts'
import {
  claimSetting,
  createGiveaway,
  createSite,
  findSite,
  readSetting,
  removeSetting,
  writeSetting,
} from '../../control/index.ts'
import { startOfDay } from '../../platform/time-zone.ts'
import { recordSideRows } from '../imports/record-side-rows.ts'
import type { World } from '../world.ts'
import type { SiteCache } from './site-cache.ts'

const DAYS = 90
/** The newest week comes first, so that the page is useful at once; then older ones, each from its first day on. */
const PIECE_DAYS = 7
const DAY_MS = 86_400_000
const BATCH_EVENTS = 1_000
const RETRY_MS = 500
const SEED = 7
/** Less than this since the last event made up is not worth a run. */
const TOP_UP_FROM_MS = 1_800_000

export type DemoProgress = { days: number; days_filled: number; filling: boolean }

export type DemoHistory = {
  /** The demo shop's site; `made` when this call added it. */
  open(): Promise<{ site: Site; made: boolean }>
  /** Goes on filling the history in the background, from where it stopped. */
  fill(): void
  progress(): Promise<DemoProgress>
  forget(): Promise<void>
  stop(): Promise<void>
}

type DemoDeps = Pick<World, 'config' | 'clock' | 'random' | 'events' | 'control' | 'log'> & {
  sites: SiteCache
  collector: Collector
}

const batches = function* (events: Iterable<IncomingEvent>): Generator<IncomingEvent[]> {
  let batch: IncomingEvent[] = []
  for (const event of events) {
    batch.push(event)
    if (batch.length < BATCH_EVENTS) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** The 90 days before the demo was opened, made up by the simulator and sent through the same pipeline as real traffic. */
export const createDemoHistory = ({
  config,
  clock,
  random,
  events: store,
  control,
  log,
  sites,
  collector,
}: DemoDeps): DemoHistory => {
  const { db } = control
  let running: Promise<void> | undefined
  let stopping = false
  let opening: Promise<unknown> = Promise.resolve()

  const daysFilled = async (): Promise<number> => Number((await readSetting(db, 'demo_days')) ?? 0)

  const send = async (site: string, events: IncomingEvent[]): Promise<void> => {
    const door: Door = { origin: 'demo', ip: '', userAgent: '', pageUrl: '', trusted: true, receivedAt: clock.now() }
    const result = await collector.collect({ site, events }, door)
    if (result.outcome === 'refused') throw new Error(`the demo history was refused: ${result.message}`)
    if (result.outcome === 'answered' || stopping) return
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
    await send(site, events)
  }

  /** What people wrote about the shop elsewhere; what is known is not taken again. */
  const write = async (site: string, inputs: readonly object[]): Promise<void> => {
    try {
      await takeMentions({ control, collector, clock }, site, { inputs, way: 'feed' })
    } catch (error) {
      if (!(error instanceof CollectorBusy) || stopping) throw error
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
      await write(site, inputs)
    }
  }

  type Piece = { site: Site; anchor: number; from: number; to: number }

  /** What the ad platforms, the search engine and the networks have of the same days. */
  const recordElsewhere = async (site: Site, elsewhere: Elsewhere): Promise<void> => {
    for (const [kind, rows] of Object.entries(elsewhere) as [SideKind, readonly object[]][]) {
      if (rows.length > 0) await recordSideRows({ events: store }, { site, kind, rows })
    }
  }

  /**
   * False when it was stopped on the way; sent again, what is stored already is recognised by its ids. Other tools have
   * figures of whole days, so the days that the piece begins and ends in are made up whole.
   */
  const sendPiece = async ({ site, anchor, from, to }: Piece): Promise<boolean> => {
    // Loaded only where somebody looks at the demo.
    const { ElsewhereFigures, mentionsOf, productFeed, simulate } = await import('../../../examples/shop/index.ts')
    const { timezone, currency } = site
    const setting = { seed: SEED, timezone, currency, shopUrl: `${config.publicUrl}/demo-shop/` }
    const figures = new ElsewhereFigures(setting)
    const whole = {
      from: startOfDay(from, timezone),
      to: Math.min(startOfDay(to + DAY_MS, timezone), Math.max(to, clock.now())),
    }
    const events = function* (): Generator<IncomingEvent> {
      for (const event of simulate({ ...setting, ...whole, end: anchor })) {
        figures.see(event)
        const time = Number(event.time)
        if (time >= from && time < to) yield event
      }
    }
    for (const batch of batches(events())) {
      if (stopping) return false
      await send(site.id, batch)
      await nextTurn()
    }
    await recordElsewhere(site, { ...figures.rows(), products: productFeed(setting) })
    await write(site.id, mentionsOf({ ...setting, from, to, end: anchor }))
    return true
  }

  const fillAll = async (): Promise<void> => {
    const id = await readSetting(db, 'demo_site')
    const anchor = Number(await readSetting(db, 'demo_anchor'))
    const site = id === undefined ? undefined : sites.find(id)
    if (!site || !Number.isFinite(anchor)) return
    for (let done = await daysFilled(); done < DAYS; ) {
      const days = Math.min(PIECE_DAYS, DAYS - done)
      const to = anchor - done * DAY_MS
      if (!(await sendPiece({ site, anchor, from: to - days * DAY_MS, to }))) return
      done += days
      await writeSetting(db, 'demo_days', String(done))
    }
    // The shop was not closed while nobody looked.
    const until = Number((await readSetting(db, 'demo_until')) ?? anchor)
    const now = clock.now()
    if (now - until < TOP_UP_FROM_MS) return
    if (await sendPiece({ site, anchor, from: until, to: now })) await writeSetting(db, 'demo_until', String(now))
  }

  const findOrMake = async (): Promise<{ site: Site; made: boolean }> => {
    const known = await readSetting(db, 'demo_site')
    const found = known === undefined ? undefined : await findSite(db, known)
    if (found) return { site: found, made: false }
    const now = clock.now()
    const site = await createSite(
      db,
      {
        name: 'Suối Trà',
        domains: [...new Set(['localhost', new URL(config.publicUrl).hostname])],
        timezone: 'Asia/Ho_Chi_Minh',
        currency: 'VND',
        language: 'en',
        preset: 'ecommerce',
        recognition: 'full',
      },
      { random, now, demo: true },
    )
    await removeSetting(db, 'demo_site')
    await claimSetting(db, 'demo_site', site.id)
    await writeSetting(db, 'demo_anchor', String(now))
    const { giveawayOf } = await import('../../../examples/shop/index.ts')
    const { timezone } = site
    const giveaway = giveawayOf({ seed: SEED, timezone, from: now - DAYS * DAY_MS, to: now })
    await createGiveaway(db, site.id, giveaway, { random, now })
    await writeSetting(db, 'demo_days', '0')
    await sites.reload()
    return { site, made: true }
  }

  return {
    // One after the other: of two who open it at once, the second finds what the first made.
    open: () => {
      const mine = opening.then(findOrMake)
      opening = mine.catch(() => undefined)
      return mine
    },

    fill: () => {
      running ??= fillAll()
        .catch((error: unknown) => log.error({ err: error }, 'the history of the demo shop could not be filled'))
        .finally(() => {
          running = undefined
        })
    },

    progress: async () => {
      const done = await daysFilled()
      return { days: DAYS, days_filled: done, filling: running !== undefined && done < DAYS }
    },

    forget: async () => {
      for (const name of ['demo_site', 'demo_anchor', 'demo_days', 'demo_until'] as const) await removeSetting(db, name)
    },

    stop: async () => {
      stopping = true
      await running
    },
  }
}
