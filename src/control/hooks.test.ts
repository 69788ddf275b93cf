import { expect, test } from 'vitest'
import { systemRandom } from '../platform/random.ts'
import { createSecrets, SecretLocked } from '../platform/secrets.ts'
import { createHook, createSite, findHook, listHooks, openControl, sealHooksAgain } from './index.ts'

const NOW = Date.UTC(2026, 10, 22)
const publicUrl = 'https://minnow.example'
const [old, newer] = ['an old key of thirty-two letters!', 'a newer key, also long enough now']
const worldOf = (...keys: string[]) => ({ secrets: createSecrets(keys, systemRandom), publicUrl })

const openHooks = async () => {
  const store = await openControl({ path: ':memory:' })
  const shop = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD' }
  const { id: site } = await createSite(store.db, shop, { random: systemRandom, now: NOW })
  const given = { site, kind: 'line', secret: 'the channel secret' } as const
  const hook = await createHook(store.db, given, { ...worldOf(old), random: systemRandom, now: NOW })
  return { store, site, hook }
}

test("a webhook's secret is nowhere in the database to be read", async () => {
  const { store, hook } = await openHooks()
  expect(JSON.stringify(await store.db.selectFrom('hooks').selectAll().execute())).not.toContain('channel secret')
  const found = await findHook(store.db, { id: hook.id, kind: 'line' }, worldOf(old).secrets)
  expect(found).toMatchObject({ secret: 'the channel secret' })
  expect(await findHook(store.db, { id: hook.id, kind: 'messenger' }, worldOf(old).secrets)).toBeUndefined()
  await store.close()
})

test('a new key takes over, and the old one can go', async () => {
  const { store, site, hook } = await openHooks()
  await sealHooksAgain(store.db, worldOf(newer, old).secrets)
  expect(await listHooks(store.db, site, worldOf(newer))).toEqual([hook])
  expect(await findHook(store.db, { id: hook.id, kind: 'line' }, worldOf(newer).secrets)).toBeDefined()
  await store.close()
})

test('where the key is missing, the webhook is shown as locked and nothing is changed', async () => {
  const { store, site, hook } = await openHooks()
  await sealHooksAgain(store.db, worldOf(newer).secrets)
  expect(await listHooks(store.db, site, worldOf(newer))).toMatchObject([{ id: hook.id, locked: true }])
  const asked = findHook(store.db, { id: hook.id, kind: 'line' }, worldOf(newer).secrets)
  await expect(asked).rejects.toThrow(SecretLocked)
  expect(await listHooks(store.db, site, worldOf(old))).toMatchObject([{ locked: false }])
  await store.close()
})
