import { cp, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { raw, sql } from '../platform/sql.ts'
import type { EventStore } from './store.ts'

/** Tables that hold what happened; the roll-up derives from them and is built again on restoring. */
const kept = ['events', 'people'] as const

type Place = { table: string; folder: string }

const placesOf = async (store: EventStore): Promise<Place[]> => {
  const rows = await store.query<{ name: string; folder: string }>(
    sql`SELECT name, data_paths[1] AS folder FROM system.tables WHERE database = currentDatabase() AND name IN (${[...kept]})`,
  )
  return rows.map(({ name, folder }) => ({ table: name, folder }))
}

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name)

/** Where the engine put the frozen parts: shadow/NAME/store/abc/UUID below its folder. */
const frozenParts = async (shadow: string): Promise<string> => {
  let folder = join(shadow, 'store')
  for (let depth = 0; depth < 2; depth++) folder = join(folder, (await foldersIn(folder))[0] ?? '')
  return folder
}

export type Copied = { files: number; bytes: number }

const measure = async (folder: string): Promise<Copied> => {
  const total = { files: 0, bytes: 0 }
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue
    total.files++
    total.bytes += (await stat(join(entry.parentPath, entry.name))).size
  }
  return total
}

/**
 * Copies the embedded store's tables into `to` while it goes on taking events: the engine freezes each table
 * (hard links, at once), then the links are copied. `enginePath` is the folder that the engine was opened on.
 */
export const backUpEvents = async (
  store: EventStore,
  { enginePath, to }: { enginePath: string; to: string },
): Promise<Copied> => {
  for (const { table } of await placesOf(store)) {
    const name = `backup-${table}`
    const shadow = join(enginePath, 'shadow', name)
    await rm(shadow, { recursive: true, force: true })
    try {
      await store.command(raw(`ALTER TABLE ${table} FREEZE WITH NAME '${name}'`))
      await mkdir(join(to, table), { recursive: true })
      const parts = await frozenParts(shadow).catch(() => undefined)
      if (parts) await cp(parts, join(to, table), { recursive: true })
    } finally {
      await rm(shadow, { recursive: true, force: true })
    }
  }
  return measure(to)
}

/** Brings copied parts back into the empty tables of a freshly migrated store. */
export const restoreEvents = async (store: EventStore, from: string): Promise<void> => {
  for (const { table, folder } of await placesOf(store)) {
    for (const part of await foldersIn(join(from, table)).catch(() => [])) {
      await cp(join(from, table, part), join(folder, 'detached', part), { recursive: true })
      await store.command(raw(`ALTER TABLE ${table} ATTACH PART '${part}'`))
    }
  }
}
