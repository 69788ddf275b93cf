import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { systemRandom } from './random.ts'
import { createSecrets, SecretLocked, secretKeys } from './secrets.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-secrets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [old, newer] = ['an old key of thirty-two letters!', 'a newer key, also long enough now']
const secrets = (...keys: string[]) => createSecrets(keys, systemRandom)

test('what is sealed opens again, for its own purpose only', () => {
  const { seal, open } = secrets(old)
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, purpose) => {
      const sealed = seal(text.toWellFormed(), purpose)
      expect(open(sealed, purpose)).toBe(text.toWellFormed())
      expect(() => open(sealed, `${purpose}2`)).toThrow(SecretLocked)
    }),
  )
})

test('the same secret is never sealed the same twice, and cannot be read or changed', () => {
  const { seal, open } = secrets(old)
  const sealed = seal('channel secret', 'webhook:1')
  expect(seal('channel secret', 'webhook:1')).not.toBe(sealed)
  expect(Buffer.from(sealed.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('channel')
  for (let place = 12; place < sealed.length - 2; place += 7) {
    const other = sealed[place] === 'A' ? 'B' : 'A'
    expect(() => open(sealed.slice(0, place) + other + sealed.slice(place + 1), 'webhook:1')).toThrow(SecretLocked)
  }
  expect(() => open('', 'webhook:1')).toThrow(SecretLocked)
  expect(() => open('v1', 'webhook:1')).toThrow(SecretLocked)
  expect(() => open(`${sealed.slice(0, 14)}`, 'webhook:1')).toThrow(SecretLocked)
})

test('a new key in front seals, the old one behind it still opens', () => {
  const sealed = secrets(old).seal('token', 'x')
  const both = secrets(newer, old)
  expect(both.open(sealed, 'x')).toBe('token')
  expect(both.isOld(sealed)).toBe(true)
  const again = both.seal('token', 'x')
  expect(both.isOld(again)).toBe(false)
  expect(secrets(newer).open(again, 'x')).toBe('token')
  expect(() => secrets(newer).open(sealed, 'x')).toThrow(/MINNOW_SECRET_KEY/)
})

test('without a key of the configuration one is made, for the owner of the folder only, and kept', () => {
  const given = { secretKeys: [], dataDir: join(folder, 'fresh') }
  const keys = secretKeys(given, systemRandom)
  expect(keys).toHaveLength(1)
  expect(secretKeys(given, systemRandom)).toEqual(keys)
  const file = join(folder, 'fresh', 'secret.key')
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toBe(`${keys[0]}\n`)
  expect(secretKeys({ ...given, secretKeys: [newer] }, systemRandom)).toEqual([newer])
})
