import { raw, type Sql, sql } from '../platform/sql.ts'
import { eraseMark, eraseMarked } from './erase.ts'
import type { EventStore } from './store.ts'

const LONG_SECONDS = 600
const PEOPLE_AT_ONCE = 5_000

const timedTables = ['events', 'events_aside'] as const

const isOld = (site: string, before: number): Sql =>
  sql`site = ${site} AND ts < fromUnixTimestamp64Milli(${before}, 'UTC')`

/** People of whom nothing is left but that they existed. */
const emptyPeople = async (store: EventStore, site: string): Promise<bigint[]> => {
  const rows = await store.query<{ person: string }>(
    sql`SELECT toString(person) AS person FROM people FINAL WHERE site = ${site} GROUP BY person
      HAVING countIf(visitor IN (SELECT visitor FROM events WHERE site = ${site})) = 0 LIMIT ${PEOPLE_AT_ONCE}`,
    { maxSeconds: LONG_SECONDS },
  )
  return rows.map(({ person }) => BigInt(person))
}

/** Deletes what a site recorded before a moment, and who is not in any event any more. Answers the events deleted. */
export const removeOlder = async (
  store: EventStore,
  site: string,
  { before, signal }: { before: number; signal?: AbortSignal },
): Promise<number> => {
  let removed = 0
  for (const table of timedTables) {
    const [row] = await store.query<{ rows: string }>(
      sql`SELECT count() AS rows FROM ${raw(table)} WHERE ${isOld(site, before)}`,
      { maxSeconds: LONG_SECONDS },
    )
    const rows = Number(row?.rows)
    if (rows === 0 || signal?.aborted) continue
    await store.command(sql`ALTER TABLE ${raw(table)} DELETE WHERE ${isOld(site, before)} SETTINGS mutations_sync = 2`)
    removed += rows
  }
  for (let last = 0; removed > 0 && !signal?.aborted; ) {
    const people = await emptyPeople(store, site)
    // The same again: they could not be removed.
    if (people.length === 0 || people.length === last) break
    await eraseMarked(store, { site, marks: people.map((person) => eraseMark(site, person)), at: before })
    last = people.length < PEOPLE_AT_ONCE ? people.length : 0
  }
  return removed
}
