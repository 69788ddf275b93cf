import { join, type Sql, sql } from '../platform/sql.ts'
import type { EventStore } from './store.ts'

/** How somebody is found among mentions: by the name they wrote under, or by addresses of what they wrote. */
export type MentionQuestion = { author?: string | undefined; link?: string | undefined }

export type FoundMentions = {
  /** Of the events that tell of them. */
  ids: bigint[]
  events: number
  aside: number
  first: number | null
  last: number | null
}

const MOST_MENTIONS = 10_000

const wanted = ({ author, link }: MentionQuestion): Sql[] => {
  const found: Sql[] = []
  if (author !== undefined) {
    const name = author.trim().replace(/^@/, '')
    found.push(sql`lowerUTF8(replaceRegexpOne(properties['author'], '^@', '')) = lowerUTF8(${name})`)
  }
  if (link !== undefined) {
    const page = link.replace(/\/$/, '')
    found.push(sql`properties['link'] IN ${[page, `${page}/`]}`)
    // What is below a profile is theirs; what is below a whole network is not.
    if (new URL(page).pathname.length > 1) found.push(sql`startsWith(properties['link'], ${`${page}/`})`)
  }
  return found
}

/** Mentions of a site that somebody wrote. */
export const findMentions = async (
  store: EventStore,
  site: string,
  question: MentionQuestion,
): Promise<FoundMentions> => {
  const none = { ids: [], events: 0, aside: 0, first: null, last: null }
  const found = wanted(question)
  if (found.length === 0) return none
  const where = sql`site = ${site} AND name = 'mention' AND (${join(found, ' OR ')})`
  const rows = await store.query<{ id: string; at: string; is_aside: number }>(sql`
    SELECT toString(id) AS id, toString(toUnixTimestamp64Milli(ts)) AS at, is_aside FROM (
      SELECT id, ts, 0 AS is_aside FROM events WHERE ${where}
      UNION ALL SELECT id, ts, 1 AS is_aside FROM events_aside WHERE ${where})
    ORDER BY ts LIMIT ${MOST_MENTIONS}`)
  if (rows.length === 0) return none
  const aside = rows.filter(({ is_aside }) => is_aside === 1).length
  return {
    ids: rows.map(({ id }) => BigInt(id)),
    ...{ events: rows.length - aside, aside, first: Number(rows[0]?.at), last: Number(rows.at(-1)?.at) },
  }
}
