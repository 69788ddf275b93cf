import { expect, test } from 'vitest'
import { currencyAt, knownZone, timeZones } from './place-defaults.ts'

test('a shop in Hanoi is offered đồng, one in Bangkok baht, one in Vilnius euro', () => {
  expect(currencyAt('Asia/Ho_Chi_Minh', 'en')).toBe('VND')
  expect(currencyAt('Asia/Bangkok', 'en')).toBe('THB')
  expect(currencyAt('Europe/Vilnius', 'en')).toBe('EUR')
  expect(currencyAt('America/New_York', 'vi')).toBe('VND')
  expect(currencyAt('UTC', 'en')).toBe('USD')
})

test('zones have the names of today, and an unknown one becomes UTC', () => {
  expect(timeZones()).toContain('UTC')
  expect(timeZones()).toContain('Asia/Ho_Chi_Minh')
  expect(timeZones()).not.toContain('Asia/Saigon')
  expect(knownZone('Asia/Saigon', timeZones())).toBe('Asia/Ho_Chi_Minh')
  expect(knownZone('Mars/Olympus', timeZones())).toBe('UTC')
})
