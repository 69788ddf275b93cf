import { BlockList, isIP } from 'node:net'

/** Addresses of the public internet, told from those of a machine, a house or a cloud's own services. */

/** IANA's special-purpose registry: everything in it that is not globally reachable. */
const specialIpv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Of IPv6 only 2000::/3 is in use; within it, these are not for the public. */
const globalIpv6 = ['2000::/3']
const specialIpv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']

/** The text is no network like 10.0.0.0/8 or fd00::/8. */
export class NotANetwork extends Error {
  override name = 'NotANetwork'
}

export const networkList = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIP(address)
    const longest = family === 6 ? 128 : 32
    const bits = prefix === undefined ? longest : Number(prefix)
    if (family === 0 || !/^\d*$/.test(prefix ?? '') || prefix === '' || bits > longest) {
      throw new NotANetwork(`${network} is no network; write it like 10.0.0.0/8, 192.168.1.7 or fd00::/8`)
    }
    list.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}

const special4 = networkList(specialIpv4)
const global6 = networkList(globalIpv6)
const special6 = networkList(specialIpv6)

/** The eight groups of an IPv6 address, as numbers. */
const groupsOf = (address: string): number[] => {
  const [, host = ''] = /^\[(.*)\]$/.exec(new URL(`http://[${address.split('%')[0]}]`).hostname) ?? []
  const [front = '', back] = host.split('::')
  const read = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
  if (back === undefined) return read(front)
  const [first, last] = [read(front), read(back)]
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last]
}

/** The IPv4 address that an IPv6 one stands for: IPv4-mapped (::ffff:0:0/96) and NAT64 (64:ff9b::/96). */
const embeddedIpv4 = (address: string): string | undefined => {
  const groups = groupsOf(address)
  const front = groups.slice(0, 6).join(':')
  const isMapped = front === '0:0:0:0:0:65535'
  const isTranslated = front === `${0x64}:${0xff9b}:0:0:0:0`
  if (!isMapped && !isTranslated) return undefined
  return groups
    .slice(6)
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
}

/** True of an address that belongs to the public internet, or to one of the networks that are allowed besides. */
export const mayReach = (address: string, allowed: BlockList): boolean => {
  const family = isIP(address)
  if (family === 0) return false
  if (family === 4) return allowed.check(address, 'ipv4') || !special4.check(address, 'ipv4')
  const embedded = embeddedIpv4(address)
  if (embedded !== undefined) return mayReach(embedded, allowed)
  const plain = address.split('%')[0] ?? ''
  return allowed.check(plain, 'ipv6') || (global6.check(plain, 'ipv6') && !special6.check(plain, 'ipv6'))
}
