import type { IncomingEvent, KnownFacts } from '../../../contract/collect.ts'
import { parseTime } from '../parse-time.ts'
import type { ImportFormat, Row, Turned } from '../turn.ts'
import { addressWith, countryCode, deviceOf, shortText } from './shared.ts'

/**
 * Matomo's visits log (Live.getLastVisitsDetails), a row a visit with the actions inside it: as JSON, or as CSV with
 * columns like actionDetails_0_url. A visit of Matomo stays one session, whatever our rule of 30 minutes says, and
 * keeps the source that Matomo gave it. Times are UTC seconds.
 */
const object = (value: unknown): Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {}
const text = (value: unknown): string => (value === null || value === undefined || value === false ? '' : String(value))
const amount = (value: unknown): number | undefined => {
  const found = Number(text(value))
  return text(value) === '' || !Number.isFinite(found) ? undefined : found
}

const nested = /^(actionDetails|itemDetails)_(\d+)_(.+)$/

/** `actionDetails_0_url` … → a list. */
const unfold = (row: Row, list: string): Row[] => {
  if (Array.isArray(row[list])) return row[list].map(object)
  const found: Row[] = []
  for (const [column, value] of Object.entries(row)) {
    const [, name, place, rest] = nested.exec(column) ?? []
    if (name !== list || rest === undefined || value === '' || value === null) continue
    const index = Number(place)
    found[index] = { ...found[index], [rest]: value }
  }
  return found.filter((one) => one !== undefined)
}

const itemsOf = (action: Row): Row[] =>
  unfold(action, 'itemDetails').map((item) => ({
    ...(text(item.itemSKU) && { item_id: text(item.itemSKU) }),
    ...(text(item.itemName) && { item_name: text(item.itemName) }),
    ...(text(item.itemCategory) && { item_category: text(item.itemCategory) }),
    ...(amount(item.price) !== undefined && { price: amount(item.price) }),
    ...(amount(item.quantity) !== undefined && { quantity: amount(item.quantity) }),
  }))

type Made = Pick<IncomingEvent, 'name' | 'properties' | 'value' | 'transaction_id'>

/** Names that Matomo's users give are kept where they can be names here. */
const eventName = (given: string): string => {
  const name = given
    .replace(/[^\p{L}\p{M}\p{N}_$ .:/-]+/gu, ' ')
    .trim()
    .slice(0, 100)
  return /^[\p{L}_$]/u.test(name) ? name : `event ${name}`.trim()
}

const clicked = (action: Row): Row => ({ href: text(action.url) })

const actions: Record<string, (action: Row) => Made> = {
  action: () => ({ name: 'page_view', properties: {} }),
  outlink: (action) => ({ name: 'click', properties: { ...clicked(action), outbound: 'true' } }),
  download: (action) => ({
    name: 'file_download',
    properties: { ...clicked(action), file_name: text(action.url).split('/').at(-1) ?? '' },
  }),
  search: (action) => ({
    name: 'search',
    properties: { search_term: text(action.siteSearchKeyword) || text(action.pageTitle) },
  }),
  event: (action) => ({
    name: eventName(text(action.eventAction) || 'event'),
    ...(amount(action.eventValue) !== undefined && { value: amount(action.eventValue) }),
    properties: { event_category: text(action.eventCategory), event_name: text(action.eventName) },
  }),
  goal: (action) => ({
    name: eventName(text(action.goalName) || 'goal'),
    ...(amount(action.revenue) && { value: amount(action.revenue) }),
    properties: { matomo_goal: text(action.goalId) },
  }),
  ecommerceOrder: (action) => ({
    name: 'purchase',
    value: amount(action.revenue) ?? 0,
    ...(text(action.orderId) && { transaction_id: text(action.orderId).slice(0, 200) }),
    properties: {
      items: itemsOf(action),
      ...(amount(action.revenueTax) && { tax: amount(action.revenueTax) }),
      ...(amount(action.revenueShipping) && { shipping: amount(action.revenueShipping) }),
    },
  }),
  ecommerceAbandonedCart: (action) => ({
    name: 'view_cart',
    properties: { items: itemsOf(action), abandoned: 'true' },
  }),
}

const mediums: Record<string, string> = { search: 'organic', social: 'social', website: 'referral', ai: 'ai-assistant' }

/** Matomo's own word on where the visit came from, as campaign parameters. */
const sourceOf = (visit: Row): Record<string, string> => {
  const type = text(visit.referrerType)
  if (type === 'campaign') {
    return {
      utm_source: text(visit.campaignSource) || text(visit.referrerName),
      utm_medium: text(visit.campaignMedium) || 'campaign',
      utm_campaign: text(visit.campaignName) || text(visit.referrerName),
      utm_term: text(visit.campaignKeyword) || text(visit.referrerKeyword),
      utm_content: text(visit.campaignContent),
    }
  }
  const medium = mediums[type]
  return medium === undefined ? {} : { utm_source: text(visit.referrerName).toLowerCase(), utm_medium: medium }
}

const knownOf = (visit: Row): KnownFacts => ({
  ...(text(visit.deviceType) && { device: deviceOf(text(visit.deviceType)) }),
  ...shortText('browser', text(visit.browserName)),
  ...shortText('browser_version', text(visit.browserVersion)),
  ...shortText('os', text(visit.operatingSystemName)),
  ...shortText('os_version', text(visit.operatingSystemVersion)),
  ...countryCode(text(visit.countryCode)),
  ...shortText('region', text(visit.region)),
  ...shortText('city', text(visit.city)),
})

const turn = (visit: Row): Turned => {
  const visitor = text(visit.visitorId) || text(visit.fingerprint) || `visit:${text(visit.idVisit)}`
  const done = unfold(visit, 'actionDetails')
  const known = knownOf(visit)
  const source = sourceOf(visit)
  const referrer = text(visit.referrerUrl).slice(0, 2_048)
  const first = text(done.find(({ url }) => text(url) !== '')?.url)
  const currency = text(visit.siteCurrency)
  const events: IncomingEvent[] = []
  for (const action of done) {
    const time = parseTime(amount(action.timestamp), 'UTC')
    if (time === undefined) return { problem: 'invalid_time', detail: `"${text(action.timestamp)}" is no timestamp` }
    const type = text(action.type)
    const made = actions[type]?.(action) ?? { name: eventName(`matomo ${type}`), properties: {} }
    const page = type === 'outlink' || type === 'download' ? first : text(action.url)
    events.push({
      ...{ ...made, time, visitor, session: text(visit.idVisit), known },
      ...(page && { url: page.slice(0, 2_048) }),
      ...(text(action.pageTitle) && { title: text(action.pageTitle).slice(0, 500) }),
      entry: { url: addressWith(first, source), ...(referrer && { referrer }) },
      ...(/^[A-Z]{3}$/i.test(currency) && made.value !== undefined && { currency }),
      ...(text(visit.userId) && { user: text(visit.userId).slice(0, 200) }),
    })
  }
  return { events }
}

export const matomo: ImportFormat = {
  kind: 'matomo',
  isLike: (columns) =>
    columns.includes('idVisit') && columns.some((column) => column === 'actionDetails' || nested.test(column)),
  start: () => turn,
}
