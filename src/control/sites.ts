import type { z } from 'zod'
import {
  type NewSite,
  type PrivacySettings,
  type Role,
  Site,
  type SiteSettings,
  usualPrivacy,
} from '../contract/site.ts'
import type { Random } from '../platform/random.ts'
import { randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['sites']

const toSite = (row: Row): Site =>
  Site.parse({
    ...row,
    created: Number(row.created),
    demo: row.demo === 1,
    domains: JSON.parse(row.domains),
    privacy: { ...usualPrivacy, ...JSON.parse(row.privacy) },
  })

const toColumns = (settings: Partial<SiteSettings>): Partial<Row> => {
  const { domains, ...rest } = settings
  return { ...rest, ...(domains && { domains: JSON.stringify(domains) }) }
}

export const listSites = async (db: ControlDatabase): Promise<Site[]> =>
  (await db.selectFrom('sites').selectAll().orderBy('created').orderBy('id').execute()).map(toSite)

export const findSite = async (db: ControlDatabase, id: string): Promise<Site | undefined> => {
  const row = await db.selectFrom('sites').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toSite(row)
}

/** The sites this account may see, each with its role there. */
export const sitesOf = async (db: ControlDatabase, user: string): Promise<(Site & { role: Role })[]> => {
  const rows = await db
    .selectFrom('sites')
    .innerJoin('memberships', 'memberships.site', 'sites.id')
    .selectAll('sites')
    .select('memberships.role')
    .where('memberships.user_id', '=', user)
    .orderBy('sites.created')
    .orderBy('sites.id')
    .execute()
  return rows.map(({ role, ...row }) => ({ ...toSite(row), role }))
}

export type SiteMaker = { random: Random; now: number }

/** Cookieless recognition until the owner chooses otherwise. */
export const createSite = async (
  db: ControlDatabase,
  input: z.output<typeof NewSite>,
  { random, now, demo = false }: SiteMaker & { demo?: boolean },
): Promise<Site> => {
  const settings: SiteSettings = {
    ...input,
    language: input.language ?? 'en',
    preset: input.preset ?? 'ecommerce',
    recognition: input.recognition ?? 'cookieless',
  }
  const row: Row = {
    id: randomText(random, 10),
    created: now,
    demo: demo ? 1 : 0,
    name: settings.name,
    domains: JSON.stringify(settings.domains),
    timezone: settings.timezone,
    currency: settings.currency,
    language: settings.language,
    preset: settings.preset,
    recognition: settings.recognition,
    privacy: '{}',
  }
  await db.insertInto('sites').values(row).execute()
  return toSite(row)
}

export const updateSite = async (
  db: ControlDatabase,
  id: string,
  change: Partial<SiteSettings>,
): Promise<Site | undefined> => {
  const columns = toColumns(change)
  if (Object.keys(columns).length > 0) await db.updateTable('sites').set(columns).where('id', '=', id).execute()
  return findSite(db, id)
}

/** Fields that are not named stay as they are. */
export const updatePrivacy = async (
  db: ControlDatabase,
  id: string,
  change: Partial<PrivacySettings>,
): Promise<Site | undefined> => {
  const site = await findSite(db, id)
  if (!site) return undefined
  const privacy = JSON.stringify({ ...site.privacy, ...change })
  await db.updateTable('sites').set({ privacy }).where('id', '=', id).execute()
  return findSite(db, id)
}

/** Takes goals, funnels, keys, roles and invitations of the site along. */
export const removeSite = async (db: ControlDatabase, id: string): Promise<void> => {
  await db.deleteFrom('sites').where('id', '=', id).execute()
}
