import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hash64 } from '../hash.ts'
import { IdFilter } from './id-filter.ts'

const id = (number: number, kind = 'seen'): bigint => hash64(kind, String(number))

describe('the filter of ids', () => {
  it('knows every id that was added, also after it has grown', () => {
    const filter = new IdFilter()
    const count = 250_000
    for (let number = 0; number < count; number++) filter.add(id(number))
    let missed = 0
    for (let number = 0; number < count; number++) if (!filter.has(id(number))) missed++
    expect(missed).toBe(0)
    expect(filter.ids).toBe(count)
  })

  it('mistakes a new id for an old one less than once in five thousand, at 4 bytes an id when full', () => {
    const filter = new IdFilter()
    const full = 65_536 + 131_072 + 262_144
    for (let number = 0; number < full; number++) filter.add(id(number))
    let mistaken = 0
    for (let number = 0; number < 200_000; number++) if (filter.has(id(number, 'new'))) mistaken++
    expect(mistaken).toBeLessThan(40)
    expect(filter.bytes / full).toBeCloseTo(4, 1)
  })

  it('takes any 64-bit number', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })), (ids) => {
        const filter = new IdFilter()
        for (const one of ids) filter.add(one)
        expect(ids.every((one) => filter.has(one))).toBe(true)
      }),
    )
  })
})
