import { type Sql, sql } from '../platform/sql.ts'
import { type Identity, type IdentityKind, kindBits, type Link } from './people-links.ts'
import type { EventStore } from './store.ts'

/*
 * Who somebody said to be waits with a row that is set aside, as hashes in a property: they are joined to a person only
 * if the row counts after all.
 */

const property = '$identities'

/** The property, as `email:123 id:456`; none where nothing was said. */
export const keptIdentities = (identities: readonly Identity[]): Record<string, string> =>
  identities.length === 0 ? {} : { [property]: identities.map(({ kind, hash }) => `${kind}:${hash}`).join(' ') }

const readIdentities = (text: string): Identity[] =>
  text.split(' ').flatMap((part) => {
    const [kind = '', hash = ''] = part.split(':')
    return Object.hasOwn(kindBits, kind) && /^\d{1,20}$/.test(hash)
      ? [{ kind: kind as IdentityKind, hash: BigInt(hash) }]
      : []
  })

/** The properties of a row as it counts. */
export const countedProperties: Sql = sql`mapFilter((name, value) -> name != ${property}, properties)`

/** What the chosen rows of a site say of who their visitors are. */
export const linksAside = async (store: EventStore, site: string, where: Sql): Promise<Link[]> => {
  const rows = await store.query<{ who: string; said: string }>(
    sql`SELECT DISTINCT toString(visitor) AS who, properties[${property}] AS said FROM events_aside
      WHERE ${where} AND properties[${property}] != ''`,
    { maxSeconds: 300 },
  )
  return rows.map(({ who, said }) => ({ site, visitor: BigInt(who), identities: readIdentities(said) }))
}

/** Visitors of rows that are set aside who gave one of these identities. */
export const visitorsAside = async (
  store: EventStore,
  site: string,
  identities: readonly bigint[],
): Promise<bigint[]> => {
  if (identities.length === 0) return []
  const hashes = sql`extractAll(properties[${property}], ':([0-9]+)')`
  const rows = await store.query<{ who: string }>(
    sql`SELECT DISTINCT toString(visitor) AS who FROM events_aside
      WHERE site = ${site} AND properties[${property}] != '' AND hasAny(${hashes}, ${identities.map(String)})`,
    { maxSeconds: 120 },
  )
  return rows.map(({ who }) => BigInt(who))
}
