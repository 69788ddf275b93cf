import { expect, test } from 'vitest'
import { freshPostgres } from '../engines/engines.ts'
import { createOwner, createShop, invited, LOCAL_TOKEN, PASSWORD, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
const onError = (): void => undefined

test('accounts, roles and keys live in PostgreSQL, and are there for the next server', async () => {
  const url = await freshPostgres()
  const fresh = await start({ control: { url, onError } })
  const an = await createOwner(fresh)
  const site = await createShop(an)
  const ben = await invited(fresh, an, { site, role: 'viewer', email: 'ben@shop.example' })
  expect((await ben.call('goals', { params: { site } })).json).not.toEqual([])
  expect((await ben.call('removeSite', { params: { site } })).status).toBe(403)
  const { json } = await an.call('createKey', { params: { site }, body: { name: 'k', scopes: ['collect'] } })

  const next = await start({ control: { url, onError } })
  const signedIn = next.browser()
  const body = { email: 'an@shop.example', password: PASSWORD }
  expect((await signedIn.ask('POST', '/api/auth/sign-in/email', { body })).status).toBe(200)
  expect((await signedIn.call('me')).json).toMatchObject({ sites: [{ id: site, role: 'owner' }] })
  const sent = { site, events: [{ name: 'purchase', visitor: 'ann' }] }
  const key = next.script((json as { key: string }).key)
  expect((await key.ask('POST', '/api/collect', { body: sent })).status).toBe(202)
  const reset = await next.script(LOCAL_TOKEN).call('resetPassword', { body: { email: 'an@shop.example' } })
  expect(reset.status).toBe(200)
  expect((await signedIn.call('me')).json).toMatchObject({ user: null })
})

test('of two servers on one database, started at once, both are ready', async () => {
  const url = await freshPostgres()
  const servers = await Promise.all([start({ control: { url, onError } }), start({ control: { url, onError } })])
  const answers = await Promise.all(
    servers.map((server, index) =>
      server
        .browser()
        .call('createOwner', { body: { name: 'An', email: `an${index}@shop.example`, password: PASSWORD } }),
    ),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
})
