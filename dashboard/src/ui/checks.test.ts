import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Domain } from '../../../src/contract/site.ts'
import { checkDomain, checkEmail, checkPassword, cleanDomain } from './checks.ts'

test('an address pasted from the browser becomes a domain', () => {
  expect(cleanDomain('https://Shop.Example/gio-hang?x=1')).toBe('shop.example')
  expect(cleanDomain(' tra-sen.vn ')).toBe('tra-sen.vn')
  expect(checkDomain('https://shop.example/')).toBe(null)
  expect(checkDomain('localhost:8787')).toBe(null)
  expect(checkDomain('my shop')).toBe('field.domain')
  expect(checkDomain('')).toBe('field.required')
})

test('what the form lets pass, the server takes', () => {
  fc.assert(
    fc.property(fc.oneof(fc.domain(), fc.webUrl(), fc.string()), (typed) => {
      if (checkDomain(typed) === null) expect(Domain.safeParse(cleanDomain(typed)).success).toBe(true)
    }),
  )
})

test('mistyped e-mail addresses and short passwords are said at once', () => {
  expect(checkEmail('an@tra-sen.vn')).toBe(null)
  expect(checkEmail('an@tra-sen')).toBe('field.email')
  expect(checkEmail(' ')).toBe('field.required')
  expect(checkPassword('123456789')).toBe('field.password')
  expect(checkPassword('1234567890')).toBe(null)
})
