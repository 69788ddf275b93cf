import type { Giveaway, GiveawayResult } from '../contract/mention.ts'
import type { BreakdownAnswer } from '../contract/report.ts'
import { propertyText } from '../events/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { readTotals, type TotalsRow, totalsColumns } from './mentions.ts'
import type { Span } from './period.ts'
import { type Rows, rowsSql } from './rows.ts'

/** A give-away gathers the mentions of its days that carry one of its hashtags, or name its campaign. */
export type GiveawayPlan = Rows & { giveaway: Giveaway }

const MOST_ENTRANTS = 100

const isEntry = ({ giveaway }: GiveawayPlan): Sql => {
  const { hashtags, campaign } = giveaway
  const tags = sql`splitByChar(' ', ${propertyText('hashtags')})`
  const parts = [
    ...(hashtags.length > 0 ? [sql`hasAny(${tags}, ${hashtags})`] : []),
    ...(campaign !== '' ? [sql`${propertyText('campaign')} = ${campaign}`] : []),
  ]
  return sql`name = 'mention' AND (${join(parts, ' OR ')})`
}

export const giveawayTotalsQuery = (plan: GiveawayPlan): Sql =>
  sql`SELECT ${totalsColumns} FROM events WHERE ${rowsSql(plan)} AND ${isEntry(plan)}`

export const giveawayEntrantsQuery = (plan: GiveawayPlan): Sql =>
  sql`SELECT ${propertyText('network')} AS network, ${propertyText('author')} AS author, count() AS entries
    FROM events WHERE ${rowsSql(plan)} AND ${isEntry(plan)} AND author != ''
    GROUP BY network, author ORDER BY entries DESC, author, network LIMIT ${MOST_ENTRANTS}`

export type EntrantRow = { network: string; author: string; entries: number | string }

export const readGiveaway = (
  { giveaway, span, now }: { giveaway: Giveaway; span: Span; now: number },
  found: {
    totals: readonly TotalsRow[]
    entrants: readonly EntrantRow[]
    came: BreakdownAnswer['total'] | null
  },
): GiveawayResult => {
  const { mentions, authors, reach } = readTotals(found.totals[0])
  const { came } = found
  return {
    ...{ giveaway, entries: mentions, authors, reach },
    state: now < span.from ? 'planned' : now < span.to ? 'running' : 'ended',
    entrants: found.entrants.map(({ network, author, entries }) => ({ network, author, entries: Number(entries) })),
    came: came && {
      ...{ people: came.people, visits: came.sessions, value: came.value },
      ...{ macro: came.macro.conversions, micro: came.micro.conversions },
    },
  }
}
