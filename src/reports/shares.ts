import type { BreakdownRow } from '../contract/report.ts'
import type { Brought, ShareRow, SharesAnswer } from '../contract/share.ts'
import { SHARE_PARAMETER } from '../contract/share.ts'
import { personSql, propertyText, withPeople } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { instantSql, type Rows } from './rows.ts'

/**
 * What shared links brought. A link that is shared carries an id; a visit that begins with it is that share's, and so is
 * all that happens in it, unless whoever shared it came back by it.
 */
export type SharesPlan = Rows & {
  limit: number
  /** Some share was seen being made. */
  hasMakers: boolean
}

const DAY_MS = 86_400_000
/** How long before the period a link may have been shared that is visited in it. */
const LOOK_BACK_MS = 366 * DAY_MS

const pattern = `(?:^|[&?])${SHARE_PARAMETER}=([A-Za-z0-9_.~-]{1,64})`
const carried = (query: Sql): Sql => sql`extract(${query}, ${pattern})`
/** A sender's own word, or else the id that the tag has put into the link that was shared, where it stands encoded. */
const shareId = sql`if(${propertyText('share_id')} != '', ${propertyText('share_id')},
  extract(${propertyText('href')}, ${`${SHARE_PARAMETER}(?:=|%3D|%253D)([A-Za-z0-9_.~-]{1,64})`}))`

const since = ({ site, from, to }: Rows): Sql =>
  sql`site = ${site} AND ts >= ${instantSql(from - LOOK_BACK_MS)} AND ts < ${instantSql(to)}`

/** Who shared it, of a row of (share, person); a whole list of pairs would be searched from end to end for each row. */
const isOwn = (plan: SharesPlan): Sql => {
  if (!plan.hasMakers) return sql`false`
  const makers = sql`(SELECT (groupArray(share), groupArray(maker)) FROM (
    SELECT ${shareId} AS share, any(${personSql(plan.facts)}) AS maker FROM ${withPeople(plan.facts)}
    WHERE ${since(plan)} AND name = 'share' AND share != '' GROUP BY share))`
  return sql`transform(share, tupleElement(${makers}, 1), tupleElement(${makers}, 2), toUInt64(0)) = person`
}

/** Rows of (session, person, share, path, ts): arrivals by a link that was shared, but for those who shared it. */
const arrivals = (plan: SharesPlan): Sql =>
  sql`SELECT * FROM (
      SELECT session, ${personSql(plan.facts)} AS person, ${carried(sql`query`)} AS share, path, ts FROM ${withPeople(plan.facts)}
      WHERE ${since(plan)} AND name = 'page_view' AND position(query, ${`${SHARE_PARAMETER}=`}) > 0)
    WHERE share != '' AND NOT ${isOwn(plan)}`

/** A row of a session that began with a shared link. GLOBAL: found once for all servers of a cluster. */
export const isOfShare = (plan: SharesPlan): Sql => sql`session GLOBAL IN (SELECT session FROM (${arrivals(plan)}))`

/** The share of a row's session; '' where it has none. */
export const shareKey = (plan: SharesPlan): Sql => {
  const pairs = sql`(SELECT (groupArray(session), groupArray(share)) FROM (
    SELECT session, argMin(share, ts) AS share FROM (${arrivals(plan)}) GROUP BY session))`
  return sql`transform(session, tupleElement(${pairs}, 1), tupleElement(${pairs}, 2), '')`
}

/** Where its visitors landed first, for links that were not seen being shared, such as those in mails. */
export const arrivalsQuery = (plan: SharesPlan): Sql =>
  sql`SELECT share, argMin(path, ts) AS page FROM (${arrivals(plan)}) GROUP BY share LIMIT 20000`

/** Every share that was seen being made. */
export const madeQuery = (plan: Rows): Sql =>
  sql`SELECT ${shareId} AS share, any(${propertyText('method')}) AS method, any(path) AS page,
      toUnixTimestamp64Milli(min(ts)) AS shared
    FROM events WHERE ${since(plan)} AND name = 'share' AND share != '' GROUP BY share ORDER BY shared DESC LIMIT 20000`

/** The share that had brought the maker of a share. */
export const parentsQuery = (plan: SharesPlan): Sql =>
  sql`SELECT ${shareId} AS share, any(${shareKey(plan)}) AS parent FROM events
    WHERE ${since(plan)} AND name = 'share' AND share != '' AND ${isOfShare(plan)} GROUP BY share LIMIT 20000`

