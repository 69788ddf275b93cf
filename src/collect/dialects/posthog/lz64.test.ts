import fc from 'fast-check'
import LzString from 'lz-string'
import { expect, test } from 'vitest'
import { readLz64 } from './lz64.ts'

test('reads whatever lz-string has compressed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), fc.nat(6), (text, times) => {
      const whole = text.repeat(times + 1)
      expect(readLz64(LzString.compressToBase64(whole), 10_000)).toBe(whole)
    }),
  )
})

test('ends at any text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (text) => {
      const read = readLz64(text, 1_000)
      expect(read === undefined || read.length <= 1_000).toBe(true)
    }),
  )
})

test('stops where a little stands for very much', () => {
  const bomb = LzString.compressToBase64('a'.repeat(300_000))
  expect(bomb.length).toBeLessThan(10_000)
  expect(readLz64(bomb, 100_000)).toBeUndefined()
})
