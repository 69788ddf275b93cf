import { render } from '../platform/sql.ts'
import { reachedSql } from './filter.ts'

/*
 * What the roll-up tells apart. Every event has one mark, a number: which of these it is. Sets of marks are the bits of
 * a 64-bit number. Part of the schema: never reorder; to append, add a migration that makes the column anew.
 */

/** Events told by their name. */
const names = [
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
  'view_search_results',
  'save',
  'review',
  'enrolment',
  'trial',
  'consultation',
  'ebook_click',
  'follow',
  'mention',
] as const

type Level = { property: string; level: number }
/** Events told by more than their name; who has none of these is told by the name alone. */
type Finer = { name: string } & ({ property: string; value: string } | { reached: readonly Level[] })

const time: Level = { property: 'engaged_seconds', level: 60 }
const scroll: Level = { property: 'scroll_percent', level: 75 }
const end: Level = { property: 'video_percent', level: 100 }

const finer: readonly Finer[] = [
  ...['messenger', 'facebook', 'zalo', 'line', 'whatsapp', 'phone', 'mail', 'map'].map((value) => ({
    name: 'contact',
    property: 'method',
    value,
  })),
  { name: 'share', property: 'method', value: 'follow' },
  // The first that is true of an event is its mark.
  { name: 'engagement', reached: [time, scroll] },
  { name: 'engagement', reached: [time] },
  { name: 'engagement', reached: [scroll] },
  { name: 'video_start', reached: [end] },
  { name: 'video_progress', reached: [end] },
  { name: 'video_complete', reached: [end] },
]

const otherMark = 63
/** Shifted by as much, a 64-bit number has no bit left: what never counts. */
const noMark = 64

const placeOf = (place: number): number => names.length + place

const meetsFiner = (one: Finer): string => {
  const rest =
    'value' in one
      ? [`properties['${one.property}'] = '${one.value}'`]
      : one.reached.map(({ property, level }) => render(reachedSql(property, level)))
  return [`name = '${one.name}'`, ...rest].join(' AND ')
}

/** The column beside those of event.ts: 64 for a purchase that was counted before. */
export const markColumn = `mark UInt8 MATERIALIZED multiIf(repeat = 1 AND name = 'purchase', ${noMark},
  ${finer.map((one, place) => `${meetsFiner(one)}, ${placeOf(place)}`).join(',\n  ')},
  transform(toString(name), [${names.map((name) => `'${name}'`).join(', ')}], [${names.map((_, mark) => mark).join(', ')}], ${otherMark}))`

const bit = (mark: number): bigint => 1n << BigInt(mark)
const all = (bits: readonly bigint[]): bigint => bits.reduce((some, one) => some | one, 0n)

const finerBits = (of: (one: Finer) => boolean): bigint =>
  all(finer.flatMap((one, place) => (of(one) ? [bit(placeOf(place))] : [])))

/** The one mark of a name that no other event has. */
export const markOf = (name: (typeof names)[number]): number => names.indexOf(name)

/** All bits that events of this name can have, which others may have too. */
export const nameBits = (name: string): bigint => {
  const mark = (names as readonly string[]).indexOf(name)
  return mark === -1 ? bit(otherMark) : bit(mark) | finerBits((one) => one.name === name)
}

/** The bits that exactly the events of this name have; undefined when it is not told apart. */
export const toldByName = (name: string): bigint | undefined => {
  const bits = nameBits(name)
  return bits === bit(otherMark) ? undefined : bits
}

/** The same of a name and a property's value. */
export const toldByValue = (name: string, property: string, value: string): bigint | undefined =>
  finerBits((one) => 'value' in one && one.name === name && one.property === property && one.value === value) ||
  undefined

/** The same of a name and a level that a property reached with this event. */
export const toldByLevel = (name: string, property: string, level: number): bigint | undefined =>
  finerBits(
    (one) =>
      'reached' in one &&
      one.name === name &&
      one.reached.some((reached) => reached.property === property && reached.level === level),
  ) || undefined
