import { tableFormat } from './table-format.ts'

/** A product feed: Google Merchant's (text, XML) and its kin, or a list in JSON. `id` is what events call item_id. */
export const products = tableFormat({
  kind: 'products',
  table: 'products',
  time: 'none',
  needs: ['item_id'],
  tells: ['item_id', 'name', 'price'],
  fields: {
    item_id: { as: 'text', names: ['item_id', 'id', 'sku', 'product id', 'offer id'] },
    name: { as: 'text', names: ['item_name', 'title', 'name', 'product name'] },
    price: { as: 'amount', names: ['price', 'sale price', 'regular price'] },
    link: { as: 'text', names: ['link', 'url', 'product url'] },
    image: { as: 'text', names: ['image_link', 'image', 'image url', 'images'] },
    brand: { as: 'text', names: ['item_brand', 'brand', 'vendor'] },
    category: {
      as: 'text',
      names: ['product_type', 'item_category', 'google_product_category', 'category', 'categories'],
    },
    availability: { as: 'text', names: ['availability', 'stock status'] },
  },
})
