import type { ImportedDaysReport } from '../contract/side-reports.ts'
import { isSome, sideRows } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'

/** Totals by day of tools that give no more away: shown beside what Minnow counts, never added to it. */
export type ImportedDaysPlan = { site: string; days: { from: string; to: string }; limit: number }

const rowsOf = ({ site, days }: ImportedDaysPlan): Sql =>
  sideRows('imported_days', { site, where: [sql`day >= toDate(${days.from}) AND day < toDate(${days.to})`] })

export const importedTotalsQuery = (plan: ImportedDaysPlan): Sql =>
  sql`SELECT toString(d.day) AS day, sum(d.people) AS people, sum(d.sessions) AS sessions, sum(d.page_views) AS page_views,
      groupUniqArray(toString(d.tool)) AS tools
    FROM ${rowsOf(plan)} AS d WHERE d.dimension = '' GROUP BY d.day ORDER BY day`

/** All days that are told of. */
export const toldDaysQuery = ({ site }: Pick<ImportedDaysPlan, 'site'>): Sql =>
  sql`SELECT toString(min(d.day)) AS first, toString(max(d.day)) AS last, count() AS days
    FROM ${sideRows('imported_days', { site, where: [] })} AS d WHERE d.dimension = ''`

/** The first event that no file brought and no one wrote elsewhere. */
export const countedSinceQuery = ({ site }: Pick<ImportedDaysPlan, 'site'>): Sql =>
  sql`SELECT toUnixTimestamp64Milli(min(ts)) AS since, count() AS events FROM events
    WHERE site = ${site} AND import = '' AND origin != 'import' AND ${isSome(sql`visitor`)}`

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

export type ToldDaysRow = { first: string; last: string; days: Figure }
export type CountedSinceRow = { since: Figure; events: Figure }

type Found = {
  totals: readonly ImportedTotalRow[]
  rows: readonly ImportedRow[]
  told: ToldDaysRow | undefined
  counted: CountedSinceRow | undefined
}

export const readImportedDays = ({ totals, rows, told, counted }: Found): Omit<ImportedDaysReport, 'period'> => ({
  told: told && Number(told.days) > 0 ? { first: told.first, last: told.last } : null,
  counted_since: counted && Number(counted.events) > 0 ? Number(counted.since) : null,
  tools: [...new Set(totals.flatMap(({ tools }) => tools))].sort(),
  days: totals.map(({ day, people, sessions, page_views }) => ({
    ...{ day, people: Number(people), sessions: Number(sessions), page_views: Number(page_views) },
  })),
  rows: rows.map(({ dimension, shown, people, sessions, page_views, events }) => ({
    ...{ dimension, value: shown, people: Number(people), sessions: Number(sessions) },
    ...{ page_views: Number(page_views), events: Number(events) },
  })),
})
