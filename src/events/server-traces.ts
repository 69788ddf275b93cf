import { raw, sql } from '../platform/sql.ts'
import type { EventStore } from './store.ts'

/*
 * A ClickHouse server keeps more than tables: files of theirs on its own disk, and, where its configuration says so,
 * every statement and message as rows of system tables.
 */

const LONG_SECONDS = 120

/** Folders of the tables on the servers' own disks. */
export const tableFolders = async (store: EventStore): Promise<string[]> => {
  const rows = await store.query<{ folder: string }>(
    raw(`SELECT DISTINCT replaceRegexpOne(path, '[^/]+/$', '') AS folder FROM system.parts
      WHERE database = currentDatabase() AND active`),
  )
  return rows.map(({ folder }) => folder)
}

const texts = { query_log: 'query', text_log: 'message' } as const

const hex = (text: string): string => Buffer.from(text).toString('hex')

/**
 * How many rows of a system table hold one of these words; undefined where there is no such table. The words are sent in
 * hexadecimal, so that the question does not find itself.
 */
export const countLogged = async (
  store: EventStore,
  log: keyof typeof texts,
  words: readonly string[],
): Promise<number | undefined> => {
  const known = await store.query(sql`SELECT 1 FROM system.tables WHERE database = 'system' AND name = ${log}`)
  if (known.length === 0) return undefined
  const wanted = sql`arrayMap(word -> unhex(word), ${words.map(hex)})`
  const [row] = await store.query<{ rows: string }>(
    sql`SELECT toString(count()) AS rows FROM ${raw(`system.${log}`)}
      WHERE arrayExists(word -> position(${raw(texts[log])}, word) > 0, ${wanted})`,
    { maxSeconds: LONG_SECONDS },
  )
  return Number(row?.rows)
}

/** Where a server's messages go: files on its own disk, as its configuration names them, and perhaps elsewhere as well. */
export type LogPlaces = { files: string[]; isElsewhere: boolean }

/** Undefined when the server does not say. */
export const logPlaces = async (store: EventStore): Promise<LogPlaces | undefined> => {
  const names = ['logger.log', 'logger.errorlog', 'logger.console', 'logger.use_syslog']
  const rows = await store.query<{ name: string; value: string }>(
    sql`SELECT DISTINCT name, value FROM system.server_settings WHERE name IN ${names} AND value NOT IN ('0', 'false')`,
  )
  if (!rows.some(({ name }) => name === 'logger.log')) return undefined
  const files = rows.filter(({ value }) => value.startsWith('/'))
  return {
    files: files.map(({ value }) => value),
    isElsewhere: rows.some(({ name, value }) => /console|syslog$/.test(name) && value !== ''),
  }
}
