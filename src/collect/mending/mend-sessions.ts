import { usualRules } from '../../contract/site-rules.ts'
import type { EventStore } from '../../events/index.ts'
import { bind, join, raw, type Sql, sql } from '../../platform/sql.ts'
import type { SiteFacts } from '../door.ts'
import type { Touch } from '../source/touch.ts'
import { type Correction, replay, type Sighting, touchColumns } from './replay.ts'
import type { Stretch } from './unsettled.ts'

/** Read on both sides of where an event came late; a session that lasts longer stays where it is. */
const AROUND_MS = 12 * 3_600_000
const VISITORS_AT_ONCE = 2_000
const ROWS_AT_ONCE = 2_000

type Row = {
  who: string
  event: string
  at: string
  visit: string
  started: string
  opens: 0 | 1
  told: number
} & Touch
type Work = { events: EventStore; site: SiteFacts; dayOf: (time: number) => string }

const time = (ms: number): Sql => sql`fromUnixTimestamp64Milli(${ms}, 'UTC')`
const between = (from: number, to: number): Sql =>
  sql`toDate(ts) BETWEEN toDate(${time(from)}) AND toDate(${time(to)}) AND ts BETWEEN ${time(from)} AND ${time(to)}`
const ids = (values: Iterable<bigint>): Sql => bind([...values], 'Array(UInt64)')

const readSightings = async (
  { events, site }: Work,
  stretches: readonly Stretch[],
  { from, to }: { from: number; to: number },
): Promise<Map<bigint, Sighting[]>> => {
  const rows = await events.query<Row>(
    sql`SELECT toString(visitor) AS who, toString(id) AS event, toString(toUnixTimestamp64Milli(ts)) AS at,
        toString(session) AS visit, toString(toUnixTimestamp(session_started)) AS started, session_opens AS opens,
        evidence AS told, ${raw(touchColumns.join(', '))}
      FROM events WHERE site = ${site.id} AND ${between(from, to)}
        AND visitor IN ${ids(stretches.map(({ visitor }) => visitor))}`,
    { maxSeconds: 120 },
  )
  const found = new Map<bigint, Sighting[]>()
  for (const { who, event, at, visit, started, opens, told, ...touch } of rows) {
    const visitor = BigInt(who)
    const sighting: Sighting = {
      ...{ id: BigInt(event), time: Number(at), session: BigInt(visit), started: Number(started) },
      ...{ opens, evidence: told, touch },
    }
    const known = found.get(visitor)
    if (known) known.push(sighting)
    else found.set(visitor, [sighting])
  }
  return found
}

/** Each row's new value where one column has several. */
const newValues = (
  corrections: readonly Correction[],
  { column, type, read }: { column: string; type: string; read: (row: Correction) => string | bigint | number },
): Sql => {
  const values = corrections.map(read)
  const typed =
    typeof values[0] === 'string' ? (values as string[]) : bind(values as bigint[] | number[], `Array(${type})`)
  return sql`${raw(column)} = transform(id, ${ids(corrections.map(({ id }) => id))}, ${typed}, ${raw(column === 'session_started' ? 'toUInt32(session_started)' : column)})`
}

const columnsToTell = [
  { column: 'session', type: 'UInt64', read: (row: Correction) => row.session },
  { column: 'session_started', type: 'UInt32', read: (row: Correction) => row.started },
  { column: 'session_opens', type: 'UInt8', read: (row: Correction) => row.opens },
  ...touchColumns.map((column) => ({ column, type: 'String', read: (row: Correction) => row.touch[column] })),
]

/** Changes the rows where they lie: each part of the table turns from the old to the new at once, and no row is ever missing. */
const tell = async (
  { events, site }: Work,
  visitors: readonly bigint[],
  corrections: readonly Correction[],
): Promise<void> => {
  for (let start = 0; start < corrections.length; start += ROWS_AT_ONCE) {
    const some = corrections.slice(start, start + ROWS_AT_ONCE)
    const times = some.map((row) => row.time)
    const [from, to] = [Math.min(...times), Math.max(...times)]
    await events.command(sql`ALTER TABLE events UPDATE ${join(
      columnsToTell.map((column) => newValues(some, column)),
      ', ',
    )} WHERE site = ${site.id} AND ${between(from, to)} AND visitor IN ${ids(visitors)}
      AND id IN ${ids(some.map(({ id }) => id))} SETTINGS mutations_sync = 1`)
  }
}

/** Puts the sessions of visitors in order to whom events came late. Answers how many rows it told anew, and whose. */
export const mendSessions = async (
  work: Work,
  stretches: readonly Stretch[],
): Promise<{ rows: number; changed: Stretch[] }> => {
  const rules = work.site.rules?.sessions ?? usualRules.sessions
  let told = 0
  const all: Stretch[] = []
  for (let start = 0; start < stretches.length; start += VISITORS_AT_ONCE) {
    const some = stretches.slice(start, start + VISITORS_AT_ONCE).toSorted((one, other) => one.from - other.from)
    const from = Math.min(...some.map((stretch) => stretch.from)) - AROUND_MS
    const to = Math.max(...some.map((stretch) => stretch.to)) + AROUND_MS
    const found = await readSightings(work, some, { from, to })
    const corrections = [...found].map(([visitor, sightings]) => ({
      visitor,
      rows: replay(sightings, { visitor, since: from, rules, dayOf: work.dayOf }),
    }))
    const changed = corrections.filter(({ rows }) => rows.length > 0)
    const rows = changed.flatMap((correction) => correction.rows)
    await tell(
      work,
      changed.map(({ visitor }) => visitor),
      rows,
    )
    told += rows.length
    const whose = new Set(changed.map(({ visitor }) => visitor))
    all.push(...some.filter(({ visitor }) => whose.has(visitor)))
  }
  return { rows: told, changed: all }
}
