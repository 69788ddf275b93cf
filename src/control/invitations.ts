import type { Invitation } from '../contract/account.ts'
import type { Role } from '../contract/site.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import { hashSecret } from './secret.ts'
import type { ControlDatabase } from './store.ts'

const WEEK_MS = 7 * 86_400_000

type Row = ControlTables['invitations']
const toInvitation = ({ id, role, created, expires, note }: Row): Invitation => ({ id, role, created, expires, note })

/** Those that can still be accepted. */
export const listInvitations = async (db: ControlDatabase, site: string, now: number): Promise<Invitation[]> => {
  const rows = await db
    .selectFrom('invitations')
    .selectAll()
    .where('site', '=', site)
    .where('used', 'is', null)
    .where('expires', '>', now)
    .orderBy('created')
    .execute()
  return rows.map(toInvitation)
}

/** The token is answered once and stored hashed only; it works once, within a week. */
export const createInvitation = async (
  db: ControlDatabase,
  { site, role, note }: { site: string; role: Role; note: string },
  { random, now }: { random: Random; now: number },
): Promise<Invitation & { token: string }> => {
  const token = randomText(random, 32)
  const row: Row = {
    id: randomText(random, 10),
    site,
    role,
    note,
    token_hash: hashSecret(token),
    created: now,
    expires: now + WEEK_MS,
    used: null,
  }
  await db.insertInto('invitations').values(row).execute()
  return { ...toInvitation(row), token }
}

export const findInvitation = async (
  db: ControlDatabase,
  token: string,
  now: number,
): Promise<(Invitation & { site: string }) | undefined> => {
  const row = await db
    .selectFrom('invitations')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .where('used', 'is', null)
    .where('expires', '>', now)
    .executeTakeFirst()
  return row && { ...toInvitation(row), site: row.site }
}

/** True for exactly one of any number of callers. */
export const useInvitation = async (db: ControlDatabase, id: string, now: number): Promise<boolean> => {
  const result = await db
    .updateTable('invitations')
    .set({ used: now })
    .where('id', '=', id)
    .where('used', 'is', null)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

/** Makes a used invitation valid again, when the account behind it could not be made after all. */
export const releaseInvitation = async (db: ControlDatabase, id: string): Promise<void> => {
  await db.updateTable('invitations').set({ used: null }).where('id', '=', id).execute()
}

export const removeInvitation = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('invitations').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
