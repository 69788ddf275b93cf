import { z } from 'zod'
import { Estimate, Period } from './report.ts'

/** Reports on what other tools counted, and on products. Money is in the site's currency. */

export const SearchWordsFigures = z.object({
  words: z.string(),
  kind: z.enum(['organic', 'paid']),
  clicks: z.number(),
  impressions: z.number(),
  /** Clicks per impression, Wilson 95 %; null where nothing is told of impressions. */
  click_rate: Estimate.nullable(),
  /** Mean place in the results, weighed by impressions; null where it is not told. */
  position: z.number().nullable(),
  /** null where it was not paid for. */
  cost: z.number().nullable(),
})
export type SearchWordsFigures = z.infer<typeof SearchWordsFigures>

export const SearchWordsReport = z.object({
  period: Period,
  currency: z.string(),
  rows: z.array(SearchWordsFigures),
  total: z.object({ clicks: z.number(), impressions: z.number(), cost: z.number() }),
  /** What people searched for on the site itself. */
  own: z.array(z.object({ words: z.string(), searches: z.number(), people: z.number() })),
  /** Rows of files that speak of days within and outside of the period together, and are not counted. */
  partly: z.number(),
  more: z.number(),
})
export type SearchWordsReport = z.infer<typeof SearchWordsReport>

export const ProductFigures = z.object({
  item_id: z.string(),
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  link: z.string(),
  image: z.string(),
  availability: z.string(),
  /** As the feed says it; null without a feed. */
  price: z.object({ amount: z.number(), currency: z.string() }).nullable(),
  /** People who looked at it, put it in the cart, bought it. */
  viewers: z.number(),
  carters: z.number(),
  buyers: z.number(),
  /** Buyers per viewer, Wilson 95 %. */
  rate: Estimate.nullable(),
  quantity: z.number(),
  /** Price times quantity of what was bought, before refunds. */
  value: z.number(),
})
export type ProductFigures = z.infer<typeof ProductFigures>

export const ProductsReport = z.object({
  period: Period,
  currency: z.string(),
  rows: z.array(ProductFigures),
  /** Products of the feed that nobody looked at. */
  unseen: z.number(),
  more: z.number(),
})
export type ProductsReport = z.infer<typeof ProductsReport>

/** Null: the platform has never told of it, or never of anything but 0. Of views also where a post was reacted to without any. */
const PostCount = z.number().nullable()
const postFigures = {
  reach: PostCount,
  views: PostCount,
  completions: PostCount,
  likes: PostCount,
  comments: PostCount,
  shares: PostCount,
  saves: PostCount,
  follows: PostCount,
  clicks: PostCount,
  /** Supporting actions together: completions, likes, comments, shares, saves, follows. */
  actions: z.number(),
}
export const PostFigures = z.object({
  network: z.string(),
  account: z.string(),
  post: z.string(),
  title: z.string(),
  link: z.string(),
  /** The first day of which anything was told of it, also before the period: about when it was published. */
  since: z.string(),
  ...postFigures,
})
export type PostFigures = z.infer<typeof PostFigures>

export const PostsReport = z.object({
  period: Period,
  rows: z.array(PostFigures),
  networks: z.array(z.object({ network: z.string(), posts: z.number(), ...postFigures })),
  days: z.array(z.object({ day: z.string(), views: z.number(), actions: z.number() })),
  more: z.number(),
})
export type PostsReport = z.infer<typeof PostsReport>

export const ImportedDaysReport = z.object({
  period: Period,
  tools: z.array(z.string()),
  /** The days of which anything is told, whatever the period; null when nothing is. */
  told: z.object({ first: z.string(), last: z.string() }).nullable(),
  /** When Minnow began to count for itself: the seam. Null while it has counted nothing. */
  counted_since: z.number().nullable(),
  /** Totals of the site by day, as the tool says them. */
  days: z.array(z.object({ day: z.string(), people: z.number(), sessions: z.number(), page_views: z.number() })),
  /** By dimension, the largest of each; people are added up over days, so that somebody who came on two counts twice. */
  rows: z.array(
    z.object({
      dimension: z.string(),
      value: z.string(),
      people: z.number(),
      sessions: z.number(),
      page_views: z.number(),
      events: z.number(),
    }),
  ),
})
export type ImportedDaysReport = z.infer<typeof ImportedDaysReport>
