import type { z } from 'zod'
import type { Site } from '../contract/site.ts'
import type { BusiestAnswer, TrafficRequest } from '../contract/traffic.ts'
import { isSome, type QueryOptions } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { spanOf } from './period.ts'
import { instantSql } from './rows.ts'
import type { ReportDeps } from './run.ts'

/** The counted visitors with most events. Visitors, not people: one browser is set aside, not somebody's other ones. */

const shownVisitors = 20

export const busiestQuery = ({ site, from, to }: { site: string; from: number; to: number }): Sql =>
  sql`SELECT toString(visitor) AS who, count() AS events, countIf(name = 'page_view') AS page_views,
      uniqExact(session) AS sessions, toUnixTimestamp64Milli(max(ts)) AS last,
      argMax((browser, os, country, channel, path), (ts, tie, id)) AS latest, latest.1 AS program, latest.2 AS system,
      latest.3 AS land, latest.4 AS way, latest.5 AS page
    FROM events WHERE site = ${site} AND ts >= ${instantSql(from)} AND ts < ${instantSql(to)} AND ${isSome(sql`visitor`)}
    GROUP BY visitor ORDER BY events DESC, last DESC, who LIMIT ${shownVisitors}`

type Figure = number | string
type Row = Record<'who' | 'program' | 'system' | 'land' | 'way' | 'page', string> &
  Record<'events' | 'page_views' | 'sessions' | 'last', Figure>

export const runBusiest = async (
  { events }: ReportDeps,
  { site, request, options }: { site: Site; request: z.output<typeof TrafficRequest>; options?: QueryOptions },
): Promise<BusiestAnswer> => {
  const { from, to } = spanOf(request, site.timezone)
  const rows = await events.query<Row>(busiestQuery({ site: site.id, from, to }), options)
  return {
    visitors: rows.map((row) => ({
      ...{
        visitor: row.who,
        browser: row.program,
        os: row.system,
        country: row.land,
        channel: row.way,
        path: row.page,
      },
      ...{ events: Number(row.events), page_views: Number(row.page_views) },
      ...{ sessions: Number(row.sessions), last: Number(row.last) },
    })),
  }
}
