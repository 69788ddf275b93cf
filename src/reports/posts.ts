import type { PostFigures, PostsReport } from '../contract/side-reports.ts'
import { sideRows } from '../events/index.ts'
import { join, raw, type Sql, sql } from '../platform/sql.ts'

/** What people did with posts on the platforms themselves: supporting actions that no tag can see. */
export type PostsPlan = { site: string; days: { from: string; to: string }; limit: number }

const figures = ['reach', 'views', 'completions', 'likes', 'comments', 'shares', 'saves', 'follows', 'clicks'] as const
const actions = raw('completions + likes + comments + shares + saves + follows')

const rowsOf = ({ site, days }: PostsPlan): Sql =>
  sideRows('posts', { site, where: [sql`day >= toDate(${days.from}) AND day < toDate(${days.to})`] })

const sums: Sql = join(
  [...figures.map((figure) => sql`sum(p.${raw(figure)}) AS ${raw(figure)}`), sql`sum(p.actions) AS actions`],
  ', ',
)
const withActions = (plan: PostsPlan): Sql => sql`(SELECT *, ${actions} AS actions FROM ${rowsOf(plan)}) AS p`

export const postsQuery = (plan: PostsPlan): Sql =>
  sql`SELECT *, count() OVER () AS found FROM (
      SELECT toString(p.network) AS network, toString(p.account) AS account, p.post AS post,
        argMax(p.title, (p.title != '', p.day)) AS title, argMax(p.link, (p.link != '', p.day)) AS link, ${sums}
      FROM ${withActions(plan)} GROUP BY network, account, post)
    ORDER BY actions DESC, views DESC, network, post LIMIT ${plan.limit}`

export const networksQuery = (plan: PostsPlan): Sql =>
  sql`SELECT toString(p.network) AS network, uniqExactIf((p.account, p.post), p.post != '') AS posts, ${sums}
    FROM ${withActions(plan)} GROUP BY network ORDER BY actions DESC, network`

export const postDaysQuery = (plan: PostsPlan): Sql =>
  sql`SELECT toString(p.day) AS day, sum(p.views) AS views, sum(p.actions) AS actions FROM ${withActions(plan)}
    GROUP BY p.day ORDER BY day`

type Figure = number | string
type Figures = Record<(typeof figures)[number] | 'actions', Figure>
export type PostQueryRow = Figures &
  Record<'network' | 'account' | 'post' | 'title' | 'link', string> & { found: Figure }
export type NetworkRow = Figures & { network: string; posts: Figure }
export type PostDayRow = { day: string; views: Figure; actions: Figure }

const numbers = (row: Figures): Record<(typeof figures)[number] | 'actions', number> =>
  Object.fromEntries([...figures, 'actions' as const].map((figure) => [figure, Number(row[figure])])) as Record<
    (typeof figures)[number] | 'actions',
    number
  >

export const readPosts = (
  posts: readonly PostQueryRow[],
  networks: readonly NetworkRow[],
  days: readonly PostDayRow[],
): Omit<PostsReport, 'period'> => ({
  rows: posts.map((row): PostFigures => {
    const { network, account, post, title, link } = row
    return { network, account, post, title, link, ...numbers(row) }
  }),
  networks: networks.map((row) => ({ network: row.network, posts: Number(row.posts), ...numbers(row) })),
  days: days.map(({ day, views, actions: all }) => ({ day, views: Number(views), actions: Number(all) })),
  more: Number(posts[0]?.found ?? 0) - posts.length,
})
