import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Goal, GoalDefinition } from '../src/contract/goal.ts'
import { type Site, usualPrivacy } from '../src/contract/site.ts'
import { type EventRow, type EventStore, migrate, openChdb } from '../src/events/index.ts'
import { silentLog } from '../src/platform/log.ts'

/** Rows straight into an event store, for tests of questions about them; how rows come about is collect's. */

const empty: EventRow = {
  ...{ site: '', ts: 0, lag: 0, tie: 0, id: 0n, name: 'page_view', visitor: 0n, session: 0n },
  ...{
    session_started: 0,
    session_opens: 0,
    evidence: 0,
    repeat: 0,
    host: '',
    path: '',
    query: '',
    title: '',
    referrer: '',
  },
  ...{ channel: '', source: '', medium: '', campaign: '', term: '', content: '', click_id_kind: '', click_id: '' },
  ...{ landing_page: '', device: '', browser: '', browser_version: '', os: '', country: '', language: '' },
  ...{ os_version: '', region: '', city: '', import: '', consent: '' },
  ...{ value: 0, currency: '', transaction_id: '', origin: 'test', properties: {} },
}

export type Said = Partial<Omit<EventRow, 'ts' | 'visitor' | 'session' | 'id'>> & {
  at: string | number
  /** 0 is nobody: no session either. */
  by: number
  /** Default: one session a visitor. */
  session?: number
}

let lastId = 0n

/** Events as a test says them: who, when (UTC text or epoch ms), what. The first row of a session opens it. */
export const rowsOf = (site: string, said: readonly Said[]): EventRow[] => {
  const opened = new Map<bigint, number>()
  return said.map(({ at, by, session = by, ...rest }) => {
    const ts = typeof at === 'number' ? at : Date.parse(at.includes('T') ? `${at}Z` : `${at}T12:00Z`)
    lastId += 1n
    if (by === 0) return { ...empty, ...{ site, ts, id: lastId, session_started: ts }, ...rest }
    const sessionId = BigInt(session) + 1_000_000n
    const opens = !opened.has(sessionId)
    const started = opened.get(sessionId) ?? ts
    opened.set(sessionId, started)
    return {
      ...empty,
      ...{ site, ts, id: lastId, visitor: BigInt(by), session: sessionId },
      ...{ session_started: started, session_opens: opens ? 1 : 0 },
      ...rest,
    }
  })
}

export type Recorded = { store: EventStore; close: () => Promise<void> }

/** An embedded event store in a folder of its own. A process can open one at a time. */
export const openRecorded = async (): Promise<Recorded> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-rows-'))
  const store = await openChdb({ path: folder, log: silentLog })
  await migrate(store, { now: () => 0 })
  return {
    store,
    close: async () => {
      await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const siteOf = (id: string, facts: Partial<Site> = {}): Site => ({
  ...{ id, name: id, domains: ['shop.example'], timezone: 'UTC', currency: 'USD', language: 'en' },
  ...{ preset: 'ecommerce', recognition: 'full', created: 0, demo: false },
  privacy: usualPrivacy,
  ...facts,
})

export const goalOf = (id: string, facts: Partial<GoalDefinition> & Pick<GoalDefinition, 'condition'>): Goal => ({
  ...{ id, site: '', preset_key: null, name: id, tier: 'micro', kind: 'milestone', group: '', priority: 1 },
  ...{ counting: 'every', value: { kind: 'none' }, certainty: 'confirmed' },
  ...facts,
})
