import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { alone, type ControlStore, lockFolder, openControl, readSetting } from '../control/index.ts'
import { type EventStore, migrate, openChdb, openClickhouse, StoreRefused } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'

export type Stores = { events: EventStore; control: ControlStore; close(): Promise<void> }

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

/** Opens and migrates both stores. One process at a time works on a data folder. */
export const openStores = async (given: { config: Config; clock: Clock; log: Log }): Promise<Stores> => {
  mkdirSync(given.config.dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(given.config.dataDir)
  const opened: { close(): Promise<void> }[] = []
  const close = async (): Promise<void> => {
    for (const store of opened.toReversed()) await store.close()
    unlock()
  }
  try {
    const control = await openSettings(given)
    opened.push(control)
    if ((await readSetting(control.db, 'moving_from')) !== undefined) {
      throw new StoreRefused(
        'A move into these stores has not finished. Run `minnow move` again with the same folder and addresses; it goes on where it stopped.',
      )
    }
    const events = await openEvents(given)
    opened.push(events)
    // Of several servers that start at once, one makes the tables.
    await alone(control, () => migrate(events, given.clock))
    return { events, control, close }
  } catch (error) {
    await close()
    throw error
  }
}
