/**
 * The event names Minnow knows, which are GA4's wherever GA4 has one.
 * A site may send any other name too; these are the ones that presets, the tag and reports rely on.
 * `properties` are what the tag sends with it (all optional for other senders).
 */
export const eventNames = {
  page_view: { by: 'tag', properties: ['trigger'] }, // trigger: load | navigation | back_forward_cache
  /** Sent when a page is hidden or left, cumulative for the page view; `…_before` is what the previous one said, so that "reached 75 %" is true of exactly one event. */
  engagement: {
    by: 'tag',
    properties: ['engaged_seconds', 'engaged_seconds_before', 'scroll_percent', 'scroll_percent_before'],
  },
  /** Any click on a link or button that has no more telling name below. */
  click: { by: 'tag', properties: ['selector', 'text', 'href', 'outbound'] },
  /** A tap that opens a way to talk: method is facebook | messenger | line | zalo | whatsapp | phone | mail | map. */
  contact: { by: 'tag', properties: ['method', 'selector', 'text', 'href'] },
  file_download: { by: 'tag', properties: ['file_name', 'file_extension', 'href', 'selector', 'text'] },
  form_start: { by: 'tag', properties: ['form', 'fields'] },
  form_submit: { by: 'tag', properties: ['form', 'fields', 'destination'] },
  /** A form was submitted and neither a new page nor a changed page followed. */
  form_failed: { by: 'tag', properties: ['form', 'reason'] },
  share: { by: 'tag', properties: ['method', 'href', 'selector', 'text', 'content_type', 'item_id'] },
  comment: { by: 'tag', properties: ['form'] },
  search: { by: 'tag', properties: ['search_term'] },
  video_start: { by: 'tag', properties: ['video', 'provider', 'video_percent', 'video_percent_before'] },
  video_progress: { by: 'tag', properties: ['video', 'provider', 'video_percent', 'video_percent_before'] },
  video_complete: { by: 'tag', properties: ['video', 'provider', 'video_percent', 'video_percent_before'] },
  /** metric is LCP | INP | CLS | FCP | TTFB; measure in ms (CLS: unitless); rating good | needs-improvement | poor. */
  web_vital: { by: 'tag', properties: ['metric', 'measure', 'rating'] },
  media_error: { by: 'tag', properties: ['media', 'tag', 'reason'] },
  script_error: { by: 'tag', properties: ['message', 'file', 'line'] },
  page_missing: { by: 'tag', properties: ['status'] },
  identify: { by: 'tag', properties: [] },
  /** Somebody wrote about the brand elsewhere: from a feed, a webhook, the API or a file. Not a visit. */
  mention: {
    by: 'others',
    properties: ['network', 'author', 'link', 'text', 'hashtags', 'campaign', 'sentiment', 'reach', 'way'],
  },
  /** A chat's webhook says that a contact click became a contact: method is line | messenger. */
  contact_confirmed: { by: 'others', properties: ['method', 'began_with', 'joined'] },
  view_item_list: { by: 'shop', properties: ['item_list_id', 'items'] },
  select_item: { by: 'shop', properties: ['item_list_id', 'items'] },
  view_item: { by: 'shop', properties: ['items'] },
  add_to_wishlist: { by: 'shop', properties: ['items'] },
  add_to_cart: { by: 'shop', properties: ['items'] },
  remove_from_cart: { by: 'shop', properties: ['items'] },
  view_cart: { by: 'shop', properties: ['items'] },
  begin_checkout: { by: 'shop', properties: ['items', 'coupon'] },
  add_shipping_info: { by: 'shop', properties: ['items', 'coupon', 'shipping_tier'] },
  add_payment_info: { by: 'shop', properties: ['items', 'coupon', 'payment_type'] },
  purchase: { by: 'shop', properties: ['items', 'coupon', 'tax', 'shipping', 'affiliation'] },
  refund: { by: 'shop', properties: ['items'] },
  generate_lead: { by: 'shop', properties: ['lead_source'] },
  newsletter_signup: { by: 'shop', properties: ['form'] },
  sign_up: { by: 'shop', properties: ['method'] },
  login: { by: 'shop', properties: ['method'] },
} as const satisfies Record<string, { by: 'tag' | 'shop' | 'others'; properties: readonly string[] }>

export type KnownEventName = keyof typeof eventNames
