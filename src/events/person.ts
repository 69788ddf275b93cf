import { bind, type Sql, sql } from '../platform/sql.ts'
import { visitorsAside } from './aside-identities.ts'
import type { EventStore } from './store.ts'

/** The numbers under which somebody is asked for: a visitor, an account, an e-mail address, a telephone. */
export type PersonNumbers = { visitors: readonly bigint[]; identities: readonly bigint[] }

/** Kind as in people-links.ts: 1 account, 2 e-mail, 4 telephone. */
export type FoundPerson = {
  visitors: bigint[]
  identities: { hash: bigint; kind: number }[]
  events: number
  aside: number
  first: number | null
  last: number | null
}

const ids = (values: readonly bigint[]): Sql => bind([...values], 'Array(UInt64)')
const unique = (values: readonly bigint[]): bigint[] => [...new Set(values)]

/** Everything that belongs to whoever is known by one of these numbers. */
export const findPerson = async (store: EventStore, site: string, asked: PersonNumbers): Promise<FoundPerson> => {
  const aside = await visitorsAside(store, site, asked.identities)
  const seeds = unique([...asked.visitors, ...asked.identities, ...aside])
  const known = await store.query<{ person: string }>(sql`
    SELECT DISTINCT toString(person) AS person FROM (
      SELECT person FROM people FINAL WHERE site = ${site} AND (visitor IN ${ids(asked.visitors)} OR person IN ${ids(asked.visitors)})
      UNION ALL SELECT person FROM identities FINAL WHERE site = ${site} AND identity IN ${ids(asked.identities)})`)
  const persons = known.map(({ person }) => BigInt(person))
  const joined = await store.query<{ visitor: string }>(
    sql`SELECT toString(visitor) AS visitor FROM people FINAL WHERE site = ${site} AND person IN ${ids(persons)}`,
  )
  const identities = await store.query<{ identity: string; kind: number }>(
    sql`SELECT toString(identity) AS identity, kind FROM identities FINAL WHERE site = ${site} AND person IN ${ids(persons)}`,
  )
  // What a server sends without a visitor is stored under the identity.
  const hashes = identities.map(({ identity }) => BigInt(identity))
  const candidates = unique([...seeds, ...persons, ...hashes, ...joined.map(({ visitor }) => BigInt(visitor))])
  const seen = await store.query<{ visitor: string; events: string; aside: string; first: string; last: string }>(sql`
    SELECT toString(visitor) AS visitor, countIf(is_aside = 0) AS events, countIf(is_aside = 1) AS aside,
      toUnixTimestamp64Milli(min(ts)) AS first, toUnixTimestamp64Milli(max(ts)) AS last
    FROM (SELECT visitor, ts, 0 AS is_aside FROM events WHERE site = ${site} AND visitor IN ${ids(candidates)}
      UNION ALL SELECT visitor, ts, 1 AS is_aside FROM events_aside WHERE site = ${site} AND visitor IN ${ids(candidates)})
    GROUP BY visitor`)
  const sum = (field: 'events' | 'aside') => seen.reduce((total, row) => total + Number(row[field]), 0)
  const isKnown = seen.length + persons.length > 0
  return {
    visitors: isKnown ? unique([...seen, ...joined].map(({ visitor }) => BigInt(visitor))) : [],
    identities: identities.map(({ identity, kind }) => ({ hash: BigInt(identity), kind })),
    events: sum('events'),
    aside: sum('aside'),
    first: seen.length === 0 ? null : Math.min(...seen.map(({ first }) => Number(first))),
    last: seen.length === 0 ? null : Math.max(...seen.map(({ last }) => Number(last))),
  }
}
