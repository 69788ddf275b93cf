import { addressBytes } from '../places/address.ts'
import { remember } from '../recent-map.ts'
import { ipv4, ipv6 } from './data-centres.generated.ts'

/** What an address belongs to, as far as that speaks against a person: a hosting company, or a filter of mail. */
export type NetworkKind = 'hosting' | 'mail_filter'
export type DataCentres = { kindOf(ip: string): NetworkKind | undefined }

type Ranges = { starts: BigUint64Array; ends: BigUint64Array; isMail: Uint8Array }

const numberOf = (text: string): bigint => {
  let value = 0n
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return value
}

const readRanges = (lines: readonly string[]): Ranges => {
  const ranges: Ranges = {
    starts: new BigUint64Array(lines.length),
    ends: new BigUint64Array(lines.length),
    isMail: new Uint8Array(lines.length),
  }
  let last = 0n
  lines.forEach((line, index) => {
    const [distance = '', length = ''] = line.slice(1).split(',')
    const start = last + numberOf(distance)
    last = start + numberOf(length)
    ranges.starts[index] = start
    ranges.ends[index] = last
    ranges.isMail[index] = line.startsWith('m') ? 1 : 0
  })
  return ranges
}

const kindIn = ({ starts, ends, isMail }: Ranges, address: bigint): NetworkKind | undefined => {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0n) <= address) low = middle + 1
    else high = middle
  }
  if (low === 0 || (ends[low - 1] ?? 0n) < address) return undefined
  return isMail[low - 1] === 1 ? 'mail_filter' : 'hosting'
}

/** IPv6 networks are told apart by the first 64 bits. */
const NETWORK_BYTES = 8
const ADDRESSES = 5_000

/** About 13,000 ranges of tools/data-centres.ts, 0.3 MB in memory. */
export const openDataCentres = (): DataCentres => {
  const families = { 4: readRanges(ipv4.split('\n')), 8: readRanges(ipv6.split('\n')) }
  const find = (ip: string): NetworkKind | '' => {
    const bytes = addressBytes(ip)?.subarray(0, NETWORK_BYTES)
    if (bytes === undefined) return ''
    const address = bytes.reduce((all, byte) => all * 256n + BigInt(byte), 0n)
    return kindIn(families[bytes.length as 4 | 8], address) ?? ''
  }
  const known = remember(find, { limit: ADDRESSES, maxCharacters: 45 })
  return { kindOf: (ip) => known(ip) || undefined }
}
