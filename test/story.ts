import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, test } from 'vitest'
import type { FunnelAnswer, FunnelRequestInput, Overview } from '../src/contract/report.ts'
import type { NewSite } from '../src/contract/site.ts'
import { type ControlStore, openControl } from '../src/control/index.ts'
import { type EventStore, migrate, openChdb, openClickhouse } from '../src/events/index.ts'
import { readConfig } from '../src/platform/config.ts'
import { silentLog } from '../src/platform/log.ts'
import type { Random } from '../src/platform/random.ts'
import { buildApp, type Minnow } from '../src/server/index.ts'
import { freshClickhouse, freshPostgres } from './engines/engines.ts'
import { VisitorStory } from './visitor-story.ts'

/** Noon of the last day of every story; visitors begin two days before. */
const now = Date.UTC(2026, 10, 22, 12)
const begin = now - 48 * 3_600_000
const period = { from: '2026-11-19', to: '2026-11-23' }
const localToken = 'the-token-in-the-data-folder'

type Reports = { overview: Overview; funnel: FunnelAnswer }
/** A funnel's steps in short: `/pricing` is a page, any other word an event. */
type Asked = Record<string, unknown> & { steps?: string[] }

/** One site of one Minnow, with the people who come to it. */
export type World = {
  site: string
  /** Somebody in a browser of their own. The same name is the same browser. */
  visitor(name: string): VisitorStory
  report<Name extends keyof Reports>(name: Name, asked?: Asked): Promise<Reports[Name]>
  /** Asks as the owner; rejects unless it is done. */
  post(path: string, body: unknown): Promise<unknown>
  /** Another site of the same Minnow. */
  another(settings?: Partial<NewSite>): Promise<World>
}

/** The same bytes in every run. */
const seededRandom = (): Random => {
  let drawn = 0
  const draw = (): Buffer => createHash('sha256').update(`story ${drawn++}`).digest()
  return {
    bytes: (count) => Buffer.concat(Array.from({ length: Math.ceil(count / 32) }, draw)).subarray(0, count),
  }
}

const stepOf = (step: string): FunnelRequestInput['steps'][number] =>
  step.startsWith('/') ? { path: step, label: step } : { event: step, label: step }

const openWorld = async (minnow: Minnow, settings: Partial<NewSite> = {}): Promise<World> => {
  const inject = async (path: string, body: unknown, headers: Record<string, string>, remoteAddress: string) => {
    const payload = JSON.stringify(body)
    const sent = { 'content-type': 'application/json', host: 'localhost:8787', ...headers }
    const answer = await minnow.app.inject({ method: 'POST', url: path, remoteAddress, headers: sent, payload })
    if (answer.statusCode >= 300) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`)
    return answer.json() as unknown
  }
  const post = (path: string, body: unknown) =>
    inject(path, body, { authorization: `Bearer ${localToken}` }, '127.0.0.1')
  const site = (await post('/api/sites', {
    ...{ name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' },
    ...settings,
  })) as { id: string }
  const visitors = new Map<string, VisitorStory>()
  return {
    site: site.id,
    visitor: (name) => {
      const known = visitors.get(name)
      if (known) return known
      const address = `10.1.0.${visitors.size + 1}`
      const send = async (events: unknown[], headers: Record<string, string>) => {
        await inject('/api/collect', { site: site.id, sent_at: now, events }, headers, address)
        return undefined
      }
      const story = new VisitorStory({ name, begin, send })
      visitors.set(name, story)
      return story
    },
    report: async <Name extends keyof Reports>(name: Name, { steps, ...asked }: Asked = {}) => {
      const request = { ...period, ...asked, ...(steps && { steps: steps.map(stepOf) }) }
      return (await post(`/api/sites/${site.id}/reports/${name}`, request)) as Reports[Name]
    },
    post,
    another: (more) => openWorld(minnow, more),
  }
}

type Opened = { minnow: Minnow; close(): Promise<void> }

const openMinnow = async (stores: { events: EventStore; control: ControlStore }, folder: string): Promise<Opened> => {
  const clock = { now: () => now }
  await migrate(stores.events, clock)
  const config = readConfig({ dataDir: folder }, {})
  const minnow = await buildApp({ config, clock, random: seededRandom(), log: silentLog, localToken, ...stores })
  const close = async () => {
    await minnow.close()
    await stores.control.close()
    await stores.events.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { minnow, close }
}

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'minnow-story-'))

const engines: Record<string, () => Promise<Opened>> = {
  embedded: async () => {
    const folder = freshFolder()
    const events = await openChdb({ path: join(folder, 'events'), log: silentLog })
    return openMinnow({ events, control: await openControl({ path: ':memory:' }) }, folder)
  },
  scaled: async () => {
    const events = await openClickhouse({ url: await freshClickhouse(), log: silentLog })
    const control = await openControl({ url: await freshPostgres(), onError: () => {} })
    return openMinnow({ events, control }, freshFolder())
  },
}

const opened = new Map<string, Promise<Opened>>()
const openEngine = (name: string): Promise<Opened> => {
  const known = opened.get(name) ?? engines[name]?.()
  if (!known) throw new Error(`no engine ${name}`)
  opened.set(name, known)
  return known
}

afterAll(async () => {
  for (const one of opened.values()) await (await one).close()
})

/**
 * A story, told on the embedded stores (chDB and SQLite) and on the scaled ones (a ClickHouse server and PostgreSQL).
 * The stories of a file share both; each has a site of its own.
 */
export const forEachEngine = (title: string, story: (world: World) => Promise<void>): void => {
  describe(title, () => {
    test.each(Object.keys(engines))('on %s', async (name) => {
      await story(await openWorld((await openEngine(name)).minnow))
    })
  })
}
