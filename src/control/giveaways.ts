import { Giveaway, type GiveawaySettings } from '../contract/mention.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['giveaways']
const toGiveaway = ({ id, created, definition }: Row): Giveaway =>
  Giveaway.parse({ ...JSON.parse(definition), id, created: Number(created) })

/** The newest first. */
export const listGiveaways = async (db: ControlDatabase, site: string): Promise<Giveaway[]> => {
  const rows = await db.selectFrom('giveaways').selectAll().where('site', '=', site).orderBy('id').execute()
  return rows.map(toGiveaway).sort((one, other) => other.first_day.localeCompare(one.first_day))
}

export const findGiveaway = async (db: ControlDatabase, site: string, id: string): Promise<Giveaway | undefined> => {
  const row = await db
    .selectFrom('giveaways')
    .selectAll()
    .where('site', '=', site)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toGiveaway(row)
}

export const createGiveaway = async (
  db: ControlDatabase,
  site: string,
  settings: GiveawaySettings,
  { random, now }: { random: Random; now: number },
): Promise<Giveaway> => {
  const row: Row = { id: randomText(random, 10), site, created: now, definition: JSON.stringify(settings) }
  await db.insertInto('giveaways').values(row).execute()
  return toGiveaway(row)
}

export const updateGiveaway = async (
  db: ControlDatabase,
  site: string,
  { id, settings }: { id: string; settings: GiveawaySettings },
): Promise<boolean> => {
  const result = await db
    .updateTable('giveaways')
    .set({ definition: JSON.stringify(settings) })
    .where('site', '=', site)
    .where('id', '=', id)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) > 0
}

export const removeGiveaway = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('giveaways').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}
