import { type ApiKey, KeyScope } from '../contract/account.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import { hashSecret } from './secret.ts'
import type { ControlDatabase } from './store.ts'

const START_CHARACTERS = 10

type Row = ControlTables['api_keys']
const toKey = ({ id, name, scopes, start, created, last_used }: Row): ApiKey => ({
  id,
  name,
  scopes: KeyScope.array().parse(JSON.parse(scopes)),
  start,
  created,
  last_used,
})

export const listKeys = async (db: ControlDatabase, site: string): Promise<ApiKey[]> => {
  const rows = await db.selectFrom('api_keys').selectAll().where('site', '=', site).orderBy('created').execute()
  return rows.map(toKey)
}

/** The key is answered once and stored hashed only. */
export const createKey = async (
  db: ControlDatabase,
  { site, name, scopes }: { site: string; name: string; scopes: KeyScope[] },
  { random, now }: { random: Random; now: number },
): Promise<ApiKey & { key: string }> => {
  const key = `mnw_${randomText(random, 32)}`
  const row: Row = {
    id: randomText(random, 10),
    site,
    name,
    scopes: JSON.stringify([...new Set(scopes)]),
    hash: hashSecret(key),
    start: key.slice(0, START_CHARACTERS),
    created: now,
    last_used: null,
  }
  await db.insertInto('api_keys').values(row).execute()
  return { ...toKey(row), key }
}

export type KeyFacts = { id: string; site: string; scopes: KeyScope[] }

export const findKey = async (db: ControlDatabase, key: string): Promise<KeyFacts | undefined> => {
  const row = await db.selectFrom('api_keys').selectAll().where('hash', '=', hashSecret(key)).executeTakeFirst()
  return row && { id: row.id, site: row.site, scopes: toKey(row).scopes }
}

export const markKeyUsed = async (db: ControlDatabase, id: string, now: number): Promise<void> => {
  await db.updateTable('api_keys').set({ last_used: now }).where('id', '=', id).execute()
}

export const removeKey = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('api_keys').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
