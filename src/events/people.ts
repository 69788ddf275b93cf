import { bind, join, type Sql, sql } from '../platform/sql.ts'
import {
  applyLink,
  emptyState,
  type IdentityState,
  kindBits,
  type Link,
  type PeopleState,
  rootOf,
  type VisitorState,
} from './people-links.ts'
import type { EventStore } from './store.ts'

/*
 * Visitors that are one person. `people` holds a row for every visitor with an identity, `identities` one for every
 * identity; both name the person directly, chains are resolved when they are written. The newest version of a row
 * counts.
 */

/** What reports have to know of a site: whether any of its visitors are somebody else's further browsers. */
export type PersonFacts = { site: string; identities: boolean }

/** The person of a row of `withPeople`. Name it once (`… AS person`) in an inner query rather than repeat it. */
export const personSql = ({ identities }: PersonFacts): Sql =>
  identities ? sql`if(joined_person = 0, events.visitor, joined_person)` : sql`visitor`

/**
 * Rows that have a `visitor` column (the events themselves, or a subquery in brackets), under the name `events`, of
 * which personSql can tell the person. Retroactive: a link made today joins yesterday's events. Costs nothing without
 * identities. GLOBAL: who is who is found once for all servers of a cluster.
 */
export const withPeople = ({ site, identities }: PersonFacts, rows?: Sql): Sql => {
  const named = rows ? sql`${rows} AS events` : sql`events`
  if (!identities) return named
  return sql`${named} GLOBAL LEFT ANY JOIN (
    SELECT visitor AS joined_visitor, person AS joined_person FROM people FINAL WHERE site = ${site} AND person != visitor
  ) AS joined ON joined.joined_visitor = events.visitor`
}

/** Whether the site has visitors who are joined to another; otherwise a person is a visitor. */
export const hasJoinedVisitors = async (store: EventStore, site: string): Promise<boolean> =>
  (await store.query(sql`SELECT 1 FROM people FINAL WHERE site = ${site} AND person != visitor LIMIT 1`)).length > 0

const ids = (values: Iterable<bigint>): Sql => bind([...values], 'Array(UInt64)')

const readState = async (store: EventStore, site: string, links: readonly Link[]): Promise<PeopleState> => {
  const state = emptyState()
  const visitors = ids(new Set(links.map(({ visitor }) => visitor)))
  const hashes = ids(new Set(links.flatMap(({ identities }) => identities.map(({ hash }) => hash))))
  const [people, identities] = await Promise.all([
    store.query<{ visitor: string; person: string; kinds: number }>(
      sql`SELECT visitor, person, kinds FROM people FINAL WHERE site = ${site} AND visitor IN ${visitors}`,
    ),
    store.query<{ identity: string; person: string; kind: number }>(
      sql`SELECT identity, person, kind FROM identities FINAL WHERE site = ${site} AND identity IN ${hashes}`,
    ),
  ])
  for (const { visitor, person, kinds } of people) {
    state.visitors.set(BigInt(visitor), { person: BigInt(person), kinds })
  }
  for (const { identity, person, kind } of identities) {
    state.identities.set(BigInt(identity), { person: BigInt(person), kind })
  }
  const persons = [...state.visitors.values(), ...state.identities.values()].map(({ person }) => person)
  if (persons.length === 0) return state
  const kinds = await store.query<{ person: string; kinds: number }>(
    sql`SELECT person, groupBitOr(kind) AS kinds FROM identities FINAL WHERE site = ${site} AND person IN ${ids(new Set(persons))} GROUP BY person`,
  )
  for (const { person, kinds: all } of kinds) state.personKinds.set(BigInt(person), all)
  return state
}

/** Newer than every version so far: microseconds by the engine's clock. Links are written one after another. */
const version = sql`toUnixTimestamp64Micro(now64(6))`

const writeMerges = async (store: EventStore, site: string, state: PeopleState): Promise<void> => {
  if (state.merged.size === 0) return
  const from = [...state.merged.keys()]
  const to = from.map((person) => rootOf(state, person))
  const person = sql`transform(person, ${ids(from)}, ${ids(to)}, person)`
  // Visitors first: when only this is done at a crash, the identities still lead to the merge being done again.
  await store.command(
    sql`INSERT INTO people SELECT site, visitor, ${person}, kinds, ${version} FROM people FINAL WHERE site = ${site} AND person IN ${ids(from)}`,
  )
  await store.command(
    sql`INSERT INTO identities SELECT site, identity, kind, ${person}, ${version} FROM identities FINAL WHERE site = ${site} AND person IN ${ids(from)}`,
  )
}

