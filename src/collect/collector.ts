import { eventLimits } from '../contract/collect.ts'
import { type EventStore, forgetLinks, keptIdentities, type Link, StoreUnavailable } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Random } from '../platform/random.ts'
import { answerOf, type Drop, dropOf, leftOutOf, refused } from './answers.ts'
import { Counters, type Totals } from './counters.ts'
import { DailySalts, type Salts } from './daily-salts.ts'
import type { CollectResult, Door, SiteFacts } from './door.ts'
import { readEnvelope } from './envelope.ts'
import { type Erased, nobodyErased } from './erased.ts'
import { type Hit, newHit, rowOf, type Step } from './hit.ts'
import type { StoredRow } from './journal/record.ts'
import { createMender, type Mender } from './mending/mender.ts'
import { Unsettled } from './mending/unsettled.ts'
import { Names } from './names.ts'
import type { Exchange } from './others/exchange.ts'
import type { Joined } from './others/join-sessions.ts'
import { Others } from './others/others.ts'
import { pipeline } from './pipeline.ts'
import { openPlaces, type Places } from './places/places.ts'
import { readIn } from './read-in.ts'
import { Repeats } from './seen/repeats.ts'
import { SessionMemory } from './session-memory.ts'
import { Sessions } from './sessions.ts'
import { skewOf } from './steps/time.ts'
import { AsideWriter } from './traffic/aside-writer.ts'
import { openDataCentres } from './traffic/data-centres.ts'
import { type FastVisitor, Suspicion } from './traffic/suspicion.ts'
import { Writer } from './writer.ts'

export type CollectDeps = {
  events: EventStore
  /** Asked for every request: keep it in memory. */
  sites: (id: string) => SiteFacts | undefined
  /** Asked where `sites` knows none: another server may have made the site just now. */
  lateSite?: (id: string) => Promise<SiteFacts | undefined>
  salts: Salts
  clock: Clock
  random: Random
  log: Log
  /** Where accepted events are kept until they are in the event store; made when missing. */
  journalFolder: string
  /** How much may be kept there while the event store takes nothing. Default 1 GB. */
  spoolBytes?: number
  /** Given where several collectors may feed one event store: how they hear of each other. */
  exchange?: Exchange | undefined
  /** Given while the event store cannot be reached yet: resolves when it can. Meanwhile events wait in the journal. */
  opening?: Promise<void> | undefined
  /** Default: the database that ships with Minnow. */
  places?: Places
  /** Default: nobody. */
  erased?: Erased
  /** After the open sessions, ids and names of what is stored are read in; this is how long after. Default 0. */
  restAfterMs?: number | undefined
}

export type Collector = Mender & {
  /** Resolves when everything it accepted is on disk. Never rejects for what a sender did. */
  collect(input: unknown, door: Door): Promise<CollectResult>
  /** The event store as readers must see it: with everything that was accepted before they ask. */
  events: EventStore
  /** Resolves when everything accepted can be queried. */
  flush(): Promise<void>
  /** After somebody was erased: nothing of what is stored stays in the journal, nothing of them in memory. */
  forget(visitors: readonly bigint[]): Promise<void>
  /** Flushes, and takes nothing more. The event store is closed by its owner. */
  close(): Promise<void>
  /** What came of events by site and day, for whoever keeps it. */
  counted: Pick<Counters, 'take' | 'add'>
  /** Joins visitors to who they said they are, of rows that count after all. */
  link(links: readonly Link[]): Promise<void>
  traffic: {
    /** Addresses of data centres that send for many browsers. */
    proxies(): string[]
    /** Visitors found to be too fast since this was asked last; what they did before is stored already. */
    takeFound(): FastVisitor[]
  }
  /** Resolves when the filters of ids are filled from the store; nothing needs to wait for it. */
  ready: Promise<void>
  /** For `doctor` and the bench. */
  state(): { waitingRows: number; journalBytes: number; filterBytes: number; isFull: boolean }
  /** Events of all sites since this process started. */
  totals(): Totals
}

