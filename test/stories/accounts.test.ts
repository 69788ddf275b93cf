import { describe, expect, test } from 'vitest'
import { resetPassword } from '../../src/server/accounts/reset-password.ts'
import { createOwner, createShop, invited, PASSWORD, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()
const DAY_MS = 86_400_000

const tokenOf = (answer: { json: unknown }): string => (answer.json as { link: string }).link.split('/').at(-1) ?? ''
const owner = { name: 'An', email: 'An@Shop.example', password: PASSWORD }

describe('the first account', () => {
  test('the first to come becomes the owner and is signed in', async () => {
    const fresh = await start()
    const an = fresh.browser()
    expect((await an.call('me')).json).toMatchObject({ needs_owner: true, user: null, sites: [] })
    expect((await an.call('createOwner', { body: owner })).status).toBe(200)
    expect((await an.call('me')).json).toMatchObject({ needs_owner: false, user: { email: 'an@shop.example' } })
  })

  test('of two who come at once, one becomes the owner', async () => {
    const fresh = await start()
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((name) =>
        fresh.browser().call('createOwner', { body: { ...owner, email: `${name}@shop.example` } }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('nobody can sign up past the owner', async () => {
    const fresh = await start()
    await createOwner(fresh)
    const stranger = fresh.browser()
    const body = { name: 'X', email: 'x@y.example', password: PASSWORD }
    expect((await stranger.ask('POST', '/api/auth/sign-up/email', { body })).status).toBe(404)
    expect((await stranger.call('createOwner', { body })).status).toBe(409)
  })

  test('a site added by the command line before there was an account belongs to the owner', async () => {
    const fresh = await start()
    const line = fresh.script('the-token-in-the-data-folder')
    const site = await createShop(line)
    const an = await createOwner(fresh)
    expect((await an.call('me')).json).toMatchObject({ sites: [{ id: site, role: 'owner' }] })
  })
})

describe('signing in', () => {
  test('with the right password only, and out again', async () => {
    const fresh = await start()
    await createOwner(fresh)
    const an = fresh.browser()
    const signIn = (password: string) =>
      an.ask('POST', '/api/auth/sign-in/email', { body: { email: 'an@shop.example', password } })
    expect(await signIn('something else')).toMatchObject({
      status: 401,
      json: { error: { code: 'invalid_email_or_password' } },
    })
    expect((await signIn(PASSWORD)).status).toBe(200)
    expect((await an.call('me')).json).toMatchObject({ user: { name: 'An' } })
    expect((await an.ask('POST', '/api/auth/sign-out', { body: {} })).status).toBe(200)
    expect((await an.call('me')).json).toMatchObject({ user: null })
  })

  test('whoever guesses passwords is stopped', async () => {
    const fresh = await start()
    await createOwner(fresh)
    const guesser = fresh.browser()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 12; attempt++) {
      const body = { email: 'an@shop.example', password: `guess number ${attempt}` }
      statuses.push((await guesser.ask('POST', '/api/auth/sign-in/email', { body })).status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10)).toEqual([429, 429])
  })

  test('the cookie is out of reach of scripts, and secure where the address is', async () => {
    const fresh = await start({ publicUrl: 'https://minnow.example' })
    const an = fresh.browser()
    const { headers } = await an.call('createOwner', { body: owner })
    expect(String(headers['set-cookie'])).toMatch(/^__Secure-minnow\.session_token=.*HttpOnly/)
    expect(String(headers['set-cookie'])).toMatch(/Secure; SameSite=Lax|SameSite=Lax/)
    expect(headers['strict-transport-security']).toMatch(/max-age=/)
  })

  test('a page of another site cannot act with the cookies of somebody signed in', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const from = { origin: 'https://evil.example' }
    const body = { name: 'X', domains: ['x.example'], timezone: 'UTC', currency: 'USD' }
    expect(await an.call('createSite', { body, headers: from })).toMatchObject({
      status: 403,
      json: { error: { code: 'wrong_origin' } },
    })
    expect((await an.ask('POST', '/api/auth/sign-out', { body: {}, headers: from })).status).toBe(403)
    expect((await an.call('me')).json).toMatchObject({ user: { name: 'An' } })
  })

  test('the language of the dashboard stays with the account', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    await an.call('setMyLanguage', { body: { language: 'vi' } })
    expect((await an.call('me')).json).toMatchObject({ user: { language: 'vi' } })
  })

  test('a locked-out owner gets a new password from the machine, and old sessions end', async () => {
    const fresh = await start()
    const before = await createOwner(fresh)
    const given = await resetPassword(fresh.minnow.deps, { email: 'AN@shop.example' })
    expect((await before.call('me')).json).toMatchObject({ user: null })
    const an = fresh.browser()
    const body = { email: 'an@shop.example', password: given?.password }
    expect((await an.ask('POST', '/api/auth/sign-in/email', { body })).status).toBe(200)
    expect((await an.call('resetPassword', { body: { email: 'an@shop.example' } })).status).toBe(403)
  })
})

describe('invitations', () => {
  test('a link lets one person in, once, with its role', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const site = await createShop(an)
    const token = tokenOf(await an.call('invite', { params: { site }, body: { role: 'editor', note: 'Bình' } }))
    const guest = fresh.browser()
    expect((await guest.call('invitation', { params: { token } })).json).toMatchObject({
      site_name: 'Shop',
      role: 'editor',
    })
    const body = { name: 'Bình', email: 'binh@shop.example', password: PASSWORD }
    expect((await guest.call('acceptInvitation', { params: { token }, body })).json).toEqual({ site })
    expect((await guest.call('me')).json).toMatchObject({ sites: [{ id: site, role: 'editor' }] })
    const second = await fresh.browser().call('acceptInvitation', {
      params: { token },
      body: { ...body, email: 'other@shop.example' },
    })
    expect(second).toMatchObject({ status: 404, json: { error: { code: 'invitation_not_found' } } })
  })

  test('a link works for a week', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const site = await createShop(an)
    const token = tokenOf(await an.call('invite', { params: { site }, body: { role: 'viewer' } }))
    fresh.pass(7 * DAY_MS + 1)
    expect((await fresh.browser().call('invitation', { params: { token } })).status).toBe(404)
  })

  test('a refused acceptance does not use the link up', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const site = await createShop(an)
    const token = tokenOf(await an.call('invite', { params: { site }, body: { role: 'viewer' } }))
    const guest = fresh.browser()
    const taken = { name: 'Bình', email: 'an@shop.example', password: PASSWORD }
    expect((await guest.call('acceptInvitation', { params: { token }, body: taken })).status).toBe(409)
    const body = { ...taken, email: 'binh@shop.example' }
    expect((await guest.call('acceptInvitation', { params: { token }, body })).status).toBe(200)
  })

  test('somebody with an account accepts without a new one, and loses no rights', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const site = await createShop(an)
    const token = tokenOf(await an.call('invite', { params: { site }, body: { role: 'viewer' } }))
    expect((await an.call('acceptInvitation', { params: { token }, body: {} })).status).toBe(200)
    expect((await an.call('me')).json).toMatchObject({ sites: [{ id: site, role: 'owner' }] })
  })

  test('a site keeps one owner', async () => {
    const fresh = await start()
    const an = await createOwner(fresh)
    const site = await createShop(an)
    const me = (await an.call('me')).json as { user: { id: string } }
    const params = { site, user: me.user.id }
    expect(await an.call('removeMember', { params })).toMatchObject({
      status: 409,
      json: { error: { code: 'last_owner' } },
    })
    await invited(fresh, an, { site, role: 'owner', email: 'binh@shop.example' })
    expect((await an.call('setRole', { params, body: { role: 'viewer' } })).status).toBe(200)
    expect((await an.call('keys', { params: { site } })).status).toBe(403)
  })
})
