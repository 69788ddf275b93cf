import { expect, test } from 'vitest'
import { createOwner, createShop, PASSWORD, useMinnow } from '../fresh-minnow.ts'
import { codeOf, fromBase32, STEP_MS } from '../totp.ts'

const start = useMinnow()

test('the RFC 6238 example', () => {
  expect(codeOf(Buffer.from('12345678901234567890'), 59_000)).toBe('287082')
})

test('with two-factor on, the password alone lets nobody in', async () => {
  const fresh = await start()
  const an = await createOwner(fresh)
  const site = await createShop(an)
  const enabled = await an.ask('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } })
  const { totpURI } = enabled.json as { totpURI: string }
  const secret = fromBase32(new URL(totpURI).searchParams.get('secret') ?? '')
  const first = await an.ask('POST', '/api/auth/two-factor/verify-totp', { body: { code: codeOf(secret, Date.now()) } })
  expect(first.status).toBe(200)

  const phoneless = fresh.browser()
  const body = { email: 'an@shop.example', password: PASSWORD }
  const half = await phoneless.ask('POST', '/api/auth/sign-in/email', { body })
  expect(half.json).toMatchObject({ twoFactorRedirect: true })
  expect((await phoneless.call('goals', { params: { site } })).status).toBe(401)
  expect((await phoneless.ask('POST', '/api/auth/two-factor/verify-totp', { body: { code: '000000' } })).status).toBe(
    401,
  )
  const code = codeOf(secret, Date.now() + STEP_MS)
  expect((await phoneless.ask('POST', '/api/auth/two-factor/verify-totp', { body: { code } })).status).toBe(200)
  expect((await phoneless.call('goals', { params: { site } })).status).toBe(200)
})
