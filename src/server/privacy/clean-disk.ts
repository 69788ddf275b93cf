import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freshFolders, hastenCleaning, type OldPart, oldParts, tableFolders, wakeCleaning } from '../../events/index.ts'
import { waitFor } from '../../platform/clock.ts'
import type { Deps } from '../deps.ts'

const ASK_AGAIN_MS = 1_000
const ASK_SERVER_AGAIN_MS = 5_000
/** Made to hurry, the engine cleans every second; but a table at rest has to be woken. */
const WAKE_EVERY_MS = 10_000
const LONGEST_WAIT_MS = 6 * 60_000
/** A server that is not made to hurry keeps what it replaced for eight minutes, and cleans at most every five. */
const SERVER_KEEPS_MS = 15 * 60_000

/** Where the event store's files are: `embedded` and `here` can be read by this process, `away` cannot. */
export type Place = { kind: 'embedded' | 'here' | 'away'; folders: readonly string[] }

/** Folders of tables have names that no other table has: those that are here are the server's own. */
export const placeOf = async ({ config, events }: Deps): Promise<Place> => {
  if (config.clickhouseUrl === undefined) return { kind: 'embedded', folders: [] }
  const folders = await tableFolders(events)
  const isHere = await Promise.all(
    folders.map((folder) =>
      readdir(folder).then(
        () => true,
        () => false,
      ),
    ),
  )
  return folders.length > 0 && isHere.every(Boolean) ? { kind: 'here', folders } : { kind: 'away', folders: [] }
}

const syncFolder = async (folder: string): Promise<void> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = await open(join(entry.parentPath, entry.name), 'r').catch(() => undefined)
    await file?.sync().finally(() => file.close())
  }
}

type Cleaning = { tables: readonly string[]; place: Place; signal: AbortSignal }

/**
 * Resolves with the number of replaced parts that are still there when patience ends. Where the files can be reached they
 * are synced and the engine made to hurry; elsewhere it is waited for, because what replaced the parts may not be safe yet.
 */
export const cleanDisk = async ({ events, clock }: Deps, { tables, place, signal }: Cleaning): Promise<number> => {
  const key = ({ table, name }: OldPart) => `${table} ${name}`
  const before = new Set((await oldParts(events, tables)).map(key))
  if (place.kind !== 'away') {
    for (const folder of await freshFolders(events)) await syncFolder(folder)
    await hastenCleaning(events, tables)
  }
  const [patienceMs, againMs] =
    place.kind === 'away' ? [SERVER_KEEPS_MS, ASK_SERVER_AGAIN_MS] : [LONGEST_WAIT_MS, ASK_AGAIN_MS]
  let left = before.size
  for (let waited = 0; left > 0 && waited < patienceMs; waited += againMs) {
    // Where tables may not be woken, they look by themselves after five minutes.
    if (place.kind !== 'away' && waited % WAKE_EVERY_MS === 0) await wakeCleaning(events, tables).catch(() => undefined)
    await waitFor(clock, againMs, signal)
    left = (await oldParts(events, tables)).filter((part) => before.has(key(part))).length
  }
  return left
}
