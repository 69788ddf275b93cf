import type { IncomingEvent } from '../../../contract/collect.ts'
import { commerceOf } from '../commerce/commerce.ts'
import { incoming, type Said } from '../incoming.ts'
import { type Fields, fieldsOf, firstOf, isFields, listOf, lookUp, numberOf, textOf } from '../values.ts'
import { vitalsOf } from '../vitals.ts'

/** What PostHog's clients tell it about themselves, and what Minnow has no use for. */
const notUsed =
  /^\$(snapshot|performance_event|feature_flag_called|feature_interaction|feature_view|opt_in|\$heatmap|feature_enrollment_update|survey dismissed|experiment_started|dead_click|csp_violation)/

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const isFromBrowser = (properties: Fields): boolean => properties.$lib === 'web' || properties.$device_id !== undefined

/** A random id is a browser's; any other was given by somebody who knows the account. */
const userIdOf = (event: string, distinct: string | undefined, properties: Fields): string | undefined => {
  if (event === '$identify' || event === '$create_alias') return distinct
  const told = textOf(properties.$user_id)
  if (told !== undefined) return told
  return distinct === undefined || isFromBrowser(properties) || uuid.test(distinct) ? undefined : distinct
}

const visitorOf = (event: string, distinct: string | undefined, properties: Fields): string | undefined => {
  if (properties.$cookieless_mode === true || distinct === '$posthog_cookieless') return undefined
  if (event === '$create_alias') return textOf(properties.alias) ?? distinct
  return textOf(properties.$anon_distinct_id) ?? textOf(properties.$device_id) ?? distinct
}

/** Everything but what PostHog's client adds for itself, what is stored elsewhere, and campaign parameters of the address. */
const ownProperties = (properties: Fields): Fields =>
  Object.fromEntries(
    Object.entries(properties).filter(
      ([name, value]) =>
        !name.startsWith('$') && !/^(token|distinct_id|title|utm_\w+|\w*clid|gad_source)$/.test(name) && value !== null,
    ),
  )

/** The pressed element and those around it: the first with an address is the link. */
const clickOf = (properties: Fields): Fields => {
  const elements = listOf(properties.$elements).filter(isFields)
  const href = elements.map((element) => textOf(element.attr__href, 1_000)).find((one) => one !== undefined)
  const inChain = /(?:^|[;:"])attr__href="([^"]{1,1000})"|(?:^|[;:])href="([^"]{1,1000})"/.exec(
    String(properties.$elements_chain ?? ''),
  )
  const external = textOf(properties.$external_click_url, 1_000)
  return {
    text: textOf(properties.$el_text, 200) ?? textOf(elements[0]?.$el_text, 200),
    href: external ?? href ?? inChain?.[1] ?? inChain?.[2],
    ...(external !== undefined && { outbound: true }),
  }
}

const percentOf = (share: unknown): number => Math.round(Math.min(1, Math.max(0, numberOf(share) ?? 0)) * 100)

const engagementOf = (properties: Fields): Fields => ({
  engaged_seconds: Math.max(0, Math.round(numberOf(properties.$prev_pageview_duration) ?? 0)),
  engaged_seconds_before: 0,
  scroll_percent: percentOf(properties.$prev_pageview_max_content_percentage),
  scroll_percent_before: 0,
})

const exceptionOf = (properties: Fields): Fields => {
  const first = fieldsOf(listOf(properties.$exception_list)[0])
  const message = firstOf({ ...first, told: properties.$exception_message }, 'told', 'value', 'type')
  return { message: textOf(message, 500), file: properties.$exception_source }
}

const vitals = (properties: Fields): Fields[] =>
  vitalsOf(
    Object.fromEntries(
      ['LCP', 'INP', 'CLS', 'FCP'].map((name) => [name.toLowerCase(), properties[`$web_vitals_${name}_value`]]),
    ),
  )

type Told = Pick<Said, 'name' | 'value' | 'currency' | 'transaction_id' | 'properties'>

const clickNames: Record<string, string> = { click: 'click', submit: 'form_submit' }

const toldOf = (event: string, properties: Fields): Told[] => {
  const own = ownProperties(properties)
  switch (event) {
    case '$pageview':
      return [{ name: 'page_view', properties: own }]
    case '$pageleave':
      return [{ name: 'engagement', properties: { ...engagementOf(properties), ...own } }]
    case '$autocapture': {
      const name = lookUp(clickNames, textOf(properties.$event_type) ?? '')
      return name === undefined ? [] : [{ name, properties: { ...clickOf(properties), ...own } }]
    }
    case '$rageclick':
      return [{ name: 'rage_click', properties: { ...clickOf(properties), ...own } }]
    case '$identify':
    case '$create_alias':
    case '$set':
      return [{ name: 'identify' }]
    case '$groupidentify':
      return [{ name: 'group', properties: { group_type: properties.$group_type, group_id: properties.$group_key } }]
    case '$web_vitals':
      return vitals(properties).map((vital) => ({ name: 'web_vital', properties: vital }))
    case '$exception':
      return [{ name: 'script_error', properties: { ...exceptionOf(properties), ...own } }]
    case '$screen':
      return [{ name: 'screen_view', properties: { screen_name: properties.$screen_name, ...own } }]
    default:
      return notUsed.test(event) ? [] : [commerceOf(event, own)]
  }
}

/** The events that one of PostHog's stands for; none where Minnow has no use for it, undefined where it is none. */
export const eventsOf = (fields: Fields, receivedAt: number): IncomingEvent[] | undefined => {
  const event = textOf(fields.event)
  if (event === undefined) return undefined
  const properties = fieldsOf(fields.properties)
  const distinct = textOf(firstOf({ own: fields.distinct_id, inside: properties.distinct_id }, 'own', 'inside'))
  const person = { ...fieldsOf(properties.$set_once), ...fieldsOf(fields.$set), ...fieldsOf(properties.$set) }
  const offset = numberOf(fields.offset)
  const told = toldOf(event, properties)
  const id = textOf(fields.uuid, 100) ?? textOf(properties.$insert_id, 100)
  const common: Omit<Said, 'name'> = {
    time: fields.timestamp ?? (offset === undefined ? undefined : receivedAt - offset),
    visitor: visitorOf(event, distinct, properties),
    session: fields.session_id ?? properties.$session_id,
    url: properties.$current_url,
    referrer: properties.$referrer === '$direct' ? undefined : properties.$referrer,
    title: properties.title,
    language: properties.$browser_language,
    user: { id: userIdOf(event, distinct, properties), email: person.email, phone: person.phone },
    ip: properties.$ip,
    user_agent: firstOf(properties, '$raw_user_agent', '$user_agent'),
  }
  return told.map((one, index) => incoming({ ...common, id: id && (index === 0 ? id : `${id} ${index}`), ...one }))
}
