import type { SearchWordsFigures, SearchWordsReport } from '../contract/side-reports.ts'
import { personSql, propertyText, sideRows, withPeople } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { wilson } from '../platform/statistics/rates.ts'
import { money } from './money.ts'
import { type Rows, rowsSql } from './rows.ts'

/** Words that people searched for before they came, and on the site itself. */
export type SearchWordsPlan = Rows & { days: { from: string; to: string }; currency: string; limit: number }

const overlapping = ({ site, days }: SearchWordsPlan): Sql =>
  sideRows('search_words', {
    site,
    where: [sql`day < toDate(${days.to}) AND day + days > toDate(${days.from})`],
  })

const within = ({ days }: SearchWordsPlan): Sql =>
  sql`(day >= toDate(${days.from}) AND day + days <= toDate(${days.to}))`

export const searchWordsQuery = (plan: SearchWordsPlan): Sql =>
  sql`SELECT *, count() OVER () AS found, sum(clicks) OVER () AS all_clicks, sum(impressions) OVER () AS all_impressions,
      sum(cost) OVER () AS all_cost FROM (
      SELECT w.words AS words, toString(w.kind) AS kind, sum(w.clicks) AS clicks, sum(w.impressions) AS impressions,
        sumIf(w.position * w.impressions, w.position > 0) AS places, sumIf(w.impressions, w.position > 0) AS placed,
        sumIf(w.cost, w.currency = ${plan.currency}) AS cost
      FROM ${overlapping(plan)} AS w WHERE ${within(plan)} GROUP BY words, kind)
    ORDER BY clicks DESC, impressions DESC, words LIMIT ${plan.limit}`

export const partlyQuery = (plan: SearchWordsPlan): Sql =>
  sql`SELECT count() AS partly FROM ${overlapping(plan)} WHERE NOT ${within(plan)}`

const term = propertyText('search_term')

export const ownWordsQuery = (plan: SearchWordsPlan): Sql =>
  sql`SELECT lowerUTF8(trimBoth(${term})) AS words, count() AS searches, uniqExact(${personSql(plan.facts)}) AS people
    FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)} AND name IN ('search', 'view_search_results') AND ${term} != ''
    GROUP BY words ORDER BY searches DESC, words LIMIT ${plan.limit}`

type Figure = number | string
export type SearchWordsRow = { words: string; kind: 'organic' | 'paid' } & Record<
  ('clicks' | 'impressions' | 'places' | 'placed' | 'cost') | ('found' | 'all_clicks' | 'all_impressions' | 'all_cost'),
  Figure
>
export type OwnWordsRow = { words: string; searches: Figure; people: Figure }

const figuresOf = (row: SearchWordsRow): SearchWordsFigures => {
  const [clicks, impressions, placed] = [Number(row.clicks), Number(row.impressions), Number(row.placed)]
  // A rate above one (clicks told without impressions) is none.
  const interval = clicks <= impressions ? wilson({ successes: clicks, trials: impressions }) : null
  return {
    ...{ words: row.words, kind: row.kind, clicks, impressions },
    click_rate: interval && { value: clicks / impressions, low: interval[0], high: interval[1] },
    position: placed > 0 ? Math.round((Number(row.places) / placed) * 10) / 10 : null,
    cost: row.kind === 'paid' ? money(row.cost) : null,
  }
}

export const readSearchWords = (
  rows: readonly SearchWordsRow[],
  own: readonly OwnWordsRow[],
  partly: number,
): Omit<SearchWordsReport, 'period' | 'currency'> => ({
  rows: rows.map(figuresOf),
  total: {
    clicks: Number(rows[0]?.all_clicks ?? 0),
    impressions: Number(rows[0]?.all_impressions ?? 0),
    cost: money(rows[0]?.all_cost ?? 0),
  },
  own: own.map(({ words, searches, people }) => ({ words, searches: Number(searches), people: Number(people) })),
  partly,
  more: Number(rows[0]?.found ?? 0) - rows.length,
})