const RETRY_AFTER_SECONDS = 2
const SPOOL_BYTES = 1_073_741_824
/** A reader waits this long for what was accepted before; a store that takes longer has trouble of its own. */
const READER_WAITS_MS = 10_000
const ASIDE_VISITORS = 10_000
const AGENT_CHARACTERS = 200
const FORGET_NAMES_EVERY_MS = 86_400_000

const byTime = (one: Hit, other: Hit): number => one.time - other.time
const isInOrder = (hits: readonly Hit[]): boolean =>
  hits.every((hit, index) => index === 0 || (hits[index - 1] as Hit).time <= hit.time)

export const createCollector = async (deps: CollectDeps): Promise<Collector> => {
  const { events, sites, clock, random, log } = deps
  const salts = new DailySalts(deps.salts)
  const sessions = new Sessions()
  const memory = new SessionMemory(events, sessions, { isShared: deps.exchange !== undefined })
  const places = deps.places ?? (await openPlaces())
  const repeats = new Repeats(events, log)
  const { journalFolder: folder, spoolBytes = SPOOL_BYTES, exchange, restAfterMs = 0 } = deps
  const others = exchange && (await Others.open({ exchange, repeats, clock }))
  const unsettled = new Unsettled()
  const onJoined = (joined: readonly Joined[]): void => {
    for (const { site, visitor, time, from, to } of joined) {
      sessions.join(visitor, from, to)
      if (from !== to.id) unsettled.add(site, { visitor, from: time, to: time })
    }
  }
  const gapMsOf = (site: string): number | undefined => {
    const minutes = sites(site)?.rules?.sessions.gap_minutes
    return minutes === undefined ? undefined : minutes * 60_000
  }
  const writer = await Writer.open({ events, repeats, others, gapMsOf, onJoined, folder, spoolBytes, log })
  const flushForReader = (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, READER_WAITS_MS)
    Promise.all([writer.flush(), aside.flush()]).then(() => resolve(), resolve)
    return promise.finally(() => clearTimeout(timer))
  }
  const { erased = nobodyErased } = deps
  const names = new Names()
  const fillNames = (): Promise<void> =>
    names.fill(events, clock.now()).catch((error: unknown) => {
      log.warn({ error }, 'the names of events could not be read in')
    })
  const reading = await readIn({ memory, repeats, fillNames, clock, log, opening: deps.opening, restAfterMs })
  const forgetting = setInterval(() => void fillNames(), FORGET_NAMES_EVERY_MS).unref()
  const counters = new Counters()
  const suspicion = new Suspicion(openDataCentres())
  const aside = new AsideWriter({ events, clock, log })
  const asideSessions = new Sessions(ASIDE_VISITORS)
  const steps = pipeline({ salts, sessions, asideSessions, unsettled, places, names, suspicion, random, erased })
  let isOpen = true

  const findLate = async (id: string): Promise<SiteFacts | 'unknown yet' | undefined> => {
    try {
      return await deps.lateSite?.(id)
    } catch {
      return 'unknown yet'
    }
  }

  const run = (hits: readonly Hit[], list: readonly Step[], drops: Drop[]): Hit[] =>
    hits.filter((hit) => {
      for (const step of list) {
        const reason = step(hit)
        if (reason !== null) {
          drops.push(dropOf(hit, reason))
          return false
        }
      }
      return true
    })

  /** Answers those that are kept; the others are set aside, and their senders told so. */
  const setAside = (hits: readonly Hit[], drops: Drop[]): readonly Hit[] => {
    if (hits.every((hit) => hit.aside === '')) return hits
    return hits.filter((hit) => {
      if (hit.aside === '') return true
      const row = rowOf(hit)
      const properties = {
        ...row.properties,
        $agent: hit.userAgent.slice(0, AGENT_CHARACTERS),
        ...keptIdentities(row.identities),
      }
      aside.add({ row: { ...row, properties }, reason: hit.aside })
      drops.push(dropOf(hit, hit.aside))
      return false
    })
  }

  /** Undefined when the outcome of a write is not known. */
  const store = async (hits: readonly Hit[], drops: Drop[]): Promise<number | undefined> => {
    const rows = hits.map(rowOf)
    const writing = hits.map((hit, index) => writer.write(rows[index] as StoredRow, hit))
    // All are judged in turn below; one that fails meanwhile must not end the process.
    for (const write of writing) write.catch(() => undefined)
    let accepted = 0
    let failure: unknown
    for (const [index, hit] of hits.entries()) {
      try {
        if ((await writing[index]) === 'stored') accepted++
        else drops.push({ index: hit.index, reason: 'duplicate' })
      } catch (error) {
        failure ??= error
        // The next event must open the session in its place.
        const row = rows[index]
        if (row?.session_opens === 1) sessions.reopen(row.visitor, row.session)
      }
    }
    if (failure === undefined) return accepted
    if (!(failure instanceof StoreUnavailable)) log.error({ error: failure }, 'events could not be stored')
    return undefined
  }

  /** False while the store does not tell. */
  const recall = async (site: string, hits: readonly Hit[]): Promise<boolean> => {
    try {
      const recalling = memory.recall(site, hits)
      if (recalling) await recalling
      return true
    } catch (error) {
      if (error instanceof StoreUnavailable) return false
      throw error
    }
  }

  const collect = async (input: unknown, door: Door): Promise<CollectResult> => {
    const maxEvents = door.trusted ? eventLimits.eventsPerImport : eventLimits.eventsPerRequest
    const envelope = readEnvelope(input, maxEvents)
    if ('message' in envelope) return refused('invalid_request', envelope.message, envelope)
    const site = sites(envelope.site) ?? (await findLate(envelope.site))
    if (site === 'unknown yet') return { outcome: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS }
    if (site === undefined) {
      return refused('unknown_site', 'No site has this id; copy it from the settings of the site.', { path: 'site' })
    }
    if (!isOpen || writer.isFull) return { outcome: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS }
    const loading = salts.prepare(site, door.receivedAt)
    if (loading) await loading
    const drops: Drop[] = []
    const skew = skewOf(envelope.sentAt, door.receivedAt)
    const { isAutomated } = envelope
    const all = envelope.events.map((event, index) => newHit(event, { index, door, site, skew, isAutomated }))
    const named = run(all, steps.naming, drops)
    if (!isInOrder(named)) named.sort(byTime)
    const isRecalled = !reading.isBlind() && (await recall(site.id, named))
    const described = setAside(run(named, steps.describing, drops), drops)
    // Whether they go on with a visit is seen when the store is there again.
    if (!isRecalled)
      for (const { visitor, time } of described) unsettled.add(site.id, { visitor, from: time, to: time })
    const accepted = await store(described, drops)
    if (accepted === undefined) {
      suspicion.takeBack(described)
      return { outcome: 'busy', retryAfterSeconds: RETRY_AFTER_SECONDS }
    }
    const day = salts.dayOf(site, door.receivedAt)
    return answerOf({ accepted, drops, leftOut: leftOutOf(described) }, { counters, site: site.id, day })
  }

  return {
    collect,
    flush: async () => {
      await writer.flush()
      await aside.flush()
    },
    link: (links) => writer.link(links),
    ...createMender({ events, sites, salts, memory, unsettled, clock, exchange, flush: () => writer.flush() }),
    traffic: { proxies: () => suspicion.proxies, takeFound: () => suspicion.takeFound() },
    events: {
      ...events,
      query: async (query, options) => {
        await flushForReader()
        return events.query(query, options)
      },
      command: async (statement) => {
        await writer.flush()
        return events.command(statement)
      },
    },
    async forget(visitors) {
      await writer.clear()
      await aside.flush()
      for (const visitor of visitors) {
        sessions.forget(visitor)
        asideSessions.forget(visitor)
      }
      forgetLinks(events)
    },
    async close() {
      isOpen = false
      clearInterval(forgetting)
      await reading.stop()
      await writer.close()
      await aside.close()
    },
    counted: counters,
    ready: reading.ready,
    totals: () => counters.totals,
    state: () => ({
      waitingRows: writer.waitingRows,
      journalBytes: writer.journalBytes,
      filterBytes: repeats.filterBytes,
      isFull: writer.isFull,
    }),
  }
}
