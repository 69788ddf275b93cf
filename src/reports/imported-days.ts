import type { ImportedDaysReport } from '../contract/side-reports.ts'
import { sideRows } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'

/** Totals by day of tools that give no more away: shown beside what Minnow counts, never added to it. */
export type ImportedDaysPlan = { site: string; days: { from: string; to: string }; limit: number }

const rowsOf = ({ site, days }: ImportedDaysPlan): Sql =>
  sideRows('imported_days', { site, where: [sql`day >= toDate(${days.from}) AND day < toDate(${days.to})`] })

export const importedTotalsQuery = (plan: ImportedDaysPlan): Sql =>
  sql`SELECT toString(d.day) AS day, sum(d.people) AS people, sum(d.sessions) AS sessions, sum(d.page_views) AS page_views,
      groupUniqArray(toString(d.tool)) AS tools
    FROM ${rowsOf(plan)} AS d WHERE d.dimension = '' GROUP BY d.day ORDER BY day`

/** A value may be parted further (a country's cities); what stands before the tab is what is shown. */
export const importedRowsQuery = (plan: ImportedDaysPlan): Sql =>
  sql`SELECT toString(d.dimension) AS dimension, splitByChar('\t', d.value)[1] AS shown, sum(d.people) AS people,
      sum(d.sessions) AS sessions, sum(d.page_views) AS page_views, sum(d.events) AS events
    FROM ${rowsOf(plan)} AS d WHERE d.dimension != '' GROUP BY dimension, shown
    ORDER BY dimension, people DESC, shown LIMIT ${plan.limit} BY dimension`

type Figure = number | string
export type ImportedTotalRow = { day: string; tools: string[] } & Record<'people' | 'sessions' | 'page_views', Figure>
export type ImportedRow = { dimension: string; shown: string } & Record<
  'people' | 'sessions' | 'page_views' | 'events',
  Figure
>

export const readImportedDays = (
  totals: readonly ImportedTotalRow[],
  rows: readonly ImportedRow[],
): Omit<ImportedDaysReport, 'period'> => ({
  tools: [...new Set(totals.flatMap(({ tools }) => tools))].sort(),
  days: totals.map(({ day, people, sessions, page_views }) => ({
    ...{ day, people: Number(people), sessions: Number(sessions), page_views: Number(page_views) },
  })),
  rows: rows.map(({ dimension, shown, people, sessions, page_views, events }) => ({
    ...{ dimension, value: shown, people: Number(people), sessions: Number(sessions) },
    ...{ page_views: Number(page_views), events: Number(events) },
  })),
})
