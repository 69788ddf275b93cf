import { addressBytes } from '../places/address.ts'
import { remember } from '../recent-map.ts'
import { ipv4, ipv6 } from './data-centres.generated.ts'

/** What an address belongs to, as far as that speaks against a person: a hosting company, or a filter of mail. */
export type NetworkKind = 'hosting' | 'mail_filter'
export type DataCentres = { kindOf(ip: string): NetworkKind | undefined }

/** Ends of ranges in order; IPv4 addresses are plain numbers, which are compared a hundred times as fast. */
type Ranges = { starts: ArrayLike<number | bigint>; ends: ArrayLike<number | bigint>; isMail: Uint8Array }

/** So many digits of base 36 are exact in a number, which is read ten times as fast. */
const EXACT_DIGITS = 10

const numberOf = (text: string): bigint => {
  if (text.length <= EXACT_DIGITS) return BigInt(Number.parseInt(text, 36))
  let value = 0n
  for (const digit of text) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  return value
}

const readRanges = (lines: readonly string[]) => {
  const starts = new BigUint64Array(lines.length)
  const ends = new BigUint64Array(lines.length)
  const isMail = new Uint8Array(lines.length)
  let last = 0n
  lines.forEach((line, index) => {
    const [distance = '', length = ''] = line.slice(1).split(',')
    const start = last + numberOf(distance)
    last = start + numberOf(length)
    starts[index] = start
    ends[index] = last
    isMail[index] = line.startsWith('m') ? 1 : 0
  })
  return { starts, ends, isMail }
}

const kindIn = ({ starts, ends, isMail }: Ranges, address: number | bigint): NetworkKind | undefined => {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((starts[middle] ?? 0) <= address) low = middle + 1
    else high = middle
  }
  if (low === 0 || (ends[low - 1] ?? 0) < address) return undefined
  return isMail[low - 1] === 1 ? 'mail_filter' : 'hosting'
}

const ADDRESSES = 5_000

/** About 13,000 ranges of tools/data-centres.ts, 0.3 MB in memory. IPv6 networks are told apart by the first 64 bits. */
export const openDataCentres = (): DataCentres => {
  const wide = readRanges(ipv4.split('\n'))
  const four = { ...wide, starts: Uint32Array.from(wide.starts, Number), ends: Uint32Array.from(wide.ends, Number) }
  const six = readRanges(ipv6.split('\n'))
  const find = (ip: string): NetworkKind | '' => {
    const bytes = addressBytes(ip)
    if (bytes === undefined) return ''
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    return (bytes.length === 4 ? kindIn(four, view.getUint32(0)) : kindIn(six, view.getBigUint64(0))) ?? ''
  }
  const known = remember(find, { limit: ADDRESSES, maxCharacters: 45 })
  return { kindOf: (ip) => known(ip) || undefined }
}
