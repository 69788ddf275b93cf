import type { ProductFigures, ProductsReport } from '../contract/side-reports.ts'
import { personSql, propertyText, sideRows, withPeople } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { wilson } from '../platform/statistics/rates.ts'
import { money } from './money.ts'
import { type Rows, rowsSql } from './rows.ts'

/**
 * Products by their item id: what people did with them, as the items of events say, beside what the shop's feed says.
 * A repeat of a transaction buys nothing; refunds are told by whole orders and stay out of this.
 */
export type ProductsPlan = Rows & { currency: string; limit: number }

/** Names of products come from the feed, else from the latest event that said one. */
const itemsSql = (plan: ProductsPlan): Sql =>
  sql`SELECT event, person, at, isMine, JSONExtractString(item, 'item_id') AS told_id,
      JSONExtractString(item, 'item_name') AS item_name, if(told_id = '', item_name, told_id) AS item_id,
      greatest(JSONExtractFloat(item, 'quantity'), toFloat64OrZero(JSONExtractString(item, 'quantity'))) AS told,
      if(told > 0, told, 1.) AS quantity,
      greatest(JSONExtractFloat(item, 'price'), toFloat64OrZero(JSONExtractString(item, 'price'))) AS price
    FROM (SELECT name AS event, ${personSql(plan.facts)} AS person, ts AS at, currency IN ('', ${plan.currency}) AS isMine,
        arrayJoin(JSONExtractArrayRaw(${propertyText('items')})) AS item
      FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)} AND name IN ('view_item', 'add_to_cart', 'purchase') AND repeat = 0
        AND ${propertyText('items')} != '')`

export const productsQuery = (plan: ProductsPlan): Sql =>
  sql`SELECT *, count() OVER () AS found FROM (
      SELECT i.item_id AS item_id, argMax(i.item_name, (i.item_name != '', i.at)) AS item_name,
        uniqExactIf(i.person, i.event = 'view_item') AS viewers, uniqExactIf(i.person, i.event = 'add_to_cart') AS carters,
        uniqExactIf(i.person, i.event = 'purchase') AS buyers, sumIf(i.quantity, i.event = 'purchase') AS quantity,
        sumIf(i.quantity * i.price, i.event = 'purchase' AND i.isMine) AS value
      FROM (${itemsSql(plan)}) AS i WHERE i.item_id != '' GROUP BY item_id)
    ORDER BY value DESC, viewers DESC, item_id LIMIT ${plan.limit}`

/** The feed of the products that are shown. */
export const feedQuery = ({ site }: ProductsPlan, ids: readonly string[]): Sql =>
  sql`SELECT item_id, name, price, currency, link, image, brand, category, availability
    FROM ${sideRows('products', { site, where: [sql`item_id IN ${ids}`] })}`

/** Products of the feed that nobody looked at. */
export const unseenQuery = (plan: ProductsPlan): Sql =>
  sql`SELECT count() AS unseen FROM ${sideRows('products', { site: plan.site })}
    WHERE item_id NOT IN (SELECT item_id FROM (${itemsSql(plan)}))`

type Figure = number | string
export type ProductRow = { item_id: string; item_name: string } & Record<
  'viewers' | 'carters' | 'buyers' | 'quantity' | 'value' | 'found',
  Figure
>
export type FeedRow = Record<'item_id' | 'name' | 'currency' | 'link' | 'image', string> &
  Record<'brand' | 'category' | 'availability', string> & { price: Figure }

const nothing: Omit<FeedRow, 'item_id' | 'price' | 'currency'> = {
  ...{ name: '', link: '', image: '', brand: '', category: '', availability: '' },
}

const figuresOf = (row: ProductRow, feed: FeedRow | undefined): ProductFigures => {
  const { name, link, image, brand, category, availability } = feed ?? nothing
  const [viewers, carters, buyers] = [Number(row.viewers), Number(row.carters), Number(row.buyers)]
  // Somebody may buy from a list, without a look at the product's page.
  const trials = Math.max(viewers, buyers)
  const interval = wilson({ successes: buyers, trials })
  return {
    ...{ item_id: row.item_id, name: name || row.item_name, link, image, brand, category, availability },
    price: feed ? { amount: Number(feed.price), currency: feed.currency } : null,
    ...{ viewers, carters, buyers, quantity: Number(row.quantity), value: money(row.value) },
    rate: interval && { value: buyers / trials, low: interval[0], high: interval[1] },
  }
}

export const readProducts = (
  rows: readonly ProductRow[],
  feed: readonly FeedRow[],
  unseen: number,
): Omit<ProductsReport, 'period' | 'currency'> => {
  const known = new Map(feed.map((row) => [row.item_id, row]))
  return {
    rows: rows.map((row) => figuresOf(row, known.get(row.item_id))),
    unseen,
    more: Number(rows[0]?.found ?? 0) - rows.length,
  }
}
