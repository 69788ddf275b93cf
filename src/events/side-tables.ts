import { join, raw, type Sql, sql } from '../platform/sql.ts'
import type { EventStore } from './store.ts'

/**
 * What is known besides events: figures by day that other tools counted, and facts about things. Each table has a key;
 * of several rows with one key the newest counts. A row keeps the import it came with, so that taking an import back
 * brings what it had replaced to light again.
 */
export const sideTables = {
  /** What advertising cost; the day is one of the site's time zone. */
  costs: {
    key: {
      day: 'Date',
      source: 'LowCardinality(String)',
      medium: 'LowCardinality(String)',
      campaign_id: 'LowCardinality(String)',
      campaign: 'LowCardinality(String)',
      /** The keyword, as utm_term has it. */
      term: 'String',
    },
    rest: {
      channel: 'LowCardinality(String)',
      cost: 'Float64',
      currency: 'LowCardinality(String)',
      clicks: 'UInt64',
      impressions: 'UInt64',
    },
  },
  /** Words that people searched for before they came; a row speaks of `days` days from `day` on. */
  search_words: {
    key: {
      day: 'Date',
      days: 'UInt16',
      /** organic | paid */
      kind: 'LowCardinality(String)',
      engine: 'LowCardinality(String)',
      words: 'String',
      page: 'String',
      country: 'LowCardinality(String)',
      device: 'LowCardinality(String)',
      campaign: 'LowCardinality(String)',
    },
    rest: {
      clicks: 'UInt64',
      impressions: 'UInt64',
      /** The mean place in the results, weighed by impressions; 0 where it is not told. */
      position: 'Float64',
      cost: 'Float64',
      currency: 'LowCardinality(String)',
    },
  },
  /** What the shop sells, as its product feed says. */
  products: {
    key: { item_id: 'String' },
    rest: {
      name: 'String',
      price: 'Float64',
      currency: 'LowCardinality(String)',
      link: 'String',
      image: 'String',
      brand: 'LowCardinality(String)',
      category: 'String',
      availability: 'LowCardinality(String)',
    },
  },
  /** What people did with a post on the platform itself, on one day; an empty post is the whole account. */
  posts: {
    key: { day: 'Date', network: 'LowCardinality(String)', account: 'LowCardinality(String)', post: 'String' },
    rest: {
      title: 'String',
      link: 'String',
      reach: 'UInt64',
      views: 'UInt64',
      completions: 'UInt64',
      likes: 'UInt64',
      comments: 'UInt64',
      shares: 'UInt64',
      saves: 'UInt64',
      follows: 'UInt64',
      clicks: 'UInt64',
    },
  },
  /** Totals by day of a tool that gives no more away than totals; an empty dimension is the whole site. */
  imported_days: {
    key: { day: 'Date', dimension: 'LowCardinality(String)', value: 'String' },
    rest: {
      people: 'UInt64',
      sessions: 'UInt64',
      page_views: 'UInt64',
      events: 'UInt64',
      tool: 'LowCardinality(String)',
    },
  },
} as const

export type SideTable = keyof typeof sideTables
export const sideTableNames = Object.keys(sideTables) as SideTable[]

type Columns = Record<string, string>
const columnsOf = (table: SideTable): Columns => ({ ...sideTables[table].key, ...sideTables[table].rest })
const keyOf = (table: SideTable): string => ['site', ...Object.keys(sideTables[table].key)].join(', ')

export const createSideTable = (table: SideTable): Sql => {
  const columns = Object.entries({ site: 'LowCardinality(String)', ...columnsOf(table) })
  const list = [...columns, ['import', 'LowCardinality(String)'], ['version', 'Int64']]
  return raw(`CREATE TABLE ${table} (${list.map(([name, type]) => `${name} ${type}`).join(', ')})
    ENGINE = ReplacingMergeTree(version) ORDER BY (${keyOf(table)}, import)
    SETTINGS fsync_after_insert = 1, fsync_part_directory = 1`)
}

/** Days are like 2026-11-22. */
export type SideRow = Record<string, string | number>

const rowsAtOnce = 2_000

/** Resolves when the rows are on disk. Of two rows with one key the later one counts. */
export const insertSideRows = async (
  store: EventStore,
  table: SideTable,
  { site, importId, rows }: { site: string; importId: string; rows: readonly SideRow[] },
): Promise<void> => {
  const columns = { ...columnsOf(table), place: 'UInt32' }
  const structure = Object.entries(columns)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')
  const names = raw(Object.keys(columnsOf(table)).join(', '))
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const lines = rows
      .slice(start, start + rowsAtOnce)
      .map((row, place) => JSON.stringify({ ...row, place }))
      .join('\n')
    // Newer than every version so far: microseconds by the engine's clock.
    await store.command(sql`INSERT INTO ${raw(table)} (site, ${names}, import, version)
      SELECT ${site}, ${names}, ${importId}, toUnixTimestamp64Micro(now64(6)) + place
      FROM format(JSONEachRow, ${structure}, ${lines})`)
  }
}

/** The rows that count, as a subquery: the newest of each key. */
export const sideRows = (table: SideTable, { site, where = [] }: { site: string; where?: readonly Sql[] }): Sql =>
  sql`(SELECT * FROM ${raw(table)} WHERE ${join([sql`site = ${site}`, ...where], ' AND ')}
    ORDER BY version DESC LIMIT 1 BY ${raw(keyOf(table))})`

/** Takes back what an import brought. */
export const removeSideRows = async (
  store: EventStore,
  { site, importId }: { site: string; importId: string },
): Promise<void> => {
  for (const table of sideTableNames) {
    await store.command(sql`DELETE FROM ${raw(table)} WHERE site = ${site} AND import = ${importId}`)
  }
}
