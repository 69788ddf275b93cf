import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { alone, type ControlStore, lockFolder, openControl, readSetting } from '../control/index.ts'
import { type EventStore, migrate, openChdb, openClickhouse, openLate, StoreRefused } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import { isDatabaseDown } from './operating/database-down.ts'

export type Stores = {
  events: EventStore
  /** Given while the event store cannot be reached yet: resolves when it can be used. */
  opening: Promise<void> | undefined
  control: ControlStore
  close(): Promise<void>
}

type Given = {
  config: Config
  clock: Clock
  log: Log
  /** Whether to wait for servers that cannot be reached, as who serves does; else they are an error. */
  isPatient: boolean
}

const openEvents = ({ config, log }: { config: Config; log: Log }): Promise<EventStore> =>
  config.clickhouseUrl
    ? openClickhouse({ url: config.clickhouseUrl, memoryMb: config.queryMemoryMb, log })
    : openChdb({ path: join(config.dataDir, 'events'), memoryMb: config.queryMemoryMb, log })

const openSettings = ({ config, log }: { config: Config; log: Log }): Promise<ControlStore> =>
  openControl(
    config.databaseUrl
      ? { url: config.databaseUrl, onError: (error) => log.warn({ err: error }, 'a database connection broke') }
      : { path: join(config.dataDir, 'minnow.sqlite') },
  )

const WAIT_MS = 1_000
/** How often the log says that it waits. */
const SAY_EVERY = 15

/** Without its settings nothing can be taken in: which sites there are is not known. */
const waitForSettings = async (given: Given): Promise<ControlStore> => {
  for (let attempt = 0; ; attempt++) {
    try {
      return await openSettings(given)
    } catch (error) {
      if (!given.isPatient || !isDatabaseDown(error)) throw error
      if (attempt % SAY_EVERY === 0) {
        const reason = error instanceof Error ? error.message : String(error)
        given.log.warn({ reason }, 'PostgreSQL cannot be reached yet; the start waits for it')
      }
      await sleep(WAIT_MS)
    }
  }
}

const openReady = async (given: Given, control: ControlStore): Promise<EventStore> => {
  const events = await openEvents(given)
  try {
    // Of several servers that start at once, one makes the tables.
    await alone(control, () => migrate(events, given.clock))
    return events
  } catch (error) {
    await events.close()
    throw error
  }
}

/** Opens and migrates both stores. One process at a time works on a data folder. */
export const openStores = async (given: Given): Promise<Stores> => {
  mkdirSync(given.config.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(given.config.dataDir)
  const opened: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const store of opened.toReversed()) await store.close()
    unlock()
  }
  try {
    const control = await waitForSettings(given)
    opened.push(control)
    if ((await readSetting(control.db, 'moving_from')) !== undefined) {
      throw new StoreRefused(
        'A move into these stores has not finished. Run `minnow move` again with the same folder and addresses; it goes on where it stopped.',
      )
    }
    const open = () => openReady(given, control)
    const isServer = given.config.clickhouseUrl !== undefined
    const { store: events, opening } =
      given.isPatient && isServer ? await openLate(open, given) : { store: await open(), opening: undefined }
    opened.push(events)
    return { events, opening, control, close }
  } catch (error) {
    await close()
    throw error
  }
}
