import { expect, test } from 'vitest'
import { makeFormat } from './format.ts'

const plain = (text: string): string => text.replace(/[\u00a0\u202f\u2009]/g, ' ')
const shop = {
  en: makeFormat({ language: 'en', currency: 'USD', timezone: 'UTC' }),
  vi: makeFormat({ language: 'vi', currency: 'VND', timezone: 'Asia/Ho_Chi_Minh' }),
  th: makeFormat({ language: 'th', currency: 'THB', timezone: 'Asia/Bangkok' }),
  lt: makeFormat({ language: 'lt', currency: 'EUR', timezone: 'Europe/Vilnius' }),
}
const all = (write: (format: (typeof shop)['en']) => string): string[] =>
  Object.values(shop).map((format) => plain(write(format)))

test('numbers, shares and changes are written by the rules of the language', () => {
  expect(all((f) => f.number(1_234_567))).toEqual(['1,234,567', '1.234.567', '1,234,567', '1 234 567'])
  expect(all((f) => f.percent(0.0234))).toEqual(['2.3%', '2,3%', '2.3%', '2,3 %'])
  expect(all((f) => f.percent(0.43))).toEqual(['43%', '43%', '43%', '43 %'])
  expect(all((f) => f.change(-0.031))).toEqual(['-3.1%', '-3,1%', '-3.1%', '−3,1 %'])
})

test('money has cents only where they matter, and where the currency has them', () => {
  expect(all((f) => f.money(1_234_567))).toEqual(['$1,234,567', '1.234.567 ₫', '฿1,234,567', '1 234 567 €'])
  expect(all((f) => f.money(12.5))).toEqual(['$12.50', '13 ₫', '฿12.50', '12,50 €'])
  expect(shop.en.money(12.5, 'JPY')).toBe('¥13')
})

test('an instant is told in the time zone of the site, with the years that reports have', () => {
  const at = Date.UTC(2026, 10, 22, 22, 5)
  expect(all((f) => f.dayAndYear(at))).toEqual(['22 Nov 2026', '23 thg 11, 2026', '23 พ.ย. 2026', '2026-11-23'])
  expect(all((f) => f.time(at))).toEqual(['22:05', '05:05', '05:05', '00:05'])
})

test("a report's day stays the same day for every reader", () => {
  expect(all((f) => f.localDay('2026-11-22'))).toEqual(['22 Nov', '22 thg 11', '22 พ.ย.', '11-22'])
  expect(shop.en.localDay('2026-11-22T14:00')).toBe('22 Nov, 14:00')
})

test('durations take the unit that a person would', () => {
  expect([45, 720, 12_600, 200_000].map((seconds) => plain(shop.vi.duration(seconds)))).toEqual([
    '45 giây',
    '12 phút',
    '3,5 giờ',
    '2,3 ngày',
  ])
})

test('what has no name keeps its code', () => {
  expect(shop.en.country('VN')).toBe('Vietnam')
  expect(shop.lt.country('VN')).toBe('Vietnamas')
  expect(shop.en.country('??')).toBe('??')
})
