import { Funnel, type FunnelDefinition } from '../contract/funnel.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['funnels']
const toFunnel = ({ id, site, preset_key, definition }: Row): Funnel =>
  Funnel.parse({ ...JSON.parse(definition), id, site, preset_key })

/** By age. */
export const listFunnels = async (db: ControlDatabase, site: string): Promise<Funnel[]> => {
  const rows = await db
    .selectFrom('funnels')
    .selectAll()
    .where('site', '=', site)
    .orderBy('created')
    .orderBy('id')
    .execute()
  return rows.map(toFunnel)
}

export const findFunnel = async (db: ControlDatabase, site: string, id: string): Promise<Funnel | undefined> => {
  const row = await db
    .selectFrom('funnels')
    .selectAll()
    .where('site', '=', site)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toFunnel(row)
}

export type NewFunnel = FunnelDefinition & { preset_key?: string | null }

export const createFunnel = async (
  db: ControlDatabase,
  site: string,
  { preset_key = null, ...definition }: NewFunnel,
  { random, now }: { random: Random; now: number },
): Promise<Funnel> => {
  const row: Row = {
    id: randomText(random, 10),
    site,
    created: now,
    preset_key,
    definition: JSON.stringify(definition),
  }
  await db.insertInto('funnels').values(row).execute()
  return toFunnel(row)
}

/** A renamed preset funnel keeps its own name from then on. */
export const updateFunnel = async (
  db: ControlDatabase,
  funnel: Funnel,
  change: Partial<FunnelDefinition>,
): Promise<Funnel> => {
  const { id, site, preset_key, ...before } = funnel
  const definition = { ...before, ...change }
  const key = definition.name === before.name ? preset_key : null
  const row = { definition: JSON.stringify(definition), preset_key: key }
  await db.updateTable('funnels').set(row).where('site', '=', site).where('id', '=', id).execute()
  return { ...definition, id, site, preset_key: key }
}

export const removeFunnel = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('funnels').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
