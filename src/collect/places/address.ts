import { isIPv6 } from 'node:net'

const IPV4_BYTES = 4
const IPV6_BYTES = 16

const [DOT, ZERO, NINE] = [46, 48, 57] as const

/** The bytes of an IPv4 address as net.isIPv4 takes it: four numbers up to 255 without leading zeros. One a visit, so by hand. */
const fourBytes = (text: string): Uint8Array | undefined => {
  if (text.length > 15) return undefined
  const bytes = new Uint8Array(IPV4_BYTES)
  let place = 0
  let digits = 0
  let value = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === DOT) {
      if (digits === 0 || place === 3) return undefined
      bytes[place++] = value
      digits = 0
      value = 0
    } else {
      if (code < ZERO || code > NINE || (digits > 0 && value === 0)) return undefined
      value = value * 10 + code - ZERO
      digits++
      if (value > 255) return undefined
    }
  }
  if (place !== 3 || digits === 0) return undefined
  bytes[3] = value
  return bytes
}

const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))

const sixteenBytes = (text: string): Uint8Array => {
  const plain = text.split('%', 1)[0] ?? ''
  const dotted = /(\d+\.\d+\.\d+\.\d+)$/.exec(plain)?.[1]
  const tail = dotted === undefined ? undefined : fourBytes(dotted)
  const colons = tail
    ? `${plain.slice(0, -(dotted?.length ?? 0))}${(((tail[0] ?? 0) << 8) | (tail[1] ?? 0)).toString(16)}:${(((tail[2] ?? 0) << 8) | (tail[3] ?? 0)).toString(16)}`
    : plain
  const [front = '', back] = colons.split('::')
  const first = groupsOf(front)
  const last = groupsOf(back ?? '')
  const bytes = new Uint8Array(IPV6_BYTES)
  first.forEach((group, index) => {
    bytes[2 * index] = group >> 8
    bytes[2 * index + 1] = group & 255
  })
  last.forEach((group, index) => {
    const place = IPV6_BYTES - 2 * (last.length - index)
    bytes[place] = group >> 8
    bytes[place + 1] = group & 255
  })
  return bytes
}

const isMapped = (bytes: Uint8Array): boolean =>
  bytes.subarray(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255

/** Four or sixteen bytes; an IPv4 address written as IPv6 (::ffff:1.2.3.4) is the IPv4 one. Undefined for other text. */
export const addressBytes = (text: string): Uint8Array | undefined => {
  const four = fourBytes(text)
  if (four) return four
  if (!isIPv6(text)) return undefined
  const bytes = sixteenBytes(text)
  return isMapped(bytes) ? bytes.subarray(IPV6_BYTES - IPV4_BYTES) : bytes
}
