import type { IncomingEvent, KnownFacts } from '../../../contract/collect.ts'
import { parseTime } from '../parse-time.ts'
import type { ImportFormat, Row, Turned } from '../turn.ts'
import { addressWith, countryCode, deviceOf, shortText } from './shared.ts'

/**
 * GA4's export to BigQuery, one row an event, as JSON Lines (numbers as text) or Parquet (nested lists in either of the
 * ways that writers have). Times are UTC to the microsecond and are kept to the millisecond. Names and parameters stay
 * GA4's; the session is GA4's own (user_pseudo_id and ga_session_id), and so is its source where the export says it.
 */
const object = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}

/** `[{…}]`, `{ list: [{ element: {…} }] }` and `{ list: [{ item: {…} }] }` are one list. */
const listOf = (value: unknown): Row[] => {
  const plain = Array.isArray(value)
    ? value
    : Array.isArray(object(value).list)
      ? (object(value).list as unknown[])
      : []
  return plain.map((one) => object(object(one).element ?? object(one).item ?? one))
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))
const number = (value: unknown): number | undefined => {
  if (value === null || value === undefined || value === '') return undefined
  const found = Number(value)
  return Number.isFinite(found) ? found : undefined
}

/** A parameter's value is the one of its four that is filled. */
const parameters = (value: unknown): Record<string, string | number> => {
  const found: Record<string, string | number> = {}
  for (const { key, value: typed } of listOf(value)) {
    const { string_value, int_value, float_value, double_value } = object(typed)
    const amount = number(int_value) ?? number(double_value) ?? number(float_value)
    const name = text(key)
    if (name === '') continue
    if (string_value !== null && string_value !== undefined) found[name] = text(string_value)
    else if (amount !== undefined) found[name] = amount
  }
  return found
}

const itemFields = [
  ...['item_id', 'item_name', 'item_brand', 'item_variant', 'item_category', 'item_category2', 'item_category3'],
  ...['price', 'quantity', 'coupon', 'discount', 'affiliation', 'item_list_id', 'item_list_name', 'promotion_id'],
] as const
const amounts = new Set(['price', 'quantity', 'discount'])

const itemsOf = (value: unknown): Row[] =>
  listOf(value).map((item) =>
    Object.fromEntries(
      itemFields.flatMap((field): [string, string | number][] => {
        const written = text(item[field])
        if (written === '' || written === '(not set)') return []
        const amount = amounts.has(field) ? number(item[field]) : undefined
        return [[field, amount ?? written]]
      }),
    ),
  )

/** What GA4 says of the session's source, surest first: of the event, of the session, and of the person's first one. */
const campaignOf = (row: Row, sessionNumber: unknown): Record<string, string> => {
  const collected = object(row.collected_traffic_source)
  const last = object(object(row.session_traffic_source_last_click).manual_campaign)
  const first = Number(sessionNumber) === 1 ? object(row.traffic_source) : {}
  const pick = (...found: unknown[]): string =>
    found.map(text).find((one) => one !== '' && !/^\((not set|direct|none|data deleted)\)$/.test(one)) ?? ''
  const source = pick(collected.manual_source, last.source, first.source)
  if (source === '') return {}
  return {
    utm_source: source,
    utm_medium: pick(collected.manual_medium, last.medium, first.medium),
    utm_campaign: pick(collected.manual_campaign_name, last.campaign_name, first.name),
    utm_term: pick(collected.manual_term, last.term),
    utm_content: pick(collected.manual_content, last.content),
  }
}

const knownOf = (row: Row): KnownFacts => {
  const device = object(row.device)
  const web = object(device.web_info)
  const geo = object(row.geo)
  return {
    ...(device.category ? { device: deviceOf(text(device.category)) } : {}),
    ...shortText('browser', text(web.browser) || text(device.browser)),
    ...shortText('browser_version', text(web.browser_version) || text(device.browser_version)),
    ...shortText('os', text(device.operating_system)),
    ...shortText('os_version', text(device.operating_system_version)),
    ...countryCode(text(geo.country)),
    ...shortText('region', text(geo.region)),
    ...shortText('city', text(geo.city)),
  }
}

