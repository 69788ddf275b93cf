import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createCollector } from '../../collect/index.ts'
import {
  type ControlStore,
  type CopiedTable,
  copyControl,
  listSites,
  lockFolder,
  openControl,
  readSetting,
  removeSetting,
  writeSetting,
} from '../../control/index.ts'
import { type ClickhouseStore, type EventStore, migrate, openChdb, openClickhouse } from '../../events/index.ts'
import { type Clock, systemClock } from '../../platform/clock.ts'
import { readConfig } from '../../platform/config.ts'
import type { Log } from '../../platform/log.ts'
import { systemRandom } from '../../platform/random.ts'
import { sql } from '../../platform/sql.ts'
import { openMinnow } from '../minnow.ts'
import { type MovedTable, moveEvents } from './move-events.ts'

export type MoveRequest = {
  /** The embedded installation; it is left as it was. */
  dataDir: string
  clickhouseUrl: string
  databaseUrl: string
  log: Log
  clock?: Clock
  onProgress?: (done: { table: string; pieces: number }) => void
}
export type MoveAnswer = { settings: CopiedTable[]; events: MovedTable[] }

/** It cannot be moved there; nothing was changed. */
export class MoveRefused extends Error {
  override name = 'MoveRefused'
}

const NOTE = 'move.json'

/** What the target knows this installation by, over several attempts. */
const sourceId = (dataDir: string): string => {
  const file = join(dataDir, NOTE)
  if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { id: string }).id
  const id = randomUUID()
  writeFileSync(file, `${JSON.stringify({ id })}\n`, { mode: 0o600 })
  return id
}

const isEmpty = async (control: ControlStore, events: ClickhouseStore): Promise<boolean> => {
  const [row] = await events.query<{ any: number }>(sql`SELECT 1 AS any FROM events LIMIT 1`)
  return row === undefined && (await listSites(control.db)).length === 0
}

/** Tables of both stores, those of accounts included, as a server makes them at its first start. */
const prepareTarget = async ({ clickhouseUrl, databaseUrl, log }: MoveRequest, folder: string): Promise<void> => {
  const control = await openControl({ url: databaseUrl, onError: () => {} })
  const moving = await readSetting(control.db, 'moving_from')
  await control.close()
  // While a move is unfinished no server starts there, and the tables are made already.
  if (moving !== undefined) return
  const first = await openMinnow({ dataDir: join(folder, 'first'), clickhouseUrl, databaseUrl, log })
  await first.close()
}

/** The embedded events, with what was accepted and waited in the journal. */
const openSource = async ({ dataDir, log, clock = systemClock }: MoveRequest): Promise<EventStore> => {
  const store = await openChdb({ path: join(dataDir, 'events'), log })
  await migrate(store, clock)
  const collector = await createCollector({
    ...{ events: store, sites: () => undefined, salts: { saltOf: async () => new Uint8Array() } },
    ...{ clock, random: systemRandom, log, journalFolder: join(dataDir, 'journal') },
  })
  await collector.close()
  return store
}

/**
 * Copies an embedded installation into a ClickHouse server or cluster and PostgreSQL, and compares counts and checksums,
 * of events day by day. Stopped at any point, it goes on when it is asked again.
 */
export const move = async (request: MoveRequest): Promise<MoveAnswer> => {
  const { dataDir, clickhouseUrl, databaseUrl, log, onProgress = () => {} } = request
  readConfig({ dataDir, clickhouseUrl, databaseUrl }, {})
  if (!existsSync(join(dataDir, 'minnow.sqlite')) || !existsSync(join(dataDir, 'events'))) {
    throw new MoveRefused(`There is no embedded installation in ${dataDir}.`)
  }
  const unlock = lockFolder(dataDir)
  const folder = mkdtempSync(join(dataDir, 'moving-'))
  const opened: { close(): Promise<void> }[] = []
  try {
    await prepareTarget(request, folder)
    const to = await openClickhouse({ url: clickhouseUrl, log })
    opened.push(to)
    const target = await openControl({ url: databaseUrl, onError: () => {} })
    opened.push(target)
    const id = sourceId(dataDir)
    const moving = await readSetting(target.db, 'moving_from')
    if (moving !== id && (moving !== undefined || !(await isEmpty(target, to)))) {
      throw new MoveRefused(
        'The new stores are not empty, and what is in them did not come from this installation. Move into an empty database of ClickHouse and of PostgreSQL.',
      )
    }
    await writeSetting(target.db, 'moving_from', id)
    const source = await openControl({ path: join(dataDir, 'minnow.sqlite') })
    opened.push(source)
    const from = await openSource(request)
    opened.push(from)
    const settings = await copyControl(source, target, { moving_from: id })
    const events = await moveEvents({ from, to, folder }, onProgress)
    await removeSetting(target.db, 'moving_from')
    return { settings, events }
  } finally {
    for (const one of opened.toReversed()) await one.close()
    rmSync(folder, { recursive: true, force: true })
    unlock()
  }
}
