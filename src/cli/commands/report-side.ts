import type { CostFigures, Costs } from '../../contract/report.ts'
import type { ImportedDaysReport, PostsReport, ProductsReport, SearchWordsReport } from '../../contract/side-reports.ts'
import type { Door } from '../door.ts'
import { count, percent, type Say, table } from '../say.ts'
import { mentionsText, sharesText } from './report-mentions.ts'
import { orphansText } from './report-orphans.ts'

/** Reports on what other tools counted, and on products, as text. */

const estimate = (figure: CostFigures['per_macro']): string =>
  figure ? `${count(figure.value)} (${count(figure.low)} – ${count(figure.high)})` : '–'

/** What was spent, beside what it brought; '' without spending. */
export const costsText = (costs: Costs | null, currency: string): string => {
  if (costs === null) return ''
  const row = (name: string, figures: CostFigures): string[] => [
    ...[name, count(figures.cost), count(figures.clicks)],
    ...[estimate(figures.per_micro), estimate(figures.per_macro), estimate(figures.return_on_spend)],
  ]
  const rows = Object.entries(costs.rows).map(([key, figures]) => row(key || '(none)', figures))
  const head = ['spent', `cost ${currency}`, 'clicks', 'per micro (95 %)', 'per macro (95 %)', 'return (95 %)']
  return `\n${table(head, [...rows, row('together', costs.total)])}`
}

const searchWordsText = ({ rows, own }: SearchWordsReport): string =>
  [
    table(
      ['words', 'kind', 'clicks', 'impressions', 'click rate', 'position', 'cost'],
      rows.map(({ words, kind, clicks, impressions, click_rate, position, cost }) => [
        ...[words, kind, count(clicks), count(impressions), percent(click_rate?.value), count(position), count(cost)],
      ]),
    ),
    '',
    table(
      ['searched on the site', 'searches', 'people'],
      own.map(({ words, searches, people }) => [words, count(searches), count(people)]),
    ),
  ].join('\n')

const productsText = ({ rows, unseen }: ProductsReport): string =>
  `${table(
    ['item', 'name', 'viewed by', 'in the cart of', 'bought by', 'pieces', 'value'],
    rows.map(({ item_id, name, viewers, carters, buyers, quantity, value }) => [
      ...[item_id, name, count(viewers), count(carters), count(buyers), count(quantity), count(value)],
    ]),
  )}\n${count(unseen)} products of the feed were looked at by nobody.`

const postsText = ({ rows }: PostsReport): string =>
  table(
    ['network', 'post', 'views', 'actions', 'comments', 'shares', 'saves', 'follows'],
    rows.map(({ network, post, title, views, actions, comments, shares, saves, follows }) => [
      ...[network, title || post, count(views), count(actions)],
      ...[count(comments), count(shares), count(saves), count(follows)],
    ]),
  )

const importedDaysText = ({ days }: ImportedDaysReport): string =>
  table(
    ['day', 'people', 'sessions', 'page views'],
    days.map(({ day, people, sessions, page_views }) => [day, count(people), count(sessions), count(page_views)]),
  )

type Frame = { from: string; to: string }
type Asked = { door: Door; say: Say; site: string; frame: Frame }
const sideReports: Record<string, (asked: Asked) => Promise<void>> = {
  'search-words': async ({ door, say, site, frame }) => {
    const answer = await door.call('searchWords', { site }, frame)
    say.answer(answer, () => searchWordsText(answer))
  },
  products: async ({ door, say, site, frame }) => {
    const answer = await door.call('products', { site }, frame)
    say.answer(answer, () => productsText(answer))
  },
  posts: async ({ door, say, site, frame }) => {
    const answer = await door.call('posts', { site }, frame)
    say.answer(answer, () => postsText(answer))
  },
  orphans: async ({ door, say, site, frame }) => {
    const answer = await door.call('orphans', { site }, frame)
    say.answer(answer, () => orphansText(answer))
  },
  mentions: async ({ door, say, site, frame }) => {
    const answer = await door.call('mentionsReport', { site }, frame)
    say.answer(answer, () => mentionsText(answer))
  },
  shares: async ({ door, say, site, frame }) => {
    const answer = await door.call('sharesReport', { site }, frame)
    say.answer(answer, () => sharesText(answer))
  },
  'imported-days': async ({ door, say, site, frame }) => {
    const answer = await door.call('importedDays', { site }, frame)
    say.answer(answer, () => importedDaysText(answer))
  },
}
export const sideReportNames: readonly string[] = Object.keys(sideReports)

/** Prints the report; false when there is none of this name. */
export const sideReport = async (name: string, asked: Asked): Promise<boolean> => {
  if (!Object.hasOwn(sideReports, name)) return false
  await sideReports[name]?.(asked)
  return true
}
