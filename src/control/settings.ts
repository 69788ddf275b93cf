import type { ControlDatabase } from './store.ts'

/** Facts about the installation that are no site's: one text each. */
export type SettingName =
  | 'accounts_schema'
  | 'auth_secret'
  | 'owner'
  | 'demo_site'
  | 'demo_days'
  | 'demo_anchor'
  | 'demo_until'
  | 'moving_from'

export const readSetting = async (db: ControlDatabase, key: SettingName): Promise<string | undefined> =>
  (await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst())?.value

export const writeSetting = async (db: ControlDatabase, key: SettingName, value: string): Promise<void> => {
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

/** True for exactly one of any number of callers: the one whose value was stored. */
export const claimSetting = async (db: ControlDatabase, key: SettingName, value: string): Promise<boolean> => {
  const result = await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

export const removeSetting = async (db: ControlDatabase, key: SettingName): Promise<void> => {
  await db.deleteFrom('meta').where('key', '=', key).execute()
}
