import { expect, test } from 'vitest'
import type { AuditEntry, AuditPage } from '../../src/contract/audit.ts'
import { type Browser, createOwner, createShop, invited, PASSWORD, useMinnow } from '../fresh-minnow.ts'

const freshMinnow = useMinnow()

const entriesFor = async (browser: Browser, site: string, asked: object = {}): Promise<AuditEntry[]> => {
  const { json } = await browser.call('audit', { params: { site }, body: asked })
  return (json as AuditPage).entries
}
const told = (entries: AuditEntry[]) => entries.map(({ actor_name, action }) => `${actor_name}: ${action}`)

test('who changed what, and who looked at a person, is written down; reports are not', async () => {
  const minnow = await freshMinnow()
  const owner = await createOwner(minnow)
  const site = await createShop(owner)
  const editor = await invited(minnow, owner, { site, role: 'editor', email: 'editor@shop.example' })
  minnow.pass(1_000)
  await editor.call('updateSite', { params: { site }, body: { name: 'Tea shop' } })
  minnow.pass(1_000)
  await editor.call('findPerson', { params: { site }, body: { email: 'ann@shop.example' } })
  minnow.pass(1_000)
  await editor.call('overview', { params: { site }, body: { from: '2026-11-20', to: '2026-11-22' } })
  const made = await owner.call('createKey', { params: { site }, body: { name: 'Till', scopes: ['write'] } })
  const { key } = made.json as { key: string }
  minnow.pass(1_000)
  await minnow.script(key).call('updateSite', { params: { site }, body: { currency: 'EUR' } })
  const entries = await entriesFor(owner, site)
  expect(told(entries).slice(0, 4)).toEqual([
    'Till: updateSite',
    'An: createKey',
    'Guest: findPerson',
    'Guest: updateSite',
  ])
  expect(entries[3]).toMatchObject({ actor_kind: 'user', detail: { name: 'Tea shop' } })
  expect(entries[3]?.address).toMatch(/^10\.0\./)
  // Whom they looked for is not written down, nor is any secret.
  expect(entries[2]?.detail).toEqual({ email: '…' })
  expect(JSON.stringify(entries)).not.toMatch(/ann@|editor@/)
  expect(JSON.stringify(entries)).not.toContain(key)
})

test('only owners see it, page by page, and by what was done', async () => {
  const minnow = await freshMinnow()
  const owner = await createOwner(minnow)
  const site = await createShop(owner)
  const editor = await invited(minnow, owner, { site, role: 'editor', email: 'editor@shop.example' })
  expect((await editor.call('audit', { params: { site }, body: {} })).status).toBe(403)
  for (const name of ['a', 'b', 'c']) {
    minnow.pass(1_000)
    await owner.call('updateSite', { params: { site }, body: { name } })
  }
  const only = { action: 'updateSite', limit: 2 }
  const first = (await owner.call('audit', { params: { site }, body: only })).json as AuditPage
  const after = first.next ?? ''
  const second = (await owner.call('audit', { params: { site }, body: { ...only, after } })).json as AuditPage
  expect([...first.entries, ...second.entries].map(({ detail }) => detail.name)).toEqual(['c', 'b', 'a'])
  expect(second.next).toBeNull()
})

test('sign-ins of those who may see the site are in it, and refused ones for the owner of all', async () => {
  const minnow = await freshMinnow()
  const owner = await createOwner(minnow)
  const site = await createShop(owner)
  await invited(minnow, owner, { site, role: 'viewer', email: 'lan@shop.example' })
  const lan = minnow.browser()
  const body = { email: 'lan@shop.example', password: PASSWORD }
  minnow.pass(60_000)
  await lan.ask('POST', '/api/auth/sign-in/email', { body: { ...body, password: 'not the password' } })
  minnow.pass(1_000)
  await lan.ask('POST', '/api/auth/sign-in/email', { body })
  minnow.pass(1_000)
  await lan.ask('POST', '/api/auth/sign-out', { body: {} })
  expect(told(await entriesFor(owner, site)).slice(0, 3)).toEqual(['Guest: signOut', 'Guest: signIn', ': signInFailed'])
})

test('the same again within minutes is one entry', async () => {
  const minnow = await freshMinnow()
  const owner = await createOwner(minnow)
  const site = await createShop(owner)
  const events = [{ name: 'visit_store', time: '2026-11-21T10:00:00Z', transaction_id: 'order-4711' }]
  for (let batch = 0; batch < 5; batch++) await owner.call('importEvents', { params: { site }, body: { events } })
  await owner.call('importMentions', { params: { site }, body: { csv: 'author,text\nann,Lovely tea' } })
  expect(await entriesFor(owner, site, { action: 'importEvents' })).toHaveLength(1)
  // What was sent tells of visitors, who may be erased: it is not kept here.
  expect(JSON.stringify(await entriesFor(owner, site))).not.toMatch(/order-4711|Lovely/)
})
