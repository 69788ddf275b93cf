// What an entry of the data layer says, if it is an event that Minnow should know. Pure.

/** minnow: the tag itself or a call of it. gtag: `gtag('event', …)`. layer: a plain entry, as Google Tag Manager reads them. */
export type Witness = 'minnow' | 'gtag' | 'layer'
export type LayerEvent = { name: string; properties: Record<string, unknown>; witness: Witness }

/** Not actions of a visitor, or counted by the tag itself in its own way. */
const internal =
  /\.|^(gtm|page_?view|virtual_?page_?view|user_engagement|session_start|first_visit|scroll|conversion|consent|cookie|cmp|onetrust|optanon|gdpr|set|config|js)/i
/** Instructions to Google's scripts, and what Google hashes about the person. */
const instruction =
  /^(gtm\.|_|event|send_to$|groups$|non_interaction$|transport|user_(data|properties|id)|ecommerce$|debug)/

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const withoutInstructions = (given: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(given).filter(([key]) => !instruction.test(key)))

const itemFields = [
  'item_id',
  'item_name',
  'price',
  'quantity',
  'item_brand',
  'item_category',
  'item_variant',
  'coupon',
  'discount',
  'index',
]
/** A list that Minnow would refuse as too large is cut: the first items, by what is asked of them. */
const itemsCharacters = 9_000

const withoutExcess = (items: unknown): unknown => {
  if (!Array.isArray(items) || JSON.stringify(items).length <= itemsCharacters) return items
  const kept: unknown[] = []
  for (const item of items.filter(isRecord)) {
    kept.push(
      Object.fromEntries(itemFields.filter((field) => item[field] !== undefined).map((field) => [field, item[field]])),
    )
    if (JSON.stringify(kept).length > itemsCharacters) return kept.slice(0, -1)
  }
  return kept
}

export const layerEventOf = (entry: unknown): LayerEvent | undefined => {
  if (!isRecord(entry)) return undefined
  // `gtag` pushes its `arguments`, which have indexes but are no array.
  const isCall = entry[0] === 'event'
  const said = isCall ? entry[1] : entry.event
  const given = isCall ? entry[2] : entry
  if (typeof said !== 'string' || internal.test(said)) return undefined
  const properties = isRecord(given) ? given : {}
  // A conversion sent to Google Ads or Floodlight repeats an action for them.
  if (/^(AW|DC)-/.test(String(properties.send_to))) return undefined
  const all = { ...withoutInstructions(properties), ...(isRecord(properties.ecommerce) ? properties.ecommerce : {}) }
  return {
    name: said === 'view_search_results' ? 'search' : said.slice(0, 100),
    properties: 'items' in all ? { ...all, items: withoutExcess(all.items) } : all,
    witness: isCall ? 'gtag' : 'layer',
  }
}
