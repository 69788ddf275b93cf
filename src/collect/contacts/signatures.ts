import { createHmac, timingSafeEqual } from 'node:crypto'

const isSame = (expected: Buffer, given: Buffer): boolean =>
  expected.length === given.length && timingSafeEqual(expected, given)

const hmac = (secret: string, body: Uint8Array): Buffer => createHmac('sha256', secret).update(body).digest()

/** X-Line-Signature: base64 of HMAC-SHA256 over the body with the channel's secret. */
export const isSignedByLine = (
  body: Uint8Array,
  { secret, signature }: { secret: string; signature: string },
): boolean => isSame(hmac(secret, body), Buffer.from(signature, 'base64'))

/** X-Hub-Signature-256: "sha256=" and the hexadecimal of HMAC-SHA256 over the body with the app's secret. */
export const isSignedByMeta = (
  body: Uint8Array,
  { secret, signature }: { secret: string; signature: string },
): boolean =>
  signature.startsWith('sha256=') && isSame(hmac(secret, body), Buffer.from(signature.slice('sha256='.length), 'hex'))
