import type { PostFigures, PostsReport } from '../contract/side-reports.ts'
import { sideRows } from '../events/index.ts'
import { join, raw, type Sql, sql } from '../platform/sql.ts'

/** What people did with posts on the platforms themselves: supporting actions that no tag can see. */
export type PostsPlan = { site: string; days: { from: string; to: string }; limit: number }

const figures = ['reach', 'views', 'completions', 'likes', 'comments', 'shares', 'saves', 'follows', 'clicks'] as const
type FigureName = (typeof figures)[number]
const actions = raw('completions + likes + comments + shares + saves + follows')

/** Rows of all days; `asked` are those of the period. */
const rowsOf = ({ site, days }: PostsPlan): Sql =>
  sql`(SELECT *, ${actions} AS actions, day >= toDate(${days.from}) AND day < toDate(${days.to}) AS asked
    FROM ${sideRows('posts', { site })}) AS p`

const sums: Sql = join(
  [...figures, 'actions'].map((figure) => sql`sumIf(p.${raw(figure)}, p.asked) AS ${raw(figure)}`),
  ', ',
)

/** A post that is put up again is another one: only its account and id tell posts apart. */
export const postsQuery = (plan: PostsPlan): Sql =>
  sql`SELECT *, count() OVER () AS found FROM (
      SELECT toString(p.network) AS network, toString(p.account) AS account, p.post AS post,
        argMax(p.title, (p.title != '', p.day)) AS title, argMax(p.link, (p.link != '', p.day)) AS link,
        toString(min(p.day)) AS since, ${sums}
      FROM ${rowsOf(plan)} GROUP BY network, account, post HAVING max(p.asked) = 1)
    ORDER BY actions DESC, views DESC, network, post LIMIT ${plan.limit}`

/** Also which figures each network has ever told of (told_views, …). */
export const networksQuery = (plan: PostsPlan): Sql =>
  sql`SELECT toString(p.network) AS network, uniqExactIf((p.account, p.post), p.post != '' AND p.asked) AS posts, ${sums},
      ${join(
        figures.map((figure) => sql`toUInt8(max(p.${raw(figure)}) > 0) AS ${raw(`told_${figure}`)}`),
        ', ',
      )}
    FROM ${rowsOf(plan)} GROUP BY network HAVING max(p.asked) = 1 ORDER BY actions DESC, network`

export const postDaysQuery = (plan: PostsPlan): Sql =>
  sql`SELECT toString(p.day) AS day, sum(p.views) AS views, sum(p.actions) AS actions FROM ${rowsOf(plan)}
    WHERE p.asked GROUP BY p.day ORDER BY day`

type Figure = number | string
type Figures = Record<FigureName | 'actions', Figure>
export type PostQueryRow = Figures &
  Record<'network' | 'account' | 'post' | 'title' | 'link' | 'since', string> & { found: Figure }
export type NetworkRow = Figures & { network: string; posts: Figure } & Record<`told_${FigureName}`, number>
export type PostDayRow = { day: string; views: Figure; actions: Figure }

type Counts = Record<FigureName, number | null> & { actions: number }

/** Nobody reacts to what nobody saw: then the views were not told, and neither were figures that a network never tells. */
const numbers = (row: Figures, network: NetworkRow | undefined): Counts => {
  const isTold = (figure: FigureName): boolean =>
    Number(row[figure]) > 0 ||
    (network?.[`told_${figure}`] === 1 && !(figure === 'views' && Number(row.actions) + Number(row.reach) > 0))
  const told = figures.map((figure) => [figure, isTold(figure) ? Number(row[figure]) : null])
  return { ...(Object.fromEntries(told) as Record<FigureName, number | null>), actions: Number(row.actions) }
}

export const readPosts = (
  posts: readonly PostQueryRow[],
  networks: readonly NetworkRow[],
  days: readonly PostDayRow[],
): Omit<PostsReport, 'period'> => ({
  rows: posts.map((row): PostFigures => {
    const { network, account, post, title, link, since } = row
    const told = networks.find((one) => one.network === network)
    return { network, account, post, title, link, since, ...numbers(row, told) }
  }),
  networks: networks.map((row) => ({ network: row.network, posts: Number(row.posts), ...numbers(row, row) })),
  days: days.map(({ day, views, actions: all }) => ({ day, views: Number(views), actions: Number(all) })),
  more: Number(posts[0]?.found ?? 0) - posts.length,
})
