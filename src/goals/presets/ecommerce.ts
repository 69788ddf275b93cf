import { any, event, macros, milestones, type Preset, supporting } from './preset-goal.ts'
import * as shared from './shared.ts'

/** A shop: from the first look to the purchase, in GA4's names. */
export const ecommerce: Preset = {
  goals: [
    ...macros({ preset_key: 'purchase', name: 'Purchase', value: { kind: 'event' }, condition: event('purchase') }),
    ...milestones(
      { preset_key: 'sign_up', name: 'Sign-up', counting: 'person', condition: event('sign_up') },
      { preset_key: 'view_item', name: 'Product view', condition: event('view_item') },
      { preset_key: 'add_to_cart', name: 'Add to cart', condition: event('add_to_cart') },
      { preset_key: 'begin_checkout', name: 'Checkout', condition: event('begin_checkout') },
      { preset_key: 'add_shipping_info', name: 'Shipping info', condition: event('add_shipping_info') },
      { preset_key: 'add_payment_info', name: 'Payment info', condition: event('add_payment_info') },
    ),
    ...supporting(
      shared.newsletter,
      {
        preset_key: 'add_to_wishlist',
        name: 'Wish list',
        group: 'interest',
        condition: any(event('add_to_wishlist'), event('save')),
      },
      shared.share,
      shared.search,
      shared.video,
      shared.download,
      shared.comment,
      ...shared.contacts,
      shared.contactConfirmed,
      shared.mention,
      shared.postActions,
    ),
  ],
  funnels: [
    {
      preset_key: 'purchase_path',
      name: 'From product to purchase',
      steps: ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'],
      window_seconds: 30 * 86_400,
    },
    {
      preset_key: 'checkout',
      name: 'Checkout, form by form',
      steps: ['begin_checkout', 'add_shipping_info', 'add_payment_info', 'purchase'],
      window_seconds: 86_400,
    },
  ],
}
