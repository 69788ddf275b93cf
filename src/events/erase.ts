import { createHash } from 'node:crypto'
import { bind, join, raw, type Sql, sql } from '../platform/sql.ts'
import type { EventStore } from './store.ts'

/*
 * A person leaves. Rows are found by marks (hashes of the numbers that stand for visitors and identities), so that
 * neither the statement, which the engine writes down, nor the list of who was erased names anybody.
 */

const MARK_CHARACTERS = 32
/** Clocks of senders may be this far ahead. */
const aheadMs = 5 * 60_000

/** 128 bits of SHA-256 over the site and a visitor's or identity's number. */
export const eraseMark = (site: string, number: bigint): string =>
  createHash('sha256').update(`${site}:${number}`).digest('hex').slice(0, MARK_CHARACTERS)

/** A number's mark, in SQL. */
const markSql = (site: Sql, number: string): Sql =>
  sql`substring(lower(hex(SHA256(concat(${site}, ':', toString(${raw(number)}))))), 1, ${MARK_CHARACTERS})`

const isMarked = (site: string, number: string, marks: readonly string[]): Sql =>
  sql`${markSql(sql`${site}`, number)} IN ${marks}`

/** What stands for the author of a mention, as collect/mentions/author-number.ts has it. */
const author =
  "xxHash64(concat(toString(site), '\\0mention-author:', lowerUTF8(replaceRegexpOne(properties['author'], '^@', ''))))"

const personColumns = ['visitor', 'person', 'identity'] as const
const mentionColumns = ['name', 'id', 'properties'] as const
type PersonTable = { name: string; columns: string[]; hasTime: boolean; hasMentions: boolean }

/** Every table that says something of a person, also those that are added later. */
const personTables = async (store: EventStore): Promise<PersonTable[]> => {
  const rows = await store.query<{ of: string; columns: string[]; time: number; mentions: number }>(sql`
    SELECT table AS of, groupArrayIf(toString(name), name IN ${personColumns}) AS columns,
      toUInt8(countIf(name = 'ts') > 0) AS time, toUInt8(countIf(name IN ${mentionColumns}) = 3) AS mentions
    FROM system.columns
    WHERE database = currentDatabase() AND NOT endsWith(table, '_local') AND table IN (
      SELECT name FROM system.tables WHERE database = currentDatabase()
        AND (engine LIKE '%MergeTree' OR engine = 'Distributed'))
    GROUP BY table HAVING countIf(name = 'site') > 0 AND length(columns) > 0 ORDER BY table`)
  return rows.map(({ of: name, columns, time, mentions }) => ({
    ...{ name, columns, hasTime: time === 1, hasMentions: mentions === 1 },
  }))
}

/** What of an older copy may come back: rows of a file with these columns that are not of somebody erased since. */
export const notErased = (
  columns: readonly string[],
  erasures: readonly { at: number; marks: readonly string[] }[],
): Sql => {
  const people = personColumns.filter((column) => columns.includes(column))
  if (people.length === 0 || !columns.includes('site') || erasures.length === 0) return sql`1`
  const marks = erasures.flatMap((erasure) => erasure.marks)
  const mark = (number: string) => markSql(sql`toString(site)`, number)
  if (!columns.includes('ts')) {
    return join(
      people.map((column) => sql`${mark(column)} NOT IN ${marks}`),
      ' AND ',
    )
  }
  // Who came again afterwards is somebody new.
  const ends = erasures.flatMap(({ at, marks: all }) => all.map(() => at + aheadMs))
  const isLater = (number: string) =>
    sql`toUnixTimestamp64Milli(ts) > transform(${mark(number)}, ${marks}, ${bind(ends, 'Array(Int64)')}, 0)`
  const hasMentions = mentionColumns.every((column) => columns.includes(column))
  const mentions = hasMentions
    ? [sql`(name != 'mention' OR (${mark('id')} NOT IN ${marks} AND ${isLater(author)}))`]
    : []
  return join([...people.map(isLater), ...mentions], ' AND ')
}

export type Marked = {
  site: string
  marks: readonly string[]
  /** When they were erased, in epoch milliseconds: events after that belong to somebody who came again. */
  at: number
}

