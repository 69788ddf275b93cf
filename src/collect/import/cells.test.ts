import { expect, test } from 'vitest'
import { parseAmount, parseDay } from './cells.ts'

test.each([
  ['1,234.50', 1234.5],
  ['1.234,50', 1234.5],
  ['1 234', 1234],
  ['1,234', 1234],
  ['12,5', 12.5],
  ['1.234', 1.234],
  ['15.00 USD', 15],
  ['₫ 20000', 20_000],
  ['4%', 4],
  ['-3', -3],
  ['1.234.567', 1_234_567],
  ['twelve', Number.NaN],
])('the amount %s is %d', (text, amount) => {
  expect(parseAmount(text)).toBe(amount)
})

test.each([
  ['2026-11-02', '2026-11-02'],
  ['20261102', '2026-11-02'],
  ['02.11.2026', '2026-11-02'],
  ['22/11/2026', '2026-11-22'],
  ['11/22/2026', '2026-11-22'],
  // The second of November, or the eleventh of February?
  ['02/11/2026', undefined],
  ['2026-02-30', undefined],
  ['someday', undefined],
])('the day %s is %s', (text, day) => {
  expect(parseDay(text)).toBe(day)
})