const yesNo = (value: unknown): 'granted' | 'denied' | undefined => {
  const said = text(value).toLowerCase()
  if (said === 'yes' || said === 'true') return 'granted'
  return said === 'no' || said === 'false' ? 'denied' : undefined
}

const consentOf = (row: Row): Pick<IncomingEvent, 'consent'> => {
  const { ads_storage, analytics_storage } = object(row.privacy_info)
  const [ads, analytics] = [yesNo(ads_storage), yesNo(analytics_storage)]
  if (!ads && !analytics) return {}
  return { consent: { ...(ads && { ad_storage: ads }), ...(analytics && { analytics_storage: analytics }) } }
}

/** Told elsewhere in the event. */
const told = new Set(['page_location', 'page_referrer', 'page_title', 'ga_session_id', 'value', 'currency'])
const also: Record<string, string> = { video_title: 'video', link_url: 'href', form_id: 'form' }

const turn = (row: Row): Turned => {
  const micros = row.event_timestamp
  const time = parseTime(typeof micros === 'string' ? Number(micros) : micros, 'UTC')
  if (time === undefined) return { problem: 'invalid_time', detail: `"${text(micros)}" is no event_timestamp` }
  const name = text(row.event_name)
  if (name === '') return { problem: 'invalid', detail: 'the row has no event_name' }
  const asked = parameters(row.event_params)
  const ecommerce = object(row.ecommerce)
  const visitor = text(row.user_pseudo_id)
  const session = text(asked.ga_session_id)
  const isSale = name === 'purchase' || name === 'refund'
  const value =
    number(asked.value) ?? (isSale ? number(ecommerce.purchase_revenue ?? ecommerce.refund_value) : undefined)
  const transaction = text(ecommerce.transaction_id) || text(asked.transaction_id)
  const items = itemsOf(row.items)
  const kept = Object.entries(asked).filter(([key]) => !told.has(key) && key !== 'transaction_id')
  const renamed = kept.flatMap(([key, one]) => (also[key] ? [[also[key], one] as const] : []))
  const url = text(asked.page_location)
  const referrer = text(asked.page_referrer)
  const campaign = campaignOf(row, asked.ga_session_number)
  const language = text(object(row.device).language)
  const event: IncomingEvent = {
    ...{ name, time: Math.round(time), known: knownOf(row), ...consentOf(row) },
    ...(visitor && { visitor }),
    // GA4 gives each browser sessions of its own, by the second in which they began.
    ...(session && { session }),
    ...(url && { url: url.slice(0, 2_048) }),
    ...(referrer && { referrer: referrer.slice(0, 2_048) }),
    ...(campaign.utm_source && {
      entry: { url: addressWith(url, campaign), ...(referrer && { referrer: referrer.slice(0, 2_048) }) },
    }),
    ...(text(asked.page_title) && { title: text(asked.page_title).slice(0, 500) }),
    ...(language && { language: language.slice(0, 35) }),
    ...(value !== undefined && { value }),
    ...(/^[A-Za-z]{3}$/.test(text(asked.currency)) && { currency: text(asked.currency) }),
    ...(transaction && transaction !== '(not set)' && { transaction_id: transaction.slice(0, 200) }),
    ...(text(row.user_id) && { user: text(row.user_id).slice(0, 200) }),
    properties: { ...Object.fromEntries([...kept, ...renamed]), ...(items.length > 0 && { items }) },
  }
  return { events: [event] }
}

export const ga4: ImportFormat = {
  kind: 'ga4',
  isLike: (columns) => ['event_name', 'event_timestamp', 'user_pseudo_id'].every((column) => columns.includes(column)),
  start: () => turn,
}
