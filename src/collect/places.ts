import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { type CountryResponse, Reader } from 'maxmind'
import { RecentMap } from './recent-map.ts'

/** Countries of addresses. Nothing of an address is kept but this. */
export type Places = {
  /** ISO 3166, two letters; '' where unknown or private. */
  countryOf(ip: string): string
}

/** This database is flatter than MaxMind's own, whose types these are. */
type Entry = CountryResponse & { country_code?: string }

/** There is about one entry a country. */
const DECODED_ENTRIES = 500

/** The database of @ip-location-db/geo-whois-asn-country-mmdb (CC0): 8 MB, read into memory once. */
export const openPlaces = async (): Promise<Places> => {
  const file = createRequire(import.meta.url).resolve(
    '@ip-location-db/geo-whois-asn-country-mmdb/geo-whois-asn-country.mmdb',
  )
  const reader = new Reader<Entry>(await readFile(file), {
    cache: new RecentMap<string | number, unknown>(DECODED_ENTRIES),
  })
  return {
    countryOf: (ip) => {
      if (ip === '') return ''
      try {
        return reader.get(ip)?.country_code ?? ''
      } catch {
        // Not an address: a trusted sender may write anything there.
        return ''
      }
    },
  }
}
