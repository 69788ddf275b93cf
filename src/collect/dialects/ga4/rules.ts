import { type Fields, fieldsOf, isFields, listOf, numberOf, textOf } from '../values.ts'

/** The limits of the Measurement Protocol, as Google documents them. */
export const limits = {
  eventsPerRequest: 25,
  paramsPerEvent: 25,
  userProperties: 25,
  userPropertyName: 24,
  userPropertyValue: 36,
  name: 40,
  paramValue: 100,
  pastMs: 72 * 3_600_000,
} as const

/** Names of events that Google Analytics makes itself and takes from nobody. */
const reservedEvents = new Set([
  ...['ad_activeview', 'ad_click', 'ad_exposure', 'ad_impression', 'ad_query', 'ad_reward', 'adunit_exposure'],
  ...['app_clear_data', 'app_exception', 'app_install', 'app_remove', 'app_store_refund', 'app_update', 'app_upgrade'],
  ...['dynamic_link_app_open', 'dynamic_link_app_update', 'dynamic_link_first_open', 'error', 'firebase_campaign'],
  ...['first_open', 'first_visit', 'in_app_purchase', 'notification_dismiss', 'notification_foreground'],
  ...['notification_open', 'notification_receive', 'os_update', 'session_start', 'user_engagement'],
])
const reservedPrefixes = ['_', 'firebase_', 'ga_', 'google_', 'gtag.']

export const isReservedEvent = (name: string): boolean =>
  reservedEvents.has(name) || reservedPrefixes.some((prefix) => name.startsWith(prefix))

export type Code =
  | 'VALUE_INVALID'
  | 'VALUE_REQUIRED'
  | 'NAME_INVALID'
  | 'NAME_RESERVED'
  | 'VALUE_OUT_OF_BOUNDS'
  | 'EXCEEDED_MAX_ENTITIES'
export type Message = { fieldPath: string; description: string; validationCode: Code }

const message = (fieldPath: string, validationCode: Code, description: string): Message => ({
  ...{ fieldPath, description, validationCode },
})

const isName = (name: string, max: number): boolean => name.length <= max && /^[A-Za-z][A-Za-z0-9_]*$/.test(name)

const paramFaults = (params: Fields, at: string): Message[] => {
  const names = Object.keys(params)
  const found: Message[] = []
  if (names.length > limits.paramsPerEvent) {
    found.push(
      message('events.params', 'EXCEEDED_MAX_ENTITIES', `${at} has more than ${limits.paramsPerEvent} parameters.`),
    )
  }
  for (const name of names) {
    const value = params[name]
    if (!isName(name, limits.name)) {
      found.push(
        message('events.params', 'NAME_INVALID', `${at} has the invalid parameter name [${name.slice(0, 60)}].`),
      )
    }
    if (typeof value === 'string' && value.length > limits.paramValue && !name.startsWith('page_')) {
      const text = `${at}: the value of [${name}] is longer than ${limits.paramValue} characters; GA4 would drop it, Minnow keeps it.`
      found.push(message('events.params', 'VALUE_INVALID', text))
    }
  }
  if (numberOf(params.value) !== undefined && textOf(params.currency) === undefined) {
    found.push(message('events.params.currency', 'VALUE_REQUIRED', `${at}: a value needs a currency.`))
  }
  if (params.items !== undefined && !Array.isArray(params.items)) {
    found.push(message('events.params.items', 'VALUE_INVALID', `${at}: items is a list.`))
  }
  return found
}

const eventFaults = (event: unknown, index: number): Message[] => {
  const at = `Event at index: [${index}]`
  const name = isFields(event) ? textOf(event.name) : undefined
  if (name === undefined) return [message('events', 'VALUE_REQUIRED', `${at} has no name.`)]
  const params = paramFaults(fieldsOf(fieldsOf(event).params), at)
  if (isReservedEvent(name)) {
    return [message('events', 'NAME_RESERVED', `${at} has the reserved name [${name.slice(0, 60)}].`), ...params]
  }
  if (isName(name, limits.name)) return params
  const rule =
    'Names start with a letter and have at most 40 letters, digits and underscores; Minnow takes it all the same.'
  return [message('events', 'NAME_INVALID', `${at} has invalid name [${name.slice(0, 60)}]. ${rule}`), ...params]
}

const userFaults = (properties: Fields): Message[] => {
  const names = Object.keys(properties)
  const found: Message[] = []
  if (names.length > limits.userProperties) {
    found.push(
      message('user_properties', 'EXCEEDED_MAX_ENTITIES', `More than ${limits.userProperties} user properties.`),
    )
  }
  for (const name of names) {
    if (!isName(name, limits.userPropertyName)) {
      found.push(message('user_properties', 'NAME_INVALID', `Invalid user property name [${name.slice(0, 60)}].`))
    }
    const value = textOf(fieldsOf(properties[name]).value, 1_000)
    if (value !== undefined && value.length > limits.userPropertyValue) {
      const text = `The value of [${name.slice(0, 24)}] is longer than ${limits.userPropertyValue} characters.`
      found.push(message('user_properties', 'VALUE_INVALID', text))
    }
  }
  return found
}

/** What Google's validation server would say; empty where all is well. `times` are the events', in milliseconds. */
export const faultsOf = (
  body: Fields,
  { times, now }: { times: readonly (number | undefined)[]; now: number },
): Message[] => {
  const events = listOf(body.events)
  const found: Message[] = []
  if (textOf(body.client_id) === undefined && textOf(body.app_instance_id) === undefined) {
    found.push(message('client_id', 'VALUE_REQUIRED', 'Measurement requires a client_id.'))
  }
  if (events.length === 0) found.push(message('events', 'VALUE_REQUIRED', 'Measurement requires at least one event.'))
  if (events.length > limits.eventsPerRequest) {
    const text = `At most ${limits.eventsPerRequest} events a request; the first ${limits.eventsPerRequest} are taken.`
    found.push(message('events', 'EXCEEDED_MAX_ENTITIES', text))
  }
  const isStrict = body.validation_behavior === 'ENFORCE_RECOMMENDATIONS'
  for (const [index, time] of times.entries()) {
    if (time === undefined || time >= now - limits.pastMs) continue
    const fate = isStrict ? 'it is rejected' : 'it is counted at 72 hours ago'
    const text = `Event at index: [${index}] is older than 72 hours; ${fate}.`
    found.push(message('timestamp_micros', 'VALUE_OUT_OF_BOUNDS', text))
  }
  return [...found, ...events.flatMap(eventFaults), ...userFaults(fieldsOf(body.user_properties))]
}
