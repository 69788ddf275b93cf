import { isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressBytes } from './address.ts'

const nearlyAddresses = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 3, maxLength: 5 }).map((parts) => parts.join('.')),
  fc.stringMatching(/^[0-9.]{0,16}$/),
  fc.string(),
)

test('four bytes are exactly of what Node takes for an IPv4 address', () => {
  fc.assert(
    fc.property(nearlyAddresses, (text) => {
      const bytes = addressBytes(text)
      expect(bytes?.length === 4).toBe(isIPv4(text))
      if (isIPv4(text)) expect(Array.from(bytes ?? [])).toEqual(text.split('.').map(Number))
      else if (!isIPv6(text)) expect(bytes).toBeUndefined()
    }),
  )
})