const rowsOf = ({ columns, hasTime, hasMentions }: PersonTable, { site, marks, at }: Marked): Sql => {
  const marked = join(
    columns.map((column) => isMarked(site, column, marks)),
    ' OR ',
  )
  const past = hasTime ? sql`ts <= fromUnixTimestamp64Milli(${at + aheadMs}, 'UTC')` : sql`1`
  if (!hasMentions) return sql`site = ${site} AND ${past} AND (${marked})`
  const mentioned = sql`name = 'mention' AND (${isMarked(site, 'id', marks)} OR (${past} AND ${isMarked(site, author, marks)}))`
  return sql`site = ${site} AND ((${past} AND (${marked})) OR (${mentioned}))`
}

const LONG_SECONDS = 600

/** Rows by table; tables without any are left out. */
export const countMarked = async (store: EventStore, marked: Marked): Promise<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const table of await personTables(store)) {
    const [row] = await store.query<{ rows: string }>(
      sql`SELECT count() AS rows FROM ${raw(table.name)} WHERE ${rowsOf(table, marked)}`,
      { maxSeconds: LONG_SECONDS },
    )
    if (Number(row?.rows) > 0) counts[table.name] = Number(row?.rows)
  }
  return counts
}

/**
 * Rewrites the parts of the tables without these rows and resolves when that is done. The parts as they were stay on disk
 * until the engine's next cleaning. The roll-up is rewritten along.
 */
export const eraseMarked = async (store: EventStore, marked: Marked): Promise<Record<string, number>> => {
  const counts = await countMarked(store, marked)
  for (const table of await personTables(store)) {
    if (counts[table.name] === undefined) continue
    await store.command(
      sql`ALTER TABLE ${raw(table.name)} DELETE WHERE ${rowsOf(table, marked)} SETTINGS mutations_sync = 2`,
    )
  }
  return counts
}

export type OldPart = { table: string; name: string }

/** Parts that were replaced and are still on disk. */
export const oldParts = (store: EventStore, tables: readonly string[]): Promise<OldPart[]> =>
  store.query<OldPart>(
    sql`SELECT table, name FROM system.parts WHERE database = currentDatabase() AND NOT active AND table IN ${tables}`,
  )

/** Folders of parts that were written lately and may not be safe on disk yet. */
export const freshFolders = async (store: EventStore): Promise<string[]> => {
  const rows = await store.query<{ path: string }>(
    raw(`SELECT path FROM system.parts
      WHERE database = currentDatabase() AND active AND modification_time > now() - INTERVAL 1 HOUR`),
  )
  return rows.map(({ path }) => path)
}

const hasteSettings = {
  old_parts_lifetime: 1,
  cleanup_delay_period: 1,
  cleanup_delay_period_random_add: 0,
  max_cleanup_delay_period: 1,
  finished_mutations_to_keep: 1,
}

/** From here on, what is rewritten is synced, so that what it replaces need not be kept for safety. */
export const syncRewrites = async (store: EventStore, tables: readonly string[]): Promise<void> => {
  for (const table of tables)
    await store.command(raw(`ALTER TABLE ${table} MODIFY SETTING min_rows_to_fsync_after_merge = 1`))
}

/** Replaced parts are removed within a minute instead of ten. */
export const hastenCleaning = async (store: EventStore, tables: readonly string[]): Promise<void> => {
  const settings = Object.entries(hasteSettings).map(([name, value]) => `${name} = ${value}`)
  for (const table of tables) await store.command(raw(`ALTER TABLE ${table} MODIFY SETTING ${settings.join(', ')}`))
}

/** A table at rest looks ever more seldom for what to clean, every five minutes at last: this makes it look now. */
export const wakeCleaning = async (store: EventStore, tables: readonly string[]): Promise<void> => {
  for (const table of tables) await store.command(raw(`SYSTEM START CLEANUP ${table}`))
}

export const endHaste = async (store: EventStore, tables: readonly string[]): Promise<void> => {
  const names = [...Object.keys(hasteSettings), 'min_rows_to_fsync_after_merge'].join(', ')
  for (const table of tables) await store.command(raw(`ALTER TABLE ${table} RESET SETTING ${names}`))
}

/** Tables that are rewritten when somebody is erased. */
export const erasableTables = async (store: EventStore): Promise<string[]> =>
  (await personTables(store)).map(({ name }) => name)
