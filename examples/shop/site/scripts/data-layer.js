import { categories, currency, findProduct } from './catalogue.js'

/** What every shop with GA4 does. Nothing here knows about Minnow: its tag listens to the same layer. */
window.dataLayer = window.dataLayer || []

const categoryName = (id) => categories.find((category) => category.id === id)?.name ?? ''

export const toItem = (product, { quantity = 1, index } = {}) => ({
  item_id: product.id,
  item_name: product.name,
  item_brand: 'Suối Trà',
  item_category: categoryName(product.category),
  price: product.price,
  quantity,
  ...(index === undefined ? {} : { index }),
})

export const toItems = (lines) =>
  lines.flatMap(({ id, quantity }) => {
    const product = findProduct(id)
    return product ? [toItem(product, { quantity })] : []
  })

export const sumOf = (items) => items.reduce((sum, item) => sum + item.price * item.quantity, 0)

/** GTM keeps the last `ecommerce` object, so it is cleared first. */
export const pushEcommerce = (event, ecommerce) => {
  window.dataLayer.push({ ecommerce: null })
  window.dataLayer.push({ event, ecommerce })
}

export const pushItems = (event, items, more = {}) =>
  pushEcommerce(event, { currency, value: sumOf(items), items, ...more })

export const pushList = (event, list, products) =>
  pushEcommerce(event, {
    item_list_id: list.id,
    item_list_name: list.name,
    items: products.map(({ product, index }) => toItem(product, { index })),
  })

export const pushEvent = (event, parameters = {}) => window.dataLayer.push({ event, ...parameters })
