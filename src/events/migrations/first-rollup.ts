/*
 * The roll-up as the first schema had it; 0005 puts another in its place. It stands here so that the first migration
 * stays what it was.
 */

const told = [
  'page_view',
  'engagement',
  'click',
  'contact',
  'file_download',
  'form_start',
  'form_submit',
  'form_failed',
  'share',
  'comment',
  'search',
  'video_start',
  'video_progress',
  'video_complete',
  'web_vital',
  'media_error',
  'script_error',
  'page_missing',
  'identify',
  'view_item_list',
  'select_item',
  'view_item',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'view_cart',
  'begin_checkout',
  'add_shipping_info',
  'add_payment_info',
  'purchase',
  'refund',
  'generate_lead',
  'newsletter_signup',
  'sign_up',
  'login',
]

const otherBit = 63
const names = `[${told.map((name) => `'${name}'`).join(', ')}]`
const bits = `[${told.map((_, bit) => bit).join(', ')}]`

const quarter = 'toStartOfFifteenMinutes(ts)'
const quarterOpened = 'toStartOfFifteenMinutes(session_started)'
const crossing = `if(equals(${quarter}, ${quarterOpened}), 0, session)`

export const nameBitColumn = `name_bit UInt64 MATERIALIZED
  if(repeat = 1 AND name = 'purchase', 0, bitShiftLeft(toUInt64(1), transform(toString(name), ${names}, ${bits}, ${otherBit})))`

const projections = {
  rollup_tally: { keys: ['site', quarter, 'channel', 'name_bit'], aggregates: ['count()', 'sum(session_opens)'] },
  rollup_people: { keys: ['site', quarter, 'visitor', 'channel'], aggregates: ['groupBitOr(name_bit)'] },
  rollup_crossings: { keys: ['site', quarter, quarterOpened, crossing, 'channel'], aggregates: ['count()'] },
} as const

/** The projections as they stand in CREATE TABLE. */
export const firstRollup: readonly string[] = Object.entries(projections).map(
  ([name, { keys, aggregates }]) =>
    `PROJECTION ${name} (SELECT ${[...keys, ...aggregates].join(', ')} GROUP BY ${keys.join(', ')})`,
)
