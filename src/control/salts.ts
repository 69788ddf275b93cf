import type { Random } from '../platform/random.ts'
import type { ControlDatabase } from './store.ts'

const KEPT_MS = 48 * 3_600_000
const SALT_BYTES = 32

/**
 * The secret of one day for cookieless visitor ids: the same for every process on this store, and gone
 * 48 hours after it was made, so that ids of past days cannot be computed again.
 */
export const saltOf = async (
  db: ControlDatabase,
  day: string,
  { random, now }: { random: Random; now: number },
): Promise<Uint8Array> => {
  const made = Buffer.from(random.bytes(SALT_BYTES)).toString('base64')
  await db
    .insertInto('salts')
    .values({ day, salt: made, created: now })
    .onConflict((conflict) => conflict.column('day').doNothing())
    .execute()
  const { salt } = await db.selectFrom('salts').select('salt').where('day', '=', day).executeTakeFirstOrThrow()
  return Buffer.from(salt, 'base64')
}

export const removeOldSalts = async (db: ControlDatabase, now: number): Promise<void> => {
  await db
    .deleteFrom('salts')
    .where('created', '<', now - KEPT_MS)
    .execute()
}
