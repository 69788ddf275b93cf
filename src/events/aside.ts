import { type AsideReason, asideReasons } from '../contract/traffic.ts'
import { bind, join, raw, type Sql, sql } from '../platform/sql.ts'
import { countedProperties, linksAside } from './aside-identities.ts'
import { type ColumnName, columns, type EventRow } from './event.ts'
import type { Link } from './people-links.ts'
import type { EventStore } from './store.ts'

/*
 * Events that are hardly people's lie in `events_aside`, a table like `events` with the reason and the time beside. Those
 * that were counted after all stay there, too, with `counted:` before the reason, so that it can be undone.
 */

export type AsideRow = { row: EventRow; reason: AsideReason }

/** As long as the table's TTL (migration 0003) says. */
export const asideDays = 90
const countedMark = 'counted:'

const names = Object.keys(columns) as ColumnName[]
const list = raw(names.join(', '))
const structure = [
  ...names.map((name) => `${name} ${columns[name]}`),
  'aside_reason String',
  "aside_at DateTime('UTC')",
]
const rowsAtOnce = 1_000
const idsAtOnce = 10_000

const secondText = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ')

const lineOf = ({ row, reason }: AsideRow, at: number): string =>
  JSON.stringify({
    ...Object.fromEntries(
      names.map((name) => [name, typeof row[name] === 'bigint' ? String(row[name]) : (row[name] as unknown)]),
    ),
    ts: new Date(row.ts).toISOString().replace('T', ' ').replace('Z', ''),
    session_started: secondText(row.session_started),
    aside_reason: reason,
    aside_at: secondText(at),
  })

/** Resolves when the rows are on disk. */
export const insertAside = async (store: EventStore, rows: readonly AsideRow[], now: number): Promise<void> => {
  for (let start = 0; start < rows.length; start += rowsAtOnce) {
    const lines = rows
      .slice(start, start + rowsAtOnce)
      .map((row) => lineOf(row, now))
      .join('\n')
    await store.command(sql`INSERT INTO events_aside (${list}, aside_reason, aside_at)
      SELECT ${list}, aside_reason, aside_at FROM format(JSONEachRow, ${structure.join(', ')}, ${lines})`)
  }
}

/** Times in epoch milliseconds, the end excluded. */
export type AsideChoice = { site: string; from: number; to: number; reason?: AsideReason; visitor?: bigint }

const time = (ms: number): Sql => sql`fromUnixTimestamp64Milli(${ms}, 'UTC')`
const days = (from: number, to: number): Sql => sql`toDate(ts) BETWEEN toDate(${time(from)}) AND toDate(${time(to)})`

const chosen = ({ site, from, to, visitor }: AsideChoice): Sql =>
  join(
    [
      sql`site = ${site} AND ${days(from, to)} AND ts >= ${time(from)} AND ts < ${time(to)}`,
      ...(visitor === undefined ? [] : [sql`visitor = ${visitor}`]),
    ],
    ' AND ',
  )

const reasonsOf = (reason: AsideReason | undefined, mark = ''): Sql =>
  sql`aside_reason IN ${(reason ? [reason] : asideReasons).map((each) => `${mark}${each}`)}`

const nothing = { events: 0, visitors: [] as bigint[] }
export type MovedEvents = { events: number; visitors: bigint[] }

type Found = { event: string; who: string }
const find = (store: EventStore, table: string, where: Sql): Promise<Found[]> =>
  store.query<Found>(
    sql`SELECT toString(id) AS event, toString(any(visitor)) AS who FROM ${raw(table)} WHERE ${where} GROUP BY id`,
    { maxSeconds: 300 },
  )

/** Does something for ids, ten thousand at a time. */
const each = async (found: readonly Found[], act: (ids: Sql) => Promise<void>): Promise<MovedEvents> => {
  if (found.length === 0) return nothing
  for (let start = 0; start < found.length; start += idsAtOnce) {
    const ids = found.slice(start, start + idsAtOnce).map(({ event }) => BigInt(event))
    await act(bind(ids, 'Array(UInt64)'))
  }
  return { events: found.length, visitors: [...new Set(found.map(({ who }) => BigInt(who)))] }
}

const mutate = (store: EventStore, table: 'events' | 'events_aside', action: Sql): Promise<void> =>
  store.command(sql`ALTER TABLE ${raw(table)} ${action} SETTINGS mutations_sync = 1`)

/** An order that is counted already stays counted once. */
const isRepeat = (site: string): Sql => sql`if(name = 'purchase' AND transaction_id != '' AND transaction_id IN (
  SELECT transaction_id FROM events WHERE site = ${site} AND name = 'purchase' AND repeat = 0), 1, repeat)`

