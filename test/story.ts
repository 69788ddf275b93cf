import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, inject, test } from 'vitest'
import type { NewSite } from '../src/contract/site.ts'
import { type ControlStore, openControl } from '../src/control/index.ts'
import { type EventStore, migrate, openChdb, openClickhouse } from '../src/events/index.ts'
import { readConfig } from '../src/platform/config.ts'
import { silentLog } from '../src/platform/log.ts'
import type { Random } from '../src/platform/random.ts'
import { buildApp } from '../src/server/index.ts'
import { freshClickhouse, freshCluster, freshPostgres } from './engines/engines.ts'
import { type Host, localToken, now, openWorld, type World } from './world.ts'

export type { World } from './world.ts'

/** The same bytes in every run. */
const seededRandom = (): Random => {
  let drawn = 0
  const draw = (): Buffer => createHash('sha256').update(`story ${drawn++}`).digest()
  return {
    bytes: (count) => Buffer.concat(Array.from({ length: Math.ceil(count / 32) }, draw)).subarray(0, count),
  }
}

type Opened = Host & { close(): Promise<void> }

const openMinnow = async (stores: { events: EventStore; control: ControlStore }, folder: string): Promise<Opened> => {
  const clock = { now: () => now }
  await migrate(stores.events, clock)
  const world = {
    config: readConfig({ dataDir: folder, outboundAllow: ['127.0.0.1'] }, {}),
    clock,
    random: seededRandom(),
    log: silentLog,
    localToken,
  }
  let minnow = await buildApp({ ...world, ...stores })
  return {
    minnow: () => minnow,
    restart: async () => {
      await minnow.close()
      minnow = await buildApp({ ...world, ...stores })
    },
    close: async () => {
      await minnow.close()
      await stores.control.close()
      await stores.events.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'minnow-story-'))

const openScaled = async (url: string): Promise<Opened> => {
  const events = await openClickhouse({ url, log: silentLog })
  const control = await openControl({ url: await freshPostgres(), onError: () => {} })
  return openMinnow({ events, control }, freshFolder())
}

const engines: Record<string, () => Promise<Opened>> = {
  embedded: async () => {
    const folder = freshFolder()
    const events = await openChdb({ path: join(folder, 'events'), log: silentLog })
    return openMinnow({ events, control: await openControl({ path: ':memory:' }) }, folder)
  },
  server: async () => openScaled(await freshClickhouse()),
  cluster: async () => openScaled(await freshCluster()),
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

/** A site of its own on the stores that a file's stories share. */
export const worldOn = async (
  engine: 'embedded' | 'server' | 'cluster',
  settings: Partial<NewSite> = {},
): Promise<World> => openWorld(await openEngine(engine), settings)

/**
 * A story, told on the embedded stores (chDB and SQLite) and on a ClickHouse cluster of two shards with PostgreSQL; in
 * the full run also on one ClickHouse server. The stories of a file share them; each has a site of its own.
 */
export const forEachEngine = (
  title: string,
  story: (world: World) => Promise<void>,
  settings: Partial<NewSite> = {},
): void => {
  describe(title, () => {
    test.each(inject('storyEngines'))('on %s', async (name) => {
      await story(await openWorld(await openEngine(name), settings))
    })
  })
}
