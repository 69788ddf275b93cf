import { expect, test } from 'vitest'
import { openControl } from '../../control/index.ts'
import { systemRandom } from '../../platform/random.ts'
import { hashPassword, verifyPassword } from './passwords.ts'

const open = async () => {
  const { db, close } = await openControl({ path: ':memory:' })
  return { deps: { db, random: systemRandom }, close }
}

test('a password is known again, and no other', async () => {
  const { deps, close } = await open()
  const hash = await hashPassword('cá bé nuôi cá lớn', systemRandom)
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(await verifyPassword({ hash, password: 'cá bé nuôi cá lớn' }, deps)).toBe(true)
  // The same, typed with combining marks.
  expect(await verifyPassword({ hash, password: 'cá bé nuôi cá lớn'.normalize('NFD') }, deps)).toBe(true)
  expect(await verifyPassword({ hash, password: 'cá bé nuôi cá lờn' }, deps)).toBe(false)
  expect(await hashPassword('cá bé nuôi cá lớn', systemRandom)).not.toBe(hash)
  await close()
})

test('the hash of another program is understood: the example of the reference implementation', async () => {
  const { deps, close } = await open()
  // P-H-C/phc-winner-argon2, src/test.c: argon2id, version 19, t=2, m=65536, p=1, "password", "somesalt".
  const hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'
  const accounts = deps.db as unknown as { schema: typeof deps.db.schema }
  await accounts.schema.createTable('user_accounts').addColumn('password', 'text').execute()
  expect(await verifyPassword({ hash, password: 'password' }, deps)).toBe(true)
  expect(await verifyPassword({ hash, password: 'passwore' }, deps)).toBe(false)
  await close()
})