/** Counts set-aside events after all. Doing it again counts nothing twice. */
export const countAside = async (
  store: EventStore,
  choice: AsideChoice,
  link: (links: readonly Link[]) => Promise<void>,
): Promise<MovedEvents> => {
  const where = sql`${chosen(choice)} AND ${reasonsOf(choice.reason)}`
  // Who they are first: said again it changes nothing.
  await link(await linksAside(store, choice.site, where))
  const found = await find(store, 'events_aside', where)
  return each(found, async (ids) => {
    // First the events, then the mark: after a crash in between the same can be asked again.
    await store.command(sql`INSERT INTO events (${list}) SELECT * REPLACE (${isRepeat(choice.site)} AS repeat,
        ${countedProperties} AS properties)
      FROM (SELECT ${list} FROM events_aside
      WHERE ${where} AND id IN ${ids}
        AND id NOT IN (SELECT id FROM events WHERE ${chosen(choice)} AND id IN ${ids}) LIMIT 1 BY id)`)
    await mutate(
      store,
      'events_aside',
      sql`UPDATE aside_reason = concat(${countedMark}, aside_reason) WHERE ${where} AND id IN ${ids}`,
    )
  })
}

/** Takes `countAside` back. */
export const uncountAside = async (store: EventStore, choice: AsideChoice): Promise<MovedEvents> => {
  const where = sql`${chosen(choice)} AND ${reasonsOf(choice.reason, countedMark)}`
  const found = await find(store, 'events_aside', where)
  return each(found, async (ids) => {
    await store.command(sql`DELETE FROM events WHERE ${chosen(choice)} AND id IN ${ids}`)
    await mutate(
      store,
      'events_aside',
      sql`UPDATE aside_reason = substring(aside_reason, ${countedMark.length + 1}) WHERE ${where} AND id IN ${ids}`,
    )
  })
}

/** Sets events aside that were counted so far. */
export const setAside = async (
  store: EventStore,
  choice: Omit<AsideChoice, 'reason'> & { reason: AsideReason },
): Promise<MovedEvents> => {
  const where = chosen(choice)
  const found = await find(store, 'events', where)
  return each(found, async (ids) => {
    await store.command(sql`INSERT INTO events_aside (${list}, aside_reason, aside_at)
      SELECT ${list}, ${choice.reason}, now('UTC') FROM events
      WHERE ${where} AND id IN ${ids}
        AND id NOT IN (SELECT id FROM events_aside WHERE ${where} AND ${reasonsOf(undefined)} AND id IN ${ids})`)
    await store.command(sql`DELETE FROM events WHERE ${where} AND id IN ${ids}`)
  })
}

export type AsideCount = { day: string; reason: string; events: number; visitors: number }
/** By reason, and by the site's day where one is asked for. */
export const asideCounts = async (
  store: EventStore,
  choice: AsideChoice,
  { timezone, isCounted }: { timezone?: string; isCounted: boolean },
): Promise<AsideCount[]> => {
  const day = timezone === undefined ? sql`''` : sql`toString(toDate(toTimeZone(ts, ${timezone})))`
  const rows = await store.query<Record<keyof AsideCount, string>>(sql`
    SELECT ${day} AS day, replaceOne(toString(aside_reason), ${countedMark}, '') AS reason,
      uniqExact(id) AS events, uniqExact(visitor) AS visitors
    FROM events_aside
    WHERE ${chosen(choice)} AND startsWith(toString(aside_reason), ${countedMark}) = ${isCounted}
    GROUP BY day, reason ORDER BY day, reason`)
  return rows.map(({ day: at, reason, events, visitors }) => ({
    day: at,
    reason,
    events: Number(events),
    visitors: Number(visitors),
  }))
}

export type AsideExample = {
  reason: string
  visitor: string
  events: number
  last: number
  browser: string
  agent: string
  country: string
  path: string
}
/** The visitors with most set-aside events, a few of each reason. */
export const asideExamples = async (store: EventStore, choice: AsideChoice): Promise<AsideExample[]> => {
  const rows = await store.query<
    Record<'reason' | 'who' | 'events' | 'last' | 'program' | 'agent' | 'land' | 'page', string>
  >(sql`
    SELECT toString(aside_reason) AS reason, toString(visitor) AS who, uniqExact(id) AS events,
      toUnixTimestamp64Milli(max(ts)) AS last, any(browser) AS program, any(properties['$agent']) AS agent,
      any(country) AS land, argMax(path, ts) AS page
    FROM events_aside WHERE ${chosen(choice)} AND ${reasonsOf(choice.reason)}
    GROUP BY reason, visitor ORDER BY events DESC, who LIMIT 10 BY reason`)
  return rows.map(({ reason, agent, who, program, land, page, events, last }) => ({
    ...{ reason, agent, visitor: who, browser: program, country: land, path: page },
    ...{ events: Number(events), last: Number(last) },
  }))
}
