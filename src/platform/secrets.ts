import { createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from './random.ts'

/**
 * Secrets that must be read again (tokens of other services, keys that sign webhooks) are stored sealed: AES-256-GCM,
 * with a key that is not in the database. What a secret is for is sealed in, so that it opens nowhere else.
 */
export type Secrets = {
  seal(text: string, purpose: string): string
  /** Throws SecretLocked when the key that sealed it is not here, or it was not sealed for this purpose. */
  open(sealed: string, purpose: string): string
  /** True of what an older key has sealed: seal it again. */
  isOld(sealed: string): boolean
}

export class SecretLocked extends Error {
  override name = 'SecretLocked'
}

const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_FILE = 'secret.key'

type Key = { id: string; bytes: Buffer }

const keyFrom = (text: string): Key => ({
  id: createHash('sha256').update(`minnow key id\0${text}`).digest('base64url').slice(0, 8),
  bytes: Buffer.from(hkdfSync('sha256', text, '', 'minnow secrets', KEY_BYTES)),
})

/** `keys`: the first seals, all of them open. */
export const createSecrets = (keys: readonly string[], random: Random): Secrets => {
  const known = keys.map(keyFrom)
  const [newest] = known
  if (!newest) throw new RangeError('no key to seal with')
  return {
    seal: (text, purpose) => {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', newest.bytes, nonce).setAAD(Buffer.from(purpose))
      const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return `v1.${newest.id}.${sealed.toString('base64url')}`
    },
    open: (sealed, purpose) => {
      const [version, id, content = ''] = sealed.split('.')
      const key = known.find((one) => one.id === id)
      if (version !== 'v1' || !key) {
        throw new SecretLocked(
          `A stored secret was sealed with another key. Set MINNOW_SECRET_KEY to the key it was sealed with (after a comma, if there is a newer one), or put ${KEY_FILE} back into the data folder.`,
        )
      }
      const bytes = Buffer.from(content, 'base64url')
      try {
        const cipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_BYTES), {
          authTagLength: TAG_BYTES,
        })
        cipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-TAG_BYTES))
        return Buffer.concat([cipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]).toString('utf8')
      } catch {
        throw new SecretLocked('A stored secret is damaged, or was moved from elsewhere. Enter it again.')
      }
    },
    isOld: (sealed) => sealed.split('.')[1] !== newest.id,
  }
}

/** The keys of the configuration, or else those of the data folder, one a line, made the first time. */
export const secretKeys = (
  { secretKeys: configured, dataDir }: { secretKeys: readonly string[]; dataDir: string },
  random: Random,
): readonly string[] => {
  if (configured.length > 0) return configured
  const file = join(dataDir, KEY_FILE)
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  try {
    const made = Buffer.from(random.bytes(KEY_BYTES)).toString('base64url')
    writeFileSync(file, `${made}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
