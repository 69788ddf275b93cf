import type { ControlDatabase } from './store.ts'

const DAY_MS = 86_400_000
/** A mention that no feed has shown for this long may come as new. */
const KEPT_MS = 400 * DAY_MS
/** How exactly it is noted when a mention was last shown. */
const SEEN_EVERY_MS = 30 * DAY_MS
const PER_STATEMENT = 500

const slices = <Item>(items: readonly Item[]): Item[][] =>
  Array.from({ length: Math.ceil(items.length / PER_STATEMENT) }, (_, index) =>
    items.slice(index * PER_STATEMENT, (index + 1) * PER_STATEMENT),
  )

type Mentions = { site: string; keys: readonly string[]; now: number }

/** Which of these are stored already. Feeds show the same entries for months, longer than event ids are remembered. */
export const knownMentions = async (db: ControlDatabase, { site, keys, now }: Mentions): Promise<Set<string>> => {
  const known = new Set<string>()
  const fading: string[] = []
  for (const some of slices(keys)) {
    const rows = await db
      .selectFrom('known_mentions')
      .select(['mention', 'seen'])
      .where('site', '=', site)
      .where('mention', 'in', some)
      .execute()
    for (const { mention, seen } of rows) {
      known.add(mention)
      if (Number(seen) < now - SEEN_EVERY_MS) fading.push(mention)
    }
  }
  if (fading.length > 0) await noteMentions(db, { site, keys: fading, now })
  return known
}

export const noteMentions = async (db: ControlDatabase, { site, keys, now }: Mentions): Promise<void> => {
  for (const some of slices(keys)) {
    await db
      .insertInto('known_mentions')
      .values(some.map((mention) => ({ site, mention, seen: now })))
      .onConflict((conflict) => conflict.columns(['site', 'mention']).doUpdateSet({ seen: now }))
      .execute()
  }
}

export const forgetMentions = async (db: ControlDatabase, now: number): Promise<void> => {
  await db
    .deleteFrom('known_mentions')
    .where('seen', '<', now - KEPT_MS)
    .execute()
}
