import type { Chance } from './random.ts'

export type Country = 'VN' | 'TH' | 'LT' | 'US' | 'SG' | 'DE' | 'AU' | 'JP'

type Place = {
  share: number
  languages: Readonly<Record<string, number>>
  /** First address and number of addresses of large home and mobile networks there. */
  networks: readonly [Network, ...Network[]]
  contacts: Readonly<Partial<Record<'zalo' | 'messenger' | 'line' | 'phone' | 'mail' | 'map', number>>>
}
type Network = readonly [string, number]

export const places: Readonly<Record<Country, Place>> = {
  VN: {
    share: 58,
    languages: { 'vi-VN': 90, 'en-US': 10 },
    networks: [
      ['14.160.0.0', 2 ** 17],
      ['113.160.0.0', 2 ** 18],
      ['171.224.0.0', 2 ** 18],
      ['27.64.0.0', 2 ** 17],
    ],
    contacts: { zalo: 48, messenger: 28, phone: 18, map: 4, mail: 2 },
  },
  TH: {
    share: 20,
    languages: { 'th-TH': 90, 'en-US': 10 },
    networks: [
      ['171.96.0.0', 2 ** 16],
      ['49.228.0.0', 2 ** 16],
      ['1.46.0.0', 2 ** 16],
    ],
    contacts: { line: 66, messenger: 18, phone: 10, map: 4, mail: 2 },
  },
  LT: {
    share: 11,
    languages: { 'lt-LT': 82, 'en-GB': 14, 'ru-RU': 4 },
    networks: [
      ['78.56.0.0', 2 ** 17],
      ['88.118.0.0', 2 ** 16],
    ],
    contacts: { messenger: 44, phone: 26, mail: 26, map: 4 },
  },
  US: {
    share: 4,
    languages: { 'en-US': 88, 'vi-US': 12 },
    networks: [
      ['73.0.0.0', 2 ** 20],
      ['98.192.0.0', 2 ** 18],
    ],
    contacts: { messenger: 40, mail: 50, phone: 10 },
  },
  SG: {
    share: 2,
    languages: { 'en-SG': 100 },
    networks: [['116.14.0.0', 2 ** 16]],
    contacts: { messenger: 60, mail: 40 },
  },
  DE: {
    share: 2,
    languages: { 'de-DE': 80, 'en-US': 20 },
    networks: [['91.0.0.0', 2 ** 18]],
    contacts: { mail: 80, messenger: 20 },
  },
  AU: {
    share: 2,
    languages: { 'en-AU': 100 },
    networks: [['1.128.0.0', 2 ** 17]],
    contacts: { mail: 60, messenger: 40 },
  },
  JP: { share: 1, languages: { 'ja-JP': 100 }, networks: [['126.0.0.0', 2 ** 18]], contacts: { line: 60, mail: 40 } },
}

export const countryShares = Object.fromEntries(
  Object.entries(places).map(([country, { share }]) => [country, share]),
) as Record<Country, number>

export const addressIn = (country: Country, chance: Chance): string => {
  const [first, size] = chance.one(places[country].networks)
  const start = first.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const address = start + 1 + Math.floor(chance.next() * (size - 2))
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}
