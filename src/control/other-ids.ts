import { OtherId, type Tool } from '../contract/other-tools.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import { hashSecret } from './secret.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['other_ids']

const toOtherId = ({ id, tool, value, servers, secret_hash, created }: Row): OtherId =>
  OtherId.parse({ id, tool, value, servers: servers === 1, has_secret: secret_hash !== null, created: Number(created) })

export const listOtherIds = async (db: ControlDatabase, site: string): Promise<OtherId[]> => {
  const rows = await db.selectFrom('other_ids').selectAll().where('site', '=', site).orderBy('created').execute()
  return rows.map(toOtherId)
}

/** Which site a tool's id stands for, and how a server that sends it proves itself. */
export type OtherIdFacts = { tool: Tool; value: string; site: string; servers: boolean; secretHash: string | null }

export const allOtherIds = async (db: ControlDatabase): Promise<OtherIdFacts[]> => {
  const rows = await db.selectFrom('other_ids').selectAll().execute()
  return rows.map(({ tool, value, site, servers, secret_hash }) => ({
    ...{ tool: tool as Tool, value, site },
    ...{ servers: servers === 1, secretHash: secret_hash },
  }))
}

type NewRow = { site: string; tool: Tool; value: string; servers: boolean; secret?: string }

/** Undefined where another site, or this one, has the id already. */
export const addOtherId = async (
  db: ControlDatabase,
  { site, tool, value, servers, secret }: NewRow,
  { random, now }: { random: Random; now: number },
): Promise<OtherId | undefined> => {
  const row: Row = {
    ...{ id: randomText(random, 10), site, tool, value },
    servers: servers ? 1 : 0,
    secret_hash: secret === undefined ? null : hashSecret(secret),
    created: now,
  }
  const result = await db
    .insertInto('other_ids')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tool', 'value']).doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1 ? toOtherId(row) : undefined
}

export const removeOtherId = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('other_ids').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
