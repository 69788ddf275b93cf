import type { IncomingEvent } from '../../../contract/collect.ts'
import { incoming, type Said } from '../incoming.ts'
import { knownOf } from '../known.ts'
import { type Fields, fieldsOf, isFields, listOf, lookUp, numberOf, parseJson, textOf } from '../values.ts'
import { mediaOf } from './media.ts'

/** Matomo's own campaign parameters → the usual ones, in the address of the page. */
const campaignNames: Record<string, string> = {
  ...{ mtm_campaign: 'utm_campaign', matomo_campaign: 'utm_campaign', pk_campaign: 'utm_campaign' },
  ...{
    mtm_kwd: 'utm_term',
    mtm_keyword: 'utm_term',
    matomo_kwd: 'utm_term',
    pk_kwd: 'utm_term',
    pk_keyword: 'utm_term',
  },
  ...{ mtm_source: 'utm_source', pk_source: 'utm_source', mtm_medium: 'utm_medium', pk_medium: 'utm_medium' },
  ...{ mtm_content: 'utm_content', pk_content: 'utm_content' },
}

const addressOf = (text: string | null): string | undefined => {
  const url = text === null ? undefined : textOf(text, 2_048)
  if (url === undefined || !/[?&#](mtm|pk|matomo)_/.test(url)) return url
  return url.replace(/([?&#])((?:mtm|pk|matomo)_[a-z]+)=/g, (whole, before: string, name: string) => {
    const usual = lookUp(campaignNames, name)
    return usual === undefined ? whole : `${before}${usual}=`
  })
}

/** `[[sku, name, category or categories, price, quantity], …]` as items. */
const itemsOf = (text: string | null): Fields[] =>
  listOf(parseJson(text ?? '')).flatMap((row) => {
    if (!Array.isArray(row)) return []
    const [sku, name, category, price, quantity] = row as unknown[]
    const categories = listOf(category).map((one) => textOf(one))
    return [
      {
        item_id: textOf(sku),
        item_name: textOf(name),
        item_category: Array.isArray(category) ? categories[0] : textOf(category),
        ...(categories.length > 1 && { item_category2: categories[1] }),
        price: numberOf(price),
        quantity: numberOf(quantity) ?? 1,
      },
    ]
  })

const customVariables = (text: string | null): Fields =>
  Object.fromEntries(
    Object.values(fieldsOf(parseJson(text ?? ''))).flatMap((pair) => {
      const [name, value] = listOf(pair)
      const key = textOf(name, 80)
      return key === undefined ? [] : [[key, value]]
    }),
  )

/** What is kept as it is: custom dimensions and variables, times of loading, and what the sender knows of the place. */
const keptOf = (hit: URLSearchParams): Fields => {
  const kept: Fields = { ...customVariables(hit.get('_cvar')), ...customVariables(hit.get('cvar')) }
  for (const [name, value] of hit) {
    if (/^(dimension\d{1,3}|pf_(net|srv|tfr|dm1|dm2|onl)|pv_id)$/.test(name)) kept[name] = value
  }
  const named = {
    res: 'screen_resolution',
    _rcn: 'attribution_campaign',
    _rck: 'attribution_keyword',
  }
  for (const [name, ours] of Object.entries(named)) if (hit.get(name)) kept[ours] = hit.get(name)
  return kept
}

const visitorOf = (hit: URLSearchParams): string | undefined => {
  const uid = textOf(hit.get('uid'))
  return (
    textOf(hit.get('cid')) ?? textOf(hit.get('_id')) ?? (uid === undefined ? undefined : `uid:${uid}`.slice(0, 200))
  )
}

const commonOf = (hit: URLSearchParams): Omit<Said, 'name' | 'properties'> => ({
  time: hit.get('cdt') ?? undefined,
  visitor: visitorOf(hit),
  url: addressOf(hit.get('url')),
  referrer: hit.get('urlref'),
  title: hit.get('action_name'),
  language: hit.get('lang')?.split(',')[0],
  user: { id: hit.get('uid') },
  ip: hit.get('cip'),
  user_agent: hit.get('ua'),
  known: knownOf({ country: hit.get('country'), region: hit.get('region'), city: hit.get('city') }),
})

const orderOf = (hit: URLSearchParams): Omit<Said, 'properties'> & { properties: Fields } => {
  const items = itemsOf(hit.get('ec_items'))
  const order = textOf(hit.get('ec_id'))
  const properties: Fields = {
    items,
    ...{ tax: numberOf(hit.get('ec_tx')), shipping: numberOf(hit.get('ec_sh')), discount: numberOf(hit.get('ec_dt')) },
    subtotal: numberOf(hit.get('ec_st')),
  }
  const value = hit.get('revenue')
  if (order !== undefined) return { name: 'purchase', value, transaction_id: order, properties }
  // Matomo tells the whole cart each time it changes: with something in it, something was put in.
  return { name: items.length > 0 ? 'add_to_cart' : 'remove_from_cart', value, properties }
}

const productOf = (hit: URLSearchParams): Fields | undefined => {
  const [id, name, category] = ['_pks', '_pkn', '_pkc'].map((field) => textOf(hit.get(field)))
  if (id === undefined && name === undefined) return undefined
  return { item_id: id, item_name: name, item_category: category, price: numberOf(hit.get('_pkp')) }
}

type Told = { name: string; properties?: Fields; value?: unknown; transaction_id?: unknown }

const isTrue = (hit: URLSearchParams, name: string): boolean => hit.get(name) === '1'

/** What the hit is about, in the order in which Matomo decides it; undefined for a page view. */
const toldOf = (hit: URLSearchParams): Told | undefined => {
  const goal = hit.get('idgoal')
  if (goal === '0') return orderOf(hit)
  if (hit.get('e_c') !== null && textOf(hit.get('e_a')) !== undefined) {
    const properties = { event_category: hit.get('e_c'), event_name: hit.get('e_n'), event_value: hit.get('e_v') }
    return { name: hit.get('e_a') ?? '', properties }
  }
  if (hit.get('ma_id')) return mediaOf(hit)
  if (hit.get('c_n')) {
    const properties = {
      content: hit.get('c_n'),
      piece: hit.get('c_p'),
      target: hit.get('c_t'),
      interaction: hit.get('c_i'),
    }
    return { name: hit.get('c_i') ? 'content_interaction' : 'content_impression', properties }
  }
  if (hit.get('search') !== null) {
    const properties = {
      search_term: hit.get('search'),
      search_category: hit.get('search_cat'),
      results: hit.get('search_count'),
    }
    return { name: 'search', properties }
  }
  if (hit.get('download')) return { name: 'file_download', properties: { href: hit.get('download') } }
  if (hit.get('link')) return { name: 'click', properties: { href: hit.get('link'), outbound: true } }
  if (goal) return { name: `goal ${goal}`, value: hit.get('revenue'), properties: { goal_id: goal } }
  return undefined
}

/** The events of one request of the tracking API; none for a heartbeat, and for what names no page and no action. */
export const eventsOf = (hit: URLSearchParams): IncomingEvent[] => {
  if (isTrue(hit, 'ping')) return []
  const common = commonOf(hit)
  const kept = keptOf(hit)
  const told = toldOf(hit)
  if (told) return [incoming({ ...common, ...told, properties: { ...told.properties, ...kept } })]
  if (isTrue(hit, 'ca') || (common.url === undefined && !common.title)) return []
  const view = textOf(hit.get('pv_id'), 20)
  const id = view && common.visitor ? `mtm ${view} ${String(common.visitor)} ${String(common.url)}` : undefined
  const page = incoming({ ...common, id, name: 'page_view', properties: kept })
  const product = productOf(hit)
  if (!isFields(product)) return [page]
  return [
    page,
    incoming({ ...common, name: 'view_item', value: product.price, properties: { items: [product], ...kept } }),
  ]
}
