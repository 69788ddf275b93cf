import type { z } from 'zod'
import type { Frame } from '../contract/report.ts'
import type { ImportedDaysReport, PostsReport, ProductsReport, SearchWordsReport } from '../contract/side-reports.ts'
import type { Site } from '../contract/site.ts'
import type { QueryOptions } from '../events/index.ts'
import { siteFacts } from './facts.ts'
import {
  type CountedSinceRow,
  countedSinceQuery,
  type ImportedRow,
  type ImportedTotalRow,
  importedRowsQuery,
  importedTotalsQuery,
  readImportedDays,
  type ToldDaysRow,
  toldDaysQuery,
} from './imported-days.ts'
import { daysOf, spanOf } from './period.ts'
import {
  type NetworkRow,
  networksQuery,
  type PostDayRow,
  type PostQueryRow,
  postDaysQuery,
  postsQuery,
  readPosts,
} from './posts.ts'
import { type FeedRow, feedQuery, type ProductRow, productsQuery, readProducts, unseenQuery } from './products.ts'
import type { ReportDeps } from './run.ts'
import {
  type OwnWordsRow,
  ownWordsQuery,
  partlyQuery,
  readSearchWords,
  type SearchWordsRow,
  searchWordsQuery,
} from './search-words.ts'

/** Reports on what other tools counted, and on products. Figures that are told by day are told of whole days. */

type Asked = { site: Site; request: z.output<typeof Frame>; options?: QueryOptions }
const rowsShown = 500
const rowsOfDimension = 20

const frameOf = ({ site, request }: Asked) => {
  const period = spanOf(request, site.timezone)
  return { period, days: daysOf(request) }
}

export const runSearchWords = async ({ events }: ReportDeps, asked: Asked): Promise<SearchWordsReport> => {
  const { site, request, options } = asked
  const { period, days } = frameOf(asked)
  const facts = await siteFacts(events, site.id)
  const plan = {
    ...{ site: site.id, facts, from: period.from, to: period.to, filters: request.filters },
    ...{ days, currency: site.currency, limit: rowsShown },
  }
  const [rows, own, [cut]] = await Promise.all([
    events.query<SearchWordsRow>(searchWordsQuery(plan), options),
    events.query<OwnWordsRow>(ownWordsQuery(plan), options),
    events.query<{ partly: string }>(partlyQuery(plan), options),
  ])
  return { period, currency: site.currency, ...readSearchWords(rows, own, Number(cut?.partly ?? 0)) }
}

export const runProducts = async ({ events }: ReportDeps, asked: Asked): Promise<ProductsReport> => {
  const { site, request, options } = asked
  const { period } = frameOf(asked)
  const facts = await siteFacts(events, site.id)
  const plan = {
    ...{ site: site.id, facts, from: period.from, to: period.to, filters: request.filters },
    ...{ currency: site.currency, limit: rowsShown },
  }
  const [rows, [left]] = await Promise.all([
    events.query<ProductRow>(productsQuery(plan), options),
    events.query<{ unseen: string }>(unseenQuery(plan), options),
  ])
  const ids = rows.map(({ item_id }) => item_id)
  const feed = ids.length > 0 ? await events.query<FeedRow>(feedQuery(plan, ids), options) : []
  return { period, currency: site.currency, ...readProducts(rows, feed, Number(left?.unseen ?? 0)) }
}

export const runPosts = async ({ events }: ReportDeps, asked: Asked): Promise<PostsReport> => {
  const { period, days } = frameOf(asked)
  const plan = { site: asked.site.id, days, limit: rowsShown }
  const [posts, networks, byDay] = await Promise.all([
    events.query<PostQueryRow>(postsQuery(plan), asked.options),
    events.query<NetworkRow>(networksQuery(plan), asked.options),
    events.query<PostDayRow>(postDaysQuery(plan), asked.options),
  ])
  return { period, ...readPosts(posts, networks, byDay) }
}

export const runImportedDays = async ({ events }: ReportDeps, asked: Asked): Promise<ImportedDaysReport> => {
  const { period, days } = frameOf(asked)
  const plan = { site: asked.site.id, days, limit: rowsOfDimension }
  const [[told], totals, rows] = await Promise.all([
    events.query<ToldDaysRow>(toldDaysQuery(plan), asked.options),
    events.query<ImportedTotalRow>(importedTotalsQuery(plan), asked.options),
    events.query<ImportedRow>(importedRowsQuery(plan), asked.options),
  ])
  // Most sites have no such days, and are not looked through for where they would end.
  const [counted] =
    Number(told?.days ?? 0) > 0 ? await events.query<CountedSinceRow>(countedSinceQuery(plan), asked.options) : []
  return { period, ...readImportedDays({ totals, rows, told, counted }) }
}
