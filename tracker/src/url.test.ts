import { describe, expect, test } from 'vitest'
import { campaignOf, pageKeyOf, searchTermOf } from './url.ts'

describe('the campaign in an address', () => {
  test.each([
    'utm_source=zalo',
    'gclid=x',
    'gbraid=x',
    'wbraid=x',
    'fbclid=x',
    'ttclid=x',
    'msclkid=x',
    'li_fat_id=x',
    'ldtag_cl=x',
    'dclid=x',
  ])('is told by %s', (parameter) => {
    expect(campaignOf(`https://shop.example/?a=1&${parameter}#top`)).toBe(`&${parameter}`)
  })

  test('is nothing when only other parameters are there', () => {
    expect(campaignOf('https://shop.example/?page=2&id=7&clid')).toBe('')
  })
})

describe('the words of a search', () => {
  test.each([
    ['https://shop.example/search?q=gi%C3%A0y+da', 'giày da'],
    ['https://shop.example/?s=%E0%B8%A3%E0%B8%AD%E0%B8%87', 'รอง'],
    ['https://shop.example/?page=2&keyword=batai#list', 'batai'],
    ['https://shop.example/tim?tukhoa=mũ', 'mũ'],
    ['https://shop.example/?q=', ''],
    ['https://shop.example/#/?q=route', 'route'],
    ['https://shop.example/faq', ''],
    ['', ''],
  ])('%s', (url, term) => {
    expect(searchTermOf(url)).toBe(term)
  })

  test('do not fail on what is badly encoded', () => {
    expect(() => searchTermOf('https://shop.example/?q=%E0%A4%A')).not.toThrow()
  })
})

describe('two addresses are one page', () => {
  const isOne = (one: string, other: string, isReplace = false): boolean =>
    pageKeyOf(one, isReplace) === pageKeyOf(other, isReplace)

  test('when they differ by the place in the page', () => {
    expect(isOne('https://a.example/x#one', 'https://a.example/x#two')).toBe(true)
    expect(isOne('https://a.example/x', 'https://a.example/x#')).toBe(true)
  })

  test('not when the fragment is a route, or path or query differ', () => {
    expect(isOne('https://a.example/#/x', 'https://a.example/#/y')).toBe(false)
    expect(isOne('https://a.example/#!x', 'https://a.example/#!y')).toBe(false)
    expect(isOne('https://a.example/x?p=1', 'https://a.example/x?p=2')).toBe(false)
  })

  test('when a script replaced the query', () => {
    expect(isOne('https://a.example/x?p=1', 'https://a.example/x?p=2', true)).toBe(true)
    expect(isOne('https://a.example/x?a=1#/y?p=1', 'https://a.example/x#/y?p=1', true)).toBe(true)
    expect(isOne('https://a.example/x', 'https://a.example/y', true)).toBe(false)
  })
})
