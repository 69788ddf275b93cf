import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createOwner, createShop, PASSWORD, useMinnow } from '../fresh-minnow.ts'

const start = useMinnow()

const STEP_MS = 30_000

/** RFC 4648 base 32, as in an otpauth: address. */
const fromBase32 = (text: string): Buffer => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text.replace(/=+$/, '')]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** RFC 6238: what the app on the phone shows. */
const codeOf = (secret: Buffer, at: number): string => {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP_MS)))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

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
