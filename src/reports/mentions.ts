import type { MentionRow, MentionsAnswer, MentionTotals } from '../contract/mention.ts'
import { sentiments } from '../contract/mention.ts'
import { propertyNumber, propertyText } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import type { Bucket, Interval } from './period.ts'
import { bucketSql, type Rows, rowsSql } from './rows.ts'

/** What was said about the brand: the events `mention`, which are no visits. */
export type MentionsPlan = Rows & { interval: Interval; buckets: readonly Bucket[]; now: number; limit: number }

const network = propertyText('network')
const author = propertyText('author')
const sentiment = propertyText('sentiment')
const hashtags = sql`splitByChar(' ', ${propertyText('hashtags')})`

const mentions = (plan: Rows): Sql => sql`${rowsSql(plan)} AND name = 'mention'`
/** The same name on two networks may be two people. */
const authors = sql`uniqExactIf((${network}, ${author}), ${author} != '')`

export const totalsColumns: Sql = sql`count() AS mentions, ${authors} AS authors,
  countIf(${propertyText('reach')} != '') AS told, sum(ifNull(${propertyNumber('reach')}, 0)) AS reach,
  countIf(${sentiment} = 'positive') AS positive, countIf(${sentiment} = 'neutral') AS neutral,
  countIf(${sentiment} = 'negative') AS negative`

export const mentionTotalsQuery = (plan: Rows): Sql => sql`SELECT ${totalsColumns} FROM events WHERE ${mentions(plan)}`

export const mentionDaysQuery = (plan: MentionsPlan): Sql =>
  sql`SELECT toUInt32(${bucketSql(sql`toUnixTimestamp(ts)`, plan.buckets)}) AS start, count() AS mentions
    FROM events WHERE ${mentions(plan)} GROUP BY start`

export const mentionNetworksQuery = (plan: Rows): Sql =>
  sql`SELECT ${network} AS key, count() AS mentions, ${authors} AS authors FROM events WHERE ${mentions(plan)}
    GROUP BY key ORDER BY mentions DESC, key LIMIT 50`

export const mentionHashtagsQuery = (plan: Rows): Sql =>
  sql`SELECT arrayJoin(${hashtags}) AS key, count() AS mentions FROM events
    WHERE ${mentions(plan)} AND ${propertyText('hashtags')} != '' GROUP BY key ORDER BY mentions DESC, key LIMIT 30`

export const mentionRowsQuery = (plan: MentionsPlan): Sql =>
  sql`SELECT toUnixTimestamp64Milli(ts) AS time, ${network} AS network, ${author} AS author, ${propertyText('link')} AS link,
      ${propertyText('text')} AS text, ${propertyText('hashtags')} AS hashtags, ${propertyText('campaign')} AS campaign,
      ${sentiment} AS sentiment, ${propertyText('reach')} AS reach
    FROM events WHERE ${mentions(plan)} ORDER BY ts DESC, id LIMIT ${plan.limit}`

type Figure = number | string
export type TotalsRow = Record<'mentions' | 'authors' | 'told' | 'reach' | 'positive' | 'neutral' | 'negative', Figure>
export type DayRow = { start: Figure; mentions: Figure }
export type KeyRow = { key: string; mentions: Figure; authors?: Figure }
export type TextRow = Record<keyof Omit<MentionRow, 'time'>, string> & { time: Figure }

export const readTotals = (row: TotalsRow | undefined): MentionTotals => ({
  mentions: Number(row?.mentions ?? 0),
  authors: Number(row?.authors ?? 0),
  reach: Number(row?.told ?? 0) > 0 ? Number(row?.reach) : null,
  positive: Number(row?.positive ?? 0),
  neutral: Number(row?.neutral ?? 0),
  negative: Number(row?.negative ?? 0),
})

const readRow = (row: TextRow): MentionRow => ({
  ...row,
  time: Number(row.time),
  hashtags: row.hashtags === '' ? [] : row.hashtags.split(' '),
  sentiment: sentiments.find((one) => one === row.sentiment) ?? null,
  reach: row.reach === '' ? null : Number(row.reach),
})

export const readMentions = (
  { buckets, interval, now }: Pick<MentionsPlan, 'buckets' | 'interval' | 'now'>,
  found: {
    totals: readonly TotalsRow[]
    previous: readonly TotalsRow[] | null
    days: readonly DayRow[]
    networks: readonly KeyRow[]
    hashtags: readonly KeyRow[]
    rows: readonly TextRow[]
  },
): Omit<MentionsAnswer, 'period'> => {
  const byStart = new Map(found.days.map(({ start, mentions }) => [Number(start), Number(mentions)]))
  return {
    totals: readTotals(found.totals[0]),
    previous: found.previous && readTotals(found.previous[0]),
    interval,
    series: buckets.map(({ start, end, label }) => ({
      ...{ label, mentions: byStart.get(Math.floor(start / 1_000)) ?? 0, unfinished: end > now },
    })),
    networks: found.networks.map(({ key, mentions, authors }) => ({
      ...{ key, mentions: Number(mentions), authors: Number(authors ?? 0) },
    })),
    hashtags: found.hashtags.map(({ key, mentions }) => ({ key, mentions: Number(mentions) })),
    rows: found.rows.map(readRow),
  }
}
