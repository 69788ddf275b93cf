import { expect, it } from 'vitest'
import { openPlaces } from './places.ts'

const places = await openPlaces()

it.each([
  ['203.113.131.1', 'VN', 'Hanoi', 'Hanoi'],
  ['203.150.0.1', 'TH', 'Bangkok', expect.any(String)],
  ['78.56.0.1', 'LT', 'Vilnius', 'Vilnius'],
  ['::ffff:78.56.0.1', 'LT', 'Vilnius', 'Vilnius'],
  ['2001:ee0::1', 'VN', expect.any(String), expect.any(String)],
])('%s is somewhere', (ip, country, region, city) => {
  expect(places.of(ip)).toEqual({ country, region, city })
})

it.each(['127.0.0.1', '10.0.0.1', '::1', 'fe80::1%eth0', '::', '', 'unknown', '999.1.1.1', '1.2.3.4.5'])(
  '%s is nowhere',
  (ip) => {
    expect(places.of(ip)).toEqual({ country: '', region: '', city: '' })
  },
)

it('tells the same of an address however it is written', () => {
  expect(places.of('2001:0EE0:0:0:0:0:0:1')).toBe(places.of('2001:ee0::1'))
  expect(places.of('2a00:1450::8.8.8.8')).toBe(places.of('2a00:1450::808:808'))
})
