import { type Fields, fieldsOf, isFields, listOf, lookUp, numberOf, textOf, without } from '../values.ts'

/** Fields of a product in Segment's e-commerce spec v2 → of an item in GA4's. Others stay as they are. */
const itemNames: Record<string, string> = {
  product_id: 'item_id',
  name: 'item_name',
  brand: 'item_brand',
  category: 'item_category',
  variant: 'item_variant',
  position: 'index',
}

/** What makes a product of an event that says it in its own properties. */
const productFields = new Set([
  ...Object.keys(itemNames),
  ...['sku', 'price', 'quantity', 'url', 'image_url', 'productId', 'id'],
])

const itemOf = (product: Fields): Fields => {
  const item = Object.fromEntries(
    Object.entries(product).map(([name, value]) => {
      const number = name === 'price' || name === 'quantity' ? numberOf(value) : value
      return [lookUp(itemNames, name) ?? name, number]
    }),
  )
  const id = item.item_id ?? textOf(product.productId) ?? textOf(product.id) ?? textOf(product.sku)
  return id === undefined ? item : { ...item, item_id: id }
}

/** `products`, or the one product that the properties themselves are; and the properties that are left. */
export const itemsOf = (properties: Fields): { items: Fields[]; rest: Fields } => {
  const { products, ...others } = properties
  if (Array.isArray(products)) return { items: listOf(products).filter(isFields).map(itemOf), rest: others }
  const isProduct = ['product_id', 'productId', 'sku'].some((name) => textOf(properties[name]) !== undefined)
  if (!isProduct) return { items: [], rest: others }
  const isOfProduct = ([name]: [string, unknown]): boolean => productFields.has(name)
  const product = Object.fromEntries(Object.entries(others).filter(isOfProduct))
  return { items: [itemOf(product)], rest: without(others, productFields) }
}

/** What the items cost together; undefined where none has a price. */
export const priceOf = (items: readonly Fields[]): number | undefined => {
  const priced = items.map(fieldsOf).filter(({ price }) => numberOf(price) !== undefined)
  if (priced.length === 0) return undefined
  const total = priced.reduce((sum, { price, quantity }) => sum + (numberOf(price) ?? 0) * (numberOf(quantity) ?? 1), 0)
  // Cents as floating point: 3 × 19.99 is 59.97, not 59.97000000000001.
  return Math.round(total * 10_000) / 10_000
}
