import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { copySettings, lockFolder } from '../../control/index.ts'
import { type EventStore, migrate, notErased, openChdb, schemaVersion } from '../../events/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'
import { version } from '../../platform/package-root.ts'
import { identifier, raw, sql } from '../../platform/sql.ts'
import type { Deps } from '../deps.ts'
import { Refusal } from '../http/errors.ts'
import { erasuresIn, listBeside, rememberErasures } from '../privacy/apply-erasures.ts'

/** What a backup folder says of itself. */
const Manifest = z.object({
  minnow: z.string(),
  made: z.number(),
  event_schema: z.number(),
  tables: z.record(z.string(), z.number()),
  /** The data folder that it is a copy of, where the list of people erased since lies. */
  of: z.string().optional(),
})

const MANIFEST = 'minnow-backup.json'
const SETTINGS = 'minnow.sqlite'
const fileOf = (folder: string, table: string): string => join(folder, `${table}.native.zst`)

/** Tables that hold what was recorded; what is derived from them by a view is derived again. */
const recordedTables = async (events: EventStore): Promise<string[]> => {
  const rows = await events.query<{ name: string; engine: string; query: string }>(
    raw(`SELECT name, engine, create_table_query AS query FROM system.tables WHERE database = currentDatabase()`),
  )
  const derived = rows
    .filter(({ engine }) => engine === 'MaterializedView')
    .map(({ query }) => /\bTO (?:[`\w]+\.)?`?(\w+)`?/.exec(query)?.[1])
  return rows
    .filter(({ name, engine }) => engine.endsWith('MergeTree') && name !== 'schema_versions' && !derived.includes(name))
    .map(({ name }) => name)
    .sort()
}

const countRows = async (events: EventStore, table: string): Promise<number> => {
  const [row] = await events.query<{ rows: string }>(sql`SELECT count() AS rows FROM ${identifier(table)}`)
  return Number(row?.rows ?? 0)
}

export type BackupAnswer = { folder: string; files: number; bytes: number; events: number }

/** Each table as it is at one moment, while the server goes on; compressed by the engine itself. */
export const backup = async (deps: Deps, where: string): Promise<BackupAnswer> => {
  const { events, control, collector, config, clock } = deps
  if (config.clickhouseUrl || control.engine !== 'sqlite') throw new Refusal('backup_impossible')
  const folder = resolve(where)
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new Refusal('folder_not_empty')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  await collector.flush()
  await copySettings(control.db, join(folder, SETTINGS))
  const tables: Record<string, number> = {}
  for (const table of await recordedTables(events)) {
    await events.command(
      sql`INSERT INTO FUNCTION file(${fileOf(folder, table)}, 'Native') SELECT * FROM ${identifier(table)}`,
    )
    // Counted afterwards: a table that is empty now was empty when it was copied.
    tables[table] = await countRows(events, table)
  }
  const manifest: z.input<typeof Manifest> = {
    ...{ minnow: version, made: clock.now(), event_schema: schemaVersion, tables },
    of: config.dataDir,
  }
  writeFileSync(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  const files = readdirSync(folder)
  const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0)
  return { folder, files: files.length, bytes, events: tables.events ?? 0 }
}

/** The folder is no backup, or one that this version cannot read. Nothing was touched. */
export class RestoreRefused extends Error {
  override name = 'RestoreRefused'
}

export type RestoreAnswer = {
  events: number
  /** When the backup was made. */
  made: number
  /** People who were erased after that, and so were left out. */
  erased_since: number
  /** Whether it is known who was erased since: the old data folder, or its list, was there. */
  erasures_known: boolean
}

const readManifest = (folder: string): z.output<typeof Manifest> => {
  const file = join(folder, MANIFEST)
  if (!existsSync(file)) throw new RestoreRefused(`${folder} is no backup of Minnow: it has no ${MANIFEST}.`)
  const parsed = Manifest.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!parsed.success) throw new RestoreRefused(`${file} cannot be read.`)
  if (parsed.data.event_schema > schemaVersion) {
    throw new RestoreRefused(
      `This backup was made by a newer Minnow (${parsed.data.minnow}). Install that version first.`,
    )
  }
  return parsed.data
}

/**
 * Fills a new or empty data folder from a backup. Whoever was erased since does not come back, as far as the list beside
 * the stores says (`erasures`, or that of the folder the backup was made of). Throws RestoreRefused, or FolderInUse, before
 * anything is written.
 */
export const restoreBackup = async (
  from: string,
  dataDir: string,
  { clock, log, erasures: given }: { clock: Clock; log: Log; erasures?: string | undefined },
): Promise<RestoreAnswer> => {
  const folder = resolve(from)
  const { tables, made, of } = readManifest(folder)
  if (given !== undefined && !existsSync(given)) throw new RestoreRefused(`There is no file ${given}.`)
  const list = given ?? (of === undefined ? undefined : listBeside(of))
  const erasures = list === undefined ? [] : erasuresIn([list])
  const target = resolve(dataDir)
  if (existsSync(target) && readdirSync(target).length > 0) {
    throw new RestoreRefused(`${target} is not empty. Restore into a new folder (--data), then start Minnow with it.`)
  }
  mkdirSync(target, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(target)
  try {
    copyFileSync(join(folder, SETTINGS), join(target, SETTINGS))
    const events = await openChdb({ path: join(target, 'events'), log })
    try {
      await migrate(events, clock)
      for (const [table, rows] of Object.entries(tables)) {
        // A file without rows says nothing of its columns, and the engine refuses it.
        if (rows === 0) continue
        // By name: columns that were added since the backup keep their defaults.
        const names = await columnsOf(events, fileOf(folder, table))
        const columns = raw(names.map((name) => `\`${name}\``).join(', '))
        await events.command(
          sql`INSERT INTO ${identifier(table)} (${columns}) SELECT ${columns} FROM file(${fileOf(folder, table)}, 'Native')
            WHERE ${notErased(names, erasures)} SETTINGS max_partitions_per_insert_block = 0`,
        )
      }
      await rememberErasures({ dataDir: target, settings: join(target, SETTINGS) }, erasures)
      return {
        ...{ events: await countRows(events, 'events'), made },
        erased_since: erasures.filter(({ at }) => at >= made).length,
        erasures_known: list !== undefined && (existsSync(list) || existsSync(dirname(list))),
      }
    } finally {
      await events.close()
    }
  } finally {
    unlock()
  }
}

const columnsOf = async (events: EventStore, file: string): Promise<string[]> => {
  const rows = await events.query<{ name: string }>(sql`DESCRIBE TABLE file(${file}, 'Native')`)
  return rows.map(({ name }) => name)
}
