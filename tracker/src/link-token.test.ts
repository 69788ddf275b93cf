import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Carried, readToken, tokenIn, tokenOf, withoutToken, withToken } from './link-token.ts'

const now = Date.UTC(2026, 10, 22, 12)
const browser = 'Mozilla/5.0,vi-VN,-420'
const word = fc.stringMatching(/^\w{1,30}$/)
const carried: fc.Arbitrary<Carried> = fc.record(
  {
    visitor: word,
    session: word,
    last: word,
    entry: fc.record({ url: fc.webUrl(), referrer: fc.webUrl() }, { requiredKeys: ['url'] }),
  },
  { requiredKeys: ['visitor', 'session', 'last'] },
)
const address = fc.webUrl({ withQueryParameters: true, withFragments: true })
const lan: Carried = {
  visitor: 'lan',
  session: 's1',
  last: 'kx',
  entry: { url: 'https://shop.example/?utm_source=fb' },
}

const read = (token: string, { lateMs = 0, isReferred = true, by = browser } = {}) =>
  readToken(token, { browser: by, now: now + lateMs, isReferred })

describe('what a link carries', () => {
  it('arrives as it left', () => {
    fc.assert(
      fc.property(carried, (who) => {
        const { entry, ...rest } = who
        const arrived = read(tokenOf(who, { browser, now }))
        expect(arrived).toMatchObject(rest)
        if (arrived?.entry) expect(arrived.entry).toEqual({ referrer: undefined, ...entry })
      }),
    )
  })

  it('holds for two minutes, and for fifteen seconds where nothing says which page the link stood on', () => {
    const token = tokenOf(lan, { browser, now })
    expect(read(token, { lateMs: 120_000 })).toMatchObject({ visitor: 'lan' })
    expect(read(token, { lateMs: 120_001 })).toBeUndefined()
    expect(read(token, { lateMs: 15_000, isReferred: false })).toMatchObject({ visitor: 'lan' })
    expect(read(token, { lateMs: 15_001, isReferred: false })).toBeUndefined()
    expect(read(token, { lateMs: -1 })).toBeUndefined()
  })

  it('says nothing in another browser, or when it was changed', () => {
    const token = tokenOf(lan, { browser, now })
    expect(read(token, { by: 'Mozilla/5.0,en-GB,0' })).toBeUndefined()
    expect(read(token.replace('lan', 'ben'))).toBeUndefined()
    expect(read(token.slice(0, -1))).toBeUndefined()
    expect(read('')).toBeUndefined()
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => read(text) === undefined))
  })

  it('leaves out where the visit began when that is long', () => {
    const url = `https://shop.example/?${'x'.repeat(900)}`
    const token = tokenOf({ ...lan, entry: { url } }, { browser, now })
    expect(token.length).toBeLessThan(100)
    expect(read(token)).toEqual({ visitor: 'lan', session: 's1', last: 'kx' })
  })
})

describe('an address', () => {
  it.each([
    ['https://pay.example/cart', 'https://pay.example/cart#minnow-link-T'],
    ['https://pay.example/cart#', 'https://pay.example/cart#minnow-link-T'],
    ['https://pay.example/?sign=a%20b', 'https://pay.example/?sign=a%20b#minnow-link-T'],
    ['https://pay.example/#/cart', 'https://pay.example/?minnow-link=T#/cart'],
    ['https://pay.example/?a=1#top', 'https://pay.example/?a=1&minnow-link=T#top'],
  ])('%s', (plain, marked) => {
    expect(withToken(plain, 'T')).toBe(marked)
    expect(tokenIn(marked)).toBe('T')
    expect(withoutToken(marked)).toBe(plain.replace(/#$/, ''))
  })

  it('is the same afterwards', () => {
    fc.assert(
      fc.property(address, carried, (plain, who) => {
        const token = tokenOf(who, { browser, now })
        const marked = withToken(plain, token)
        expect(tokenIn(marked)).toBe(token)
        expect(withoutToken(marked)).toBe(plain.replace(/#$/, ''))
        expect(new URL(marked).pathname).toBe(new URL(plain).pathname)
      }),
    )
  })

  it('keeps what was put behind it', () => {
    expect(withoutToken('https://pay.example/?minnow-link=T&a=1#b')).toBe('https://pay.example/?a=1#b')
    expect(withoutToken('{"url":"https://pay.example/#minnow-link-T","x":1}')).toBe(
      '{"url":"https://pay.example/","x":1}',
    )
  })
})
