import { lookUp } from '../values.ts'

/**
 * Names of Segment's e-commerce spec v2 (and of its spec for accounts and videos) → GA4's. What GA4 has no name for keeps
 * its words, in GA4's spelling. A cancelled order is no refund here: Segment sends `Order Refunded` for the money.
 */
export const ga4Names: Record<string, string> = {
  'products searched': 'search',
  'product list viewed': 'view_item_list',
  'product list filtered': 'view_item_list',
  'promotion viewed': 'view_promotion',
  'promotion clicked': 'select_promotion',
  'product clicked': 'select_item',
  'product viewed': 'view_item',
  'product added': 'add_to_cart',
  'product removed': 'remove_from_cart',
  'cart viewed': 'view_cart',
  'checkout started': 'begin_checkout',
  'checkout step viewed': 'checkout_step_viewed',
  'checkout step completed': 'checkout_step_completed',
  'payment info entered': 'add_payment_info',
  'order completed': 'purchase',
  'order updated': 'order_updated',
  'order refunded': 'refund',
  'order cancelled': 'order_cancelled',
  'coupon entered': 'coupon_entered',
  'coupon applied': 'coupon_applied',
  'coupon denied': 'coupon_denied',
  'coupon removed': 'coupon_removed',
  'product added to wishlist': 'add_to_wishlist',
  'product removed from wishlist': 'remove_from_wishlist',
  'wishlist product added to cart': 'add_to_cart',
  'product shared': 'share',
  'cart shared': 'share',
  'product reviewed': 'product_reviewed',
  'signed up': 'sign_up',
  'signed in': 'login',
  'video playback started': 'video_start',
  'video playback completed': 'video_complete',
}

/** Properties of the spec → GA4's, where the names differ. */
export const ga4Properties: Record<string, string> = {
  query: 'search_term',
  list_id: 'item_list_id',
  list: 'item_list_name',
  shipping_method: 'shipping_tier',
  payment_method: 'payment_type',
  share_via: 'method',
  creative: 'creative_name',
}

const wordsOf = (event: string): string => event.trim().toLowerCase().replaceAll('_', ' ')

/** A completed step with a way of paying or of shipping is that step of GA4's checkout. */
export const ga4NameOf = (event: string, properties: Record<string, unknown>): string => {
  const name = lookUp(ga4Names, wordsOf(event))
  if (name === undefined) return event
  if (name !== 'checkout_step_completed') return name
  if (properties.payment_method !== undefined) return 'add_payment_info'
  return properties.shipping_method === undefined ? name : 'add_shipping_info'
}

export const isSpecName = (event: string): boolean => Object.hasOwn(ga4Names, wordsOf(event))
