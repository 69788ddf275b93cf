import { type Feed, FeedFailure, type FeedSettings } from '../contract/mention.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['feeds']
export type DueFeed = Row

const numberOrNull = (value: number | null): number | null => (value === null ? null : Number(value))

export const toFeed = ({ id, name, url, network, campaign, every_minutes, ...row }: Row): Feed => ({
  ...{
    id,
    name,
    url,
    network,
    campaign,
    every_minutes,
    error: row.error === null ? null : FeedFailure.parse(JSON.parse(row.error)),
  },
  ...{ created: Number(row.created), checked: numberOrNull(row.checked), next_check: Number(row.next_check) },
  mentions: Number(row.mentions),
})

export const listFeeds = async (db: ControlDatabase, site: string): Promise<Feed[]> =>
  (await db.selectFrom('feeds').selectAll().where('site', '=', site).orderBy('created').orderBy('id').execute()).map(
    toFeed,
  )

export const findFeed = (db: ControlDatabase, site: string, id: string): Promise<DueFeed | undefined> =>
  db.selectFrom('feeds').selectAll().where('site', '=', site).where('id', '=', id).executeTakeFirst()

export const createFeed = async (
  db: ControlDatabase,
  site: string,
  settings: FeedSettings,
  { random, now }: { random: Random; now: number },
): Promise<DueFeed> => {
  const row: Row = {
    ...settings,
    ...{ id: randomText(random, 10), site, created: now, next_check: now, checked: null },
    ...{ etag: '', last_modified: '', failures: 0, mentions: 0, error: null },
  }
  await db.insertInto('feeds').values(row).execute()
  return row
}

/** A new address is asked as if for the first time. */
export const updateFeed = async (
  db: ControlDatabase,
  feed: DueFeed,
  { change, now }: { change: Partial<FeedSettings>; now: number },
): Promise<DueFeed> => {
  const isElsewhere = change.url !== undefined && change.url !== feed.url
  const fresh = isElsewhere ? { etag: '', last_modified: '', failures: 0, error: null, next_check: now } : {}
  const columns = { ...change, ...fresh }
  if (Object.keys(columns).length > 0) {
    await db.updateTable('feeds').set(columns).where('site', '=', feed.site).where('id', '=', feed.id).execute()
  }
  return { ...feed, ...columns }
}

export const removeFeed = async (db: ControlDatabase, site: string, id: string): Promise<boolean> => {
  const result = await db.deleteFrom('feeds').where('site', '=', site).where('id', '=', id).executeTakeFirst()
  return Number(result.numDeletedRows) > 0
}

/** Of all sites, those that have waited longest first. */
export const dueFeeds = (db: ControlDatabase, now: number): Promise<DueFeed[]> =>
  db.selectFrom('feeds').selectAll().where('next_check', '<=', now).orderBy('next_check').limit(1_000).execute()

export type FeedOutcome = { accepted: number; error: FeedFailure | null; etag?: string; last_modified?: string }

export const noteFeed = async (
  db: ControlDatabase,
  feed: DueFeed,
  { outcome, failures, now, waitMs }: { outcome: FeedOutcome; failures: number; now: number; waitMs: number },
): Promise<void> => {
  const { accepted, error, etag, last_modified } = outcome
  await db
    .updateTable('feeds')
    .set((expression) => ({
      ...{ checked: now, next_check: now + waitMs, failures, error: error && JSON.stringify(error) },
      mentions: expression('mentions', '+', accepted),
      ...(etag !== undefined && { etag: etag.slice(0, 500) }),
      ...(last_modified !== undefined && { last_modified: last_modified.slice(0, 100) }),
    }))
    .where('id', '=', feed.id)
    .execute()
}
