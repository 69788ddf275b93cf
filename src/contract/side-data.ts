import { z } from 'zod'

/** Figures and facts that other tools have: what is sent row by row, and what the reports made of them answer. */

/** A day of the site's time zone. */
const Day = z.iso.date('a day looks like 2026-11-22')
const Text = (max: number) => z.string().trim().max(max)
const Count = z.number().min(0).max(1e15).transform(Math.round)
const Currency = z.string().regex(/^[A-Za-z]{3}$/, 'a currency is three letters, like VND')

/** What was spent on one campaign (or one of its keywords) on one day. The same day, campaign and keyword again replaces it. */
export const CostRow = z.object({
  day: Day,
  /** As utm_source and utm_medium have them. */
  source: Text(200).min(1),
  medium: Text(200).min(1),
  campaign_id: Text(200).default(''),
  campaign: Text(300).default(''),
  /** The keyword, as utm_term has it. */
  term: Text(300).default(''),
  cost: z.number().min(0).max(1e15),
  /** Default: the site's. */
  currency: Currency.optional(),
  clicks: Count.default(0),
  impressions: Count.default(0),
})
export type CostRow = z.output<typeof CostRow>

/** Words that people searched for, from a search engine's own figures. */
export const SearchWordsRow = z.object({
  day: Day,
  /** How many days from `day` on the figures are of. */
  days: z.number().int().min(1).max(1_000).default(1),
  kind: z.enum(['organic', 'paid']).default('organic'),
  engine: Text(60).default('google'),
  words: Text(500).min(1),
  page: Text(2_048).default(''),
  country: Text(60).default(''),
  device: Text(30).default(''),
  campaign: Text(300).default(''),
  clicks: Count.default(0),
  impressions: Count.default(0),
  /** Mean place in the results; 0 where it is not told. */
  position: z.number().min(0).max(10_000).default(0),
  cost: z.number().min(0).max(1e15).default(0),
  currency: Currency.optional(),
})
export type SearchWordsRow = z.output<typeof SearchWordsRow>

/** A product as the shop's feed has it; `item_id` is the one that events carry in `items`. */
export const ProductRow = z.object({
  item_id: Text(200).min(1),
  name: Text(500).default(''),
  price: z.number().min(0).max(1e15).default(0),
  currency: Currency.optional(),
  link: Text(2_048).default(''),
  image: Text(2_048).default(''),
  brand: Text(200).default(''),
  category: Text(500).default(''),
  availability: Text(60).default(''),
})
export type ProductRow = z.output<typeof ProductRow>

/** What people did with a post on the platform itself on one day; without a post, with the whole page or channel. */
export const PostRow = z.object({
  day: Day,
  /** facebook, instagram, youtube, tiktok, … */
  network: Text(60).min(1).toLowerCase(),
  account: Text(200).default(''),
  post: Text(300).default(''),
  title: Text(500).default(''),
  link: Text(2_048).default(''),
  reach: Count.default(0),
  views: Count.default(0),
  completions: Count.default(0),
  likes: Count.default(0),
  comments: Count.default(0),
  shares: Count.default(0),
  saves: Count.default(0),
  follows: Count.default(0),
  clicks: Count.default(0),
})
export type PostRow = z.output<typeof PostRow>

/** A tool's totals of a day, as far as it gives them away; without a dimension, of the whole site. */
export const ImportedDayRow = z.object({
  day: Day,
  dimension: Text(40).default(''),
  value: Text(2_048).default(''),
  people: Count.default(0),
  sessions: Count.default(0),
  page_views: Count.default(0),
  events: Count.default(0),
  tool: Text(40).default(''),
})
export type ImportedDayRow = z.output<typeof ImportedDayRow>

export const rowsPerRequest = 5_000

export const SideRequest = z.object({
  /** Each is validated on its own, so that one bad row costs only itself. */
  rows: z.array(z.unknown()).min(1).max(rowsPerRequest),
  /** The import that these rows are part of. */
  import: z.string().max(40).optional(),
})

/** Tables that rows can be sent to one by one, and the shape of a row. */
export const sideShapes = {
  costs: CostRow,
  search_words: SearchWordsRow,
  products: ProductRow,
  posts: PostRow,
  imported_days: ImportedDayRow,
} as const
export type SideKind = keyof typeof sideShapes