/** People who came by any share in the period, together and by the way it was shared. */
export const peopleQuery = (plan: SharesPlan): Sql => {
  const made = sql`(SELECT (groupArray(share), groupArray(method)) FROM (
    SELECT ${shareId} AS share, any(${propertyText('method')}) AS method FROM events
    WHERE ${since(plan)} AND name = 'share' AND share != '' GROUP BY share))`
  const method = plan.hasMakers
    ? sql`transform(share, tupleElement(${made}, 1), tupleElement(${made}, 2), '')`
    : sql`materialize('')`
  return sql`SELECT ${method} AS method, grouping(method) AS together, uniqExact(person) AS people FROM (${arrivals(plan)})
    WHERE ts >= ${instantSql(plan.from)} GROUP BY method WITH ROLLUP`
}

type Figure = number | string
export type ArrivalRow = { share: string; page: string }
export type MadeRow = { share: string; method: string; page: string; shared: Figure }
export type ParentRow = { share: string; parent: string }
export type PeopleRow = { method: string; together: Figure; people: Figure }

const nothing: Brought = { people: 0, visits: 0, macro: 0, micro: 0, value: 0 }

const broughtBy = (row: BreakdownRow | undefined): Brought =>
  row
    ? {
        ...{ people: row.people, visits: row.sessions, value: row.value },
        ...{ macro: row.macro.conversions, micro: row.micro.conversions },
      }
    : nothing

const sum = (rows: readonly Brought[], people: number): Brought =>
  rows.reduce<Brought>(
    (all, row) => ({
      people,
      visits: all.visits + row.visits,
      macro: all.macro + row.macro,
      micro: all.micro + row.micro,
      value: Math.round((all.value + row.value) * 10_000) / 10_000,
    }),
    { ...nothing, people },
  )

/** All shares that came of a share, by whoever it brought; a circle is walked once. */
const descendants = (share: string, children: ReadonlyMap<string, readonly string[]>): string[] => {
  const found = new Set<string>()
  const waiting = [...(children.get(share) ?? [])]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === share || found.has(next)) continue
    found.add(next)
    waiting.push(...(children.get(next) ?? []))
  }
  return [...found]
}

export const readShares = (
  { from, to, limit }: Pick<SharesPlan, 'from' | 'to' | 'limit'>,
  found: {
    brought: readonly BreakdownRow[]
    made: readonly MadeRow[]
    parents: readonly ParentRow[]
    arrivals: readonly ArrivalRow[]
    people: readonly PeopleRow[]
  },
): Omit<SharesAnswer, 'period' | 'currency'> => {
  const byShare = new Map(found.brought.map((row) => [row.key, row]))
  const made = new Map(found.made.map((row) => [row.share, row]))
  const landed = new Map(found.arrivals.map(({ share, page }) => [share, page]))
  const parentOf = new Map(found.parents.map(({ share, parent }) => [share, parent]))
  const children = Map.groupBy(found.parents, ({ parent }) => parent)
  const childIds = new Map([...children].map(([parent, rows]) => [parent, rows.map(({ share }) => share)]))
  const isNow = ({ shared }: MadeRow): boolean => Number(shared) >= from && Number(shared) < to
  const madeNow = found.made.filter(isNow)
  const visitsOf = (share: string): number => byShare.get(share)?.sessions ?? 0
  const rowOf = (share: string): ShareRow => {
    const how = made.get(share)
    const below = descendants(share, childIds)
    return {
      ...{ share, ...broughtBy(byShare.get(share)) },
      ...{ method: how?.method ?? '', page: how?.page ?? landed.get(share) ?? '' },
      ...{ shared: how ? Number(how.shared) : null, from: parentOf.get(share) ?? null },
      ...{ shares: below.length, further_visits: below.reduce((all, one) => all + visitsOf(one), 0) },
    }
  }
  const shares = new Set([...byShare.keys(), ...madeNow.map(({ share }) => share)])
  const rows = [...shares]
    .filter((share) => share !== '')
    .map(rowOf)
    .sort((one, other) => other.visits - one.visits || (other.shared ?? 0) - (one.shared ?? 0))
  const peopleOf = (method: string | null): number => {
    const isWanted = (row: PeopleRow) => (Number(row.together) === 1 ? method === null : row.method === method)
    return Number(found.people.find(isWanted)?.people ?? 0)
  }
  const byMethod = [...Map.groupBy(rows, ({ method }) => method)].map(([method, some]) => ({
    ...{ method, ...sum(some, peopleOf(method)) },
    shared: madeNow.filter((row) => row.method === method).length,
  }))
  return {
    shared: madeNow.length,
    total: sum(rows, peopleOf(null)),
    by_method: byMethod.sort((one, other) => other.visits - one.visits || other.shared - one.shared),
    rows: rows.slice(0, limit),
    more: Math.max(0, rows.length - limit),
  }
}