const rowsSql = (rows: readonly Sql[]): Sql => join(rows, ', ')

const writeRows = async (
  store: EventStore,
  site: string,
  { visitors, identities }: { visitors: Map<bigint, VisitorState>; identities: Map<bigint, IdentityState> },
): Promise<void> => {
  const people = [...visitors].map(
    ([visitor, { person, kinds }]) => sql`(${visitor}, ${person}, ${bind(kinds, 'UInt8')})`,
  )
  if (people.length > 0) {
    await store.command(
      sql`INSERT INTO people SELECT ${site}, row.1, row.2, row.3, ${version} FROM (SELECT arrayJoin([${rowsSql(people)}]) AS row)`,
    )
  }
  const known = [...identities].map(
    ([identity, { kind, person }]) => sql`(${identity}, ${bind(kind, 'UInt8')}, ${person})`,
  )
  if (known.length > 0) {
    await store.command(
      sql`INSERT INTO identities SELECT ${site}, row.1, row.2, row.3, ${version} FROM (SELECT arrayJoin([${rowsSql(known)}]) AS row)`,
    )
  }
}

const changed = <State extends object>(
  before: Map<bigint, State>,
  after: Map<bigint, State>,
  isSame: (one: State, other: State) => boolean,
): Map<bigint, State> =>
  new Map(
    [...after].filter(([key, state]) => {
      const old = before.get(key)
      return !old || !isSame(old, state)
    }),
  )

const linkSite = async (store: EventStore, site: string, links: readonly Link[]): Promise<void> => {
  const state = await readState(store, site, links)
  const visitorsBefore = new Map(state.visitors)
  const identitiesBefore = new Map(state.identities)
  for (const link of links) applyLink(state, link)
  await writeMerges(store, site, state)
  for (const map of [state.visitors, state.identities]) {
    for (const entry of map.values()) entry.person = rootOf(state, entry.person)
  }
  await writeRows(store, site, {
    visitors: changed(
      visitorsBefore,
      state.visitors,
      (one, other) => one.kinds === other.kinds && one.person === other.person,
    ),
    identities: changed(identitiesBefore, state.identities, (one, other) => one.person === other.person),
  })
}

const rememberedPairs = 100_000

/** One writer at a time a store, and the pairs that it already knows: most links are said again and again. */
class Linker {
  private readonly known = new Set<string>()
  private last: Promise<void> = Promise.resolve()
  private readonly store: EventStore

  constructor(store: EventStore) {
    this.store = store
  }

  link(links: readonly Link[]): Promise<void> {
    const fresh = links.filter((link) => link.identities.length > 0 && !this.known.has(keyOf(link)))
    if (fresh.length === 0) return Promise.resolve()
    const done = this.last.then(() => this.write(fresh))
    this.last = done.catch(() => {})
    return done
  }

  forget(): void {
    this.known.clear()
  }

  private async write(links: readonly Link[]): Promise<void> {
    for (const [site, some] of Map.groupBy(links, (link) => link.site)) await linkSite(this.store, site, some)
    if (this.known.size + links.length > rememberedPairs) this.known.clear()
    for (const link of links) this.known.add(keyOf(link))
  }
}

const keyOf = ({ site, visitor, identities }: Link): string =>
  `${site} ${visitor} ${identities.map(({ kind, hash }) => `${kindBits[kind]}${hash}`).join(' ')}`

const linkers = new WeakMap<EventStore, Linker>()

/**
 * Joins visitors to the people that they said they are. Resolves when it is on disk; rejects with StoreUnavailable
 * otherwise. Saying a link again costs nothing.
 */
export const linkVisitors = (store: EventStore, links: readonly Link[]): Promise<void> => {
  const linker = linkers.get(store) ?? new Linker(store)
  linkers.set(store, linker)
  return linker.link(links)
}

/** What was linked may be gone: the next time it is said, it is written again. */
export const forgetLinks = (store: EventStore): void => linkers.get(store)?.forget()
