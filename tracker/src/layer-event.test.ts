import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layerEventOf } from './layer-event.ts'

/** What `gtag(…)` pushes. */
const call = (...args: unknown[]): unknown => Object.assign({}, args)

describe('an entry of the data layer', () => {
  test('by gtag carries its parameters, without instructions to Google', () => {
    const entry = call('event', 'purchase', {
      transaction_id: 'T1',
      value: 25,
      currency: 'EUR',
      send_to: 'G-1',
      event_callback() {},
      user_data: { email: 'x' },
    })
    expect(layerEventOf(entry)).toEqual({
      name: 'purchase',
      witness: 'gtag',
      properties: { transaction_id: 'T1', value: 25, currency: 'EUR' },
    })
  })

  test('by the tag manager carries its ecommerce part', () => {
    const entry = {
      event: 'add_to_cart',
      ecommerce: { value: 9, items: [{ item_id: 'a' }] },
      button: 'top',
      'gtm.uniqueEventId': 3,
      eventCallback() {},
      _clear: true,
    }
    expect(layerEventOf(entry)).toEqual({
      name: 'add_to_cart',
      witness: 'layer',
      properties: { button: 'top', value: 9, items: [{ item_id: 'a' }] },
    })
  })

  test.each([
    [call('js', new Date())],
    [call('config', 'G-1')],
    [call('consent', 'default', {})],
    [call('set', { currency: 'EUR' })],
    [call('event', 'page_view')],
    [call('event', 'conversion', { send_to: 'AW-1/x' })],
    [call('event', 'purchase', { send_to: 'AW-1/x' })],
    [call('event', 7)],
    [{ event: 'gtm.js', 'gtm.start': 1 }],
    [{ event: 'gtm.scrollDepth' }],
    [{ event: 'cookie_consent_update' }],
    [{ event: 'OneTrustLoaded' }],
    [{ ecommerce: null }],
    [null],
    [undefined],
    ['event'],
    [[]],
    [() => {}],
  ])('that is no action is left: %j', (entry) => {
    expect(layerEventOf(entry)).toBeUndefined()
  })

  test('with a long list of items carries as many as Minnow takes, by what is asked of them', () => {
    const items = Array.from({ length: 200 }, (_, index) => ({
      item_id: `sku-${index}`,
      price: 9,
      note: 'x'.repeat(100),
    }))
    const kept = layerEventOf({ event: 'view_item_list', ecommerce: { items } })?.properties.items as unknown[]
    expect(kept.length).toBe(200)
    expect(kept[0]).toEqual({ item_id: 'sku-0', price: 9 })
    const many = layerEventOf({ event: 'view_item_list', ecommerce: { items: [...items, ...items, ...items] } })
      ?.properties.items as unknown[]
    expect(JSON.stringify(many).length).toBeLessThan(10_000)
    expect(many.length).toBeGreaterThan(200)
  })

  test('of any shape never throws', () => {
    fc.assert(
      fc.property(fc.anything(), fc.anything(), (name, parameters) => {
        layerEventOf(call('event', name, parameters))
        layerEventOf({ event: name, ecommerce: parameters })
        layerEventOf(parameters)
      }),
    )
  })
})
