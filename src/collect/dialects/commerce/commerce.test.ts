import { describe, expect, test } from 'vitest'
import { commerceOf } from './commerce.ts'
import { ga4Names } from './names.ts'

describe("the words of Segment's e-commerce spec", () => {
  test.each(Object.entries(ga4Names).filter(([name]) => name !== 'checkout step completed'))(
    '"%s" is %s, however it is written',
    (spec, ga4) => {
      const capital = spec.replace(/\b\w/g, (letter) => letter.toUpperCase())
      for (const written of [spec, capital, spec.replaceAll(' ', '_')]) expect(commerceOf(written, {}).name).toBe(ga4)
    },
  )

  test('a completed step is the step that its properties tell of', () => {
    expect(commerceOf('Checkout Step Completed', { shipping_method: 'post' }).name).toBe('add_shipping_info')
    expect(commerceOf('Checkout Step Completed', { payment_method: 'card' }).name).toBe('add_payment_info')
    expect(commerceOf('Checkout Step Completed', { step: 1 }).name).toBe('checkout_step_completed')
  })

  test('products are items, and what is money is no property', () => {
    const order = {
      ...{ order_id: 'A-1', revenue: 30, total: 33, currency: 'EUR', tax: 2, coupon: 'TET' },
      products: [
        { product_id: 'tea', sku: 'T1', name: 'Tea', category: 'Green', price: '14.5', quantity: '2', position: 1 },
      ],
    }
    expect(commerceOf('Order Completed', order)).toEqual({
      ...{ name: 'purchase', value: 30, currency: 'EUR', transaction_id: 'A-1' },
      properties: {
        items: [
          { item_id: 'tea', sku: 'T1', item_name: 'Tea', item_category: 'Green', price: 14.5, quantity: 2, index: 1 },
        ],
        ...{ tax: 2, coupon: 'TET' },
      },
    })
  })

  test('a product said by the event itself is its one item, and what it costs is the value', () => {
    const added = commerceOf('Product Added', { product_id: 'tea', price: 19.99, quantity: 3, cart_id: 'c' })
    expect(added).toMatchObject({ value: 59.97, properties: { items: [{ item_id: 'tea' }], cart_id: 'c' } })
  })

  test('a refund without an amount is of the whole order, whatever its items cost', () => {
    const products = [{ product_id: 'tea', price: 10 }]
    expect(commerceOf('Order Refunded', { order_id: 'A-1', products }).value).toBeUndefined()
    expect(commerceOf('Order Refunded', { order_id: 'A-1', revenue: 5, products }).value).toBe(5)
  })

  test('other names keep their properties; "value" that is no number is one of them', () => {
    expect(commerceOf('Asked', { value: 'high', topic: 'x' })).toMatchObject({
      properties: { value: 'high', topic: 'x' },
    })
    expect(commerceOf('Paid', { revenue: 3, currency: 'EUR', topic: 'x' })).toEqual({
      ...{ name: 'Paid', value: 3, currency: 'EUR', transaction_id: undefined, properties: { topic: 'x' } },
    })
    expect(commerceOf('constructor', {}).name).toBe('constructor')
  })
})
