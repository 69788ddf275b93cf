import { expect, test } from 'vitest'
import { Domain } from './site.ts'

test.each([
  ['shop.example', 'shop.example'],
  [' https://Shop.Example/path?x ', 'shop.example'],
  ['localhost:3000', 'localhost:3000'],
  ['192.168.1.20', '192.168.1.20'],
  ['ร้านชา.example', new URL('http://ร้านชา.example').host],
  ['cửahàng.vn', new URL('http://cửahàng.vn').host],
])('%s is kept as a browser would say it', (typed, kept) => {
  expect(Domain.parse(typed)).toBe(kept)
  expect(Domain.parse(kept)).toBe(kept)
})

test.each(['', 'shop', 'not a domain', 'a..b', 'javascript:alert(1)', 'shop.example@evil.example'])(
  '"%s" is no domain',
  (typed) => {
    expect(Domain.safeParse(typed).success).toBe(false)
  },
)
