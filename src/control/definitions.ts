import type { z } from 'zod'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Table = 'goals' | 'funnels'
type Row = ControlTables[Table]
type Kept = { id: string; site: string; preset_key: string | null; name: string }

/** What a site defines for itself and the store keeps as JSON: goals and funnels, some of them of a preset. */
export const definitions = <Whole extends Kept>(table: Table, schema: z.ZodType<Whole>) => {
  type Definition = Omit<Whole, 'id' | 'site' | 'preset_key'>
  const read = ({ id, site, preset_key, definition }: Row): Whole =>
    schema.parse({ ...(JSON.parse(definition) as object), id, site, preset_key })

  return {
    /** By age. */
    list: async (db: ControlDatabase, site: string): Promise<Whole[]> => {
      const rows = await db
        .selectFrom(table)
        .selectAll()
        .where('site', '=', site)
        .orderBy('created')
        .orderBy('id')
        .execute()
      return rows.map(read)
    },

    find: async (db: ControlDatabase, site: string, id: string): Promise<Whole | undefined> => {
      const row = await db
        .selectFrom(table)
        .selectAll()
        .where('site', '=', site)
        .where('id', '=', id)
        .executeTakeFirst()
      return row && read(row)
    },

    create: async (
      db: ControlDatabase,
      site: string,
      { preset_key = null, ...definition }: Definition & { preset_key?: string | null },
      { random, now }: { random: Random; now: number },
    ): Promise<Whole> => {
      const row: Row = {
        id: randomText(random, 10),
        site,
        created: now,
        preset_key,
        definition: JSON.stringify(definition),
      }
      await db.insertInto(table).values(row).execute()
      return read(row)
    },

    /** A renamed one of a preset keeps its own name from then on. */
    update: async (db: ControlDatabase, one: Whole, change: Partial<Definition>): Promise<Whole> => {
      const { id, site, preset_key, ...before } = one
      const definition = { ...before, ...change }
      const key = definition.name === before.name ? preset_key : null
      const row = { definition: JSON.stringify(definition), preset_key: key }
      await db.updateTable(table).set(row).where('site', '=', site).where('id', '=', id).execute()
      return read({ ...row, id, site, created: 0 })
    },

    remove: async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
      const result = await db.deleteFrom(table).where('site', '=', site).where('id', '=', id).executeTakeFirst()
      return Number(result.numDeletedRows) > 0
    },
  }
}
