import { argon2, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { ControlDatabase } from '../../control/index.ts'
import type { Random } from '../../platform/random.ts'

/** OWASP's first choice for argon2id; about 50 ms of one processor, in Node's thread pool. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 }
const SALT_BYTES = 16
const HASH_BYTES = 32

type Cost = typeof cost

const derive = promisify(argon2)

const argon = (password: string, { nonce, tagLength, ...given }: Cost & { nonce: Buffer; tagLength: number }) =>
  // The same letter may be typed as one character or two.
  derive('argon2id', { message: password.normalize('NFKC'), nonce, tagLength, ...given })

const toText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64').replace(/=+$/, '')

/** As a text that says how it was made: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export const hashPassword = async (password: string, random: Random): Promise<string> => {
  const nonce = Buffer.from(random.bytes(SALT_BYTES))
  const hash = await argon(password, { ...cost, nonce, tagLength: HASH_BYTES })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${toText(nonce)}$${toText(hash)}`
}

const argonText = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/

const isCurrent = (hash: string): boolean =>
  hash.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$`)

/** As better-auth hashed by itself, before Minnow said how. */
const verifyScrypt = async (given: { hash: string; password: string }): Promise<boolean> =>
  (await import('better-auth/crypto')).verifyPassword(given)

const verifyArgon = async (match: RegExpExecArray, password: string): Promise<boolean> => {
  const [, memory, passes, parallelism, salt = '', hash = ''] = match
  const wanted = Buffer.from(hash, 'base64')
  const made = await argon(password, {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: wanted.length,
  })
  return timingSafeEqual(made, wanted)
}

/**
 * Says whether the password is the one that was hashed. A hash of before 0.2 (scrypt), or of a lower cost, is replaced
 * when its password is known, which is now.
 */
export const verifyPassword = async (
  { hash, password }: { hash: string; password: string },
  { db, random }: { db: ControlDatabase; random: Random },
): Promise<boolean> => {
  const match = argonText.exec(hash)
  const isRight = match ? await verifyArgon(match, password) : await verifyScrypt({ hash, password })
  if (isRight && !isCurrent(hash)) {
    const renewed = await hashPassword(password, random)
    await db.updateTable('user_accounts').set({ password: renewed }).where('password', '=', hash).execute()
  }
  return isRight
}
