import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mayReach, NotANetwork, networkList } from './addresses.ts'

const nothing = networkList([])

test.each([
  '127.0.0.1',
  '127.8.9.10',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '0:0:0:0:0:ffff:a00:1',
  '64:ff9b::10.0.0.1',
  '64:ff9b::a9fe:a9fe',
  '2002:7f00:1::',
  '2001:db8::1',
  'fc00::1',
  'fd12:3456::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'localhost',
  '',
])('%s is not of the public internet', (address) => {
  expect(mayReach(address, nothing)).toBe(false)
})

test.each(['1.1.1.1', '203.113.131.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808'])(
  '%s is of the public internet',
  (address) => {
    expect(mayReach(address, nothing)).toBe(true)
  },
)

test('an IPv4 address is judged alike in each of its IPv6 clothes', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const verdict = mayReach(address, nothing)
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
      const groups = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`
      for (const other of [`::ffff:${address}`, `::ffff:${groups}`, `64:ff9b::${groups}`]) {
        expect(mayReach(other, nothing)).toBe(verdict)
      }
    }),
  )
})

test('any IPv6 address gets a verdict', () => {
  fc.assert(fc.property(fc.ipV6(), (address) => typeof mayReach(address, nothing) === 'boolean'))
})

test('networks that are allowed can be reached, and only those', () => {
  const allowed = networkList(['10.1.0.0/16', '192.168.1.7', 'fd00::/8'])
  const reached = (address: string) => mayReach(address, allowed)
  expect(['10.1.9.9', '192.168.1.7', 'fd12::1', '::ffff:10.1.0.1'].map(reached)).toEqual([true, true, true, true])
  expect(['10.2.0.1', '192.168.1.8', 'fe80::1'].map(reached)).toEqual([false, false, false])
})

test.each(['10.0.0.0/33', 'here', '10.0.0.0/', '10.0.0/8', 'fd00::/129', '1.2.3.4/x'])('%s is no network', (text) => {
  expect(() => networkList([text])).toThrow(NotANetwork)
})
