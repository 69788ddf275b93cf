import { SiteRules, usualRules } from '../contract/site-rules.ts'
import type { ControlDatabase } from './store.ts'

/** What an earlier version did not know of is as usual. */
const read = (text: string): SiteRules => {
  const stored = JSON.parse(text) as Partial<SiteRules>
  return SiteRules.parse({
    ...usualRules,
    ...stored,
    traffic: { ...usualRules.traffic, ...stored.traffic },
    sessions: { ...usualRules.sessions, ...stored.sessions },
  })
}

/** Of the sites whose rules are not the usual ones. */
export const listSiteRules = async (db: ControlDatabase): Promise<Map<string, SiteRules>> => {
  const rows = await db.selectFrom('site_rules').selectAll().execute()
  return new Map(rows.map(({ site, rules }) => [site, read(rules)]))
}

export const findSiteRules = async (db: ControlDatabase, site: string): Promise<SiteRules> => {
  const row = await db.selectFrom('site_rules').select('rules').where('site', '=', site).executeTakeFirst()
  return row ? read(row.rules) : usualRules
}

/** Parts that are not named stay as they are. */
export const updateSiteRules = async (
  db: ControlDatabase,
  site: string,
  change: Partial<SiteRules>,
): Promise<SiteRules> => {
  const rules = { ...(await findSiteRules(db, site)), ...change }
  const text = JSON.stringify(rules)
  await db
    .insertInto('site_rules')
    .values({ site, rules: text })
    .onConflict((conflict) => conflict.column('site').doUpdateSet({ rules: text }))
    .execute()
  return rules
}
