import type { IncomingEvent } from '../../../contract/collect.ts'
import type { Dialect, DialectRequest, Notes, Translation } from '../dialect.ts'
import { Unreadable } from '../dialect.ts'
import { incoming, type Said } from '../incoming.ts'
import { knownOf } from '../known.ts'
import { type Fields, fieldsOf, isFields, listOf, numberOf, parseJson, textOf, without } from '../values.ts'
import { faultsOf, isReservedEvent, limits } from './rules.ts'

/** Parameters that have a column of their own. */
const columns = new Set([
  ...['page_location', 'page_title', 'page_referrer', 'language', 'session_id', 'value', 'currency', 'transaction_id'],
  ...['user_id', 'ip_override', 'user_agent', 'timestamp_micros'],
])

const milliseconds = (micros: unknown): number | undefined => {
  const number = numberOf(micros)
  return number === undefined || number <= 0 ? undefined : Math.floor(number / 1_000)
}

/** The first that is found counts: the event's, then the request's. */
const timesOf = (body: Fields): (number | undefined)[] =>
  listOf(body.events).map(
    (event) => milliseconds(fieldsOf(event).timestamp_micros) ?? milliseconds(body.timestamp_micros),
  )

const consentOf = (given: unknown): IncomingEvent['consent'] => {
  const answers = Object.entries(fieldsOf(given)).flatMap(([name, answer]) =>
    (name === 'ad_user_data' || name === 'ad_personalization') && /^(granted|denied)$/i.test(String(answer))
      ? [[name, String(answer).toLowerCase()]]
      : [],
  )
  return answers.length === 0 ? undefined : Object.fromEntries(answers)
}

/** User properties, and the screen, are kept with every event of the request. */
const sharedProperties = (body: Fields): Fields => {
  const userProperties = Object.entries(fieldsOf(body.user_properties)).slice(0, limits.userProperties)
  const { screen_resolution } = fieldsOf(body.device)
  return {
    ...Object.fromEntries(userProperties.map(([name, value]) => [name, isFields(value) ? value.value : value])),
    screen_resolution,
  }
}

const knownIn = (body: Fields): IncomingEvent['known'] => {
  const { category, browser, browser_version, operating_system, operating_system_version } = fieldsOf(body.device)
  const { country_id: country, region_id: region, city } = fieldsOf(body.user_location)
  const system = { os: operating_system, os_version: operating_system_version }
  return knownOf({ device: category, browser, browser_version, ...system, country, region, city })
}

type Shared = { body: Fields; client: string; properties: Fields }

/** A resend of the same body has the same ids; without a time of the sender's there is nothing to tell it by. */
const idOf = ({ body, client }: Shared, event: Fields, index: number): string | undefined => {
  const micros = textOf(event.timestamp_micros) ?? textOf(body.timestamp_micros)
  const name = textOf(event.name, 60) ?? ''
  return micros === undefined ? undefined : `mp ${client.slice(0, 80)} ${micros.slice(0, 20)} ${name} ${index}`
}

const eventOf = (shared: Shared, event: Fields, { index, time }: { index: number; time: number | undefined }) => {
  const { body, client, properties } = shared
  const params = fieldsOf(event.params)
  const { items, ...others } = without(params, columns)
  const userData = fieldsOf(body.user_data)
  const said: Said = {
    id: idOf(shared, event, index),
    name: textOf(event.name, 120) ?? '',
    time,
    visitor: client,
    session: params.session_id,
    url: params.page_location,
    referrer: params.page_referrer,
    title: params.page_title,
    language: params.language ?? fieldsOf(body.device).language,
    value: params.value,
    currency: params.currency,
    transaction_id: params.transaction_id,
    user: {
      id: body.user_id ?? params.user_id,
      email_sha256: userData.sha256_email_address,
      phone_sha256: userData.sha256_phone_number,
    },
    consent: consentOf(body.consent),
    known: knownIn(body),
    ip: body.ip_override ?? params.ip_override,
    user_agent: body.user_agent ?? params.user_agent,
    properties: { ...(Array.isArray(items) && { items }), ...others, ...properties },
  }
  return incoming(said)
}

const count = (notes: Notes, note: keyof Notes, events = 1): void => {
  notes[note] = (notes[note] ?? 0) + events
}

const collect = (body: Fields, { query, receivedAt }: DialectRequest): Translation => {
  const client = textOf(body.client_id) ?? textOf(body.app_instance_id)
  if (client === undefined) throw new Unreadable('client_id: the id of the browser, as in the cookie _ga')
  const notes: Notes = {}
  const shared: Shared = { body, client, properties: sharedProperties(body) }
  const all = listOf(body.events)
  const times = timesOf(body)
  const oldest = receivedAt - limits.pastMs
  const isStrict = body.validation_behavior === 'ENFORCE_RECOMMENDATIONS'
  if (all.length > limits.eventsPerRequest) count(notes, 'too_many_events', all.length - limits.eventsPerRequest)
  const events = all.slice(0, limits.eventsPerRequest).flatMap((event, index): IncomingEvent[] => {
    const name = isFields(event) ? textOf(event.name, 120) : undefined
    const time = times[index]
    if (name === undefined || !isFields(event)) count(notes, 'unreadable')
    else if (isReservedEvent(name)) count(notes, 'reserved_name')
    else if (time !== undefined && time < oldest && isStrict) count(notes, 'too_old')
    else {
      if (time !== undefined && time < oldest) count(notes, 'time_rewritten')
      return [eventOf(shared, event, { index, time: time === undefined ? undefined : Math.max(time, oldest) })]
    }
    return []
  })
  const site = textOf(query.get('measurement_id')) ?? textOf(query.get('firebase_app_id')) ?? ''
  return {
    parcels: [{ site, secret: query.get('api_secret') ?? '', events, notes }],
    answer: () => ({ status: 204 }),
  }
}

export const ga4: Dialect = {
  tool: 'ga4',
  bodyBytes: 130_000,
  needsSecret: true,
  routes: [
    { method: 'POST', path: '/mp/collect', what: 'GA4 Measurement Protocol: events' },
    {
      method: 'POST',
      path: '/debug/mp/collect',
      what: 'GA4 Measurement Protocol: what would be wrong with them; nothing is kept',
    },
  ],
  translate(request) {
    const body = parseJson(request.body.toString('utf8'))
    if (!isFields(body)) throw new Unreadable('The body is not a JSON object.')
    if (request.path.startsWith('/debug')) {
      const validationMessages = faultsOf(body, { times: timesOf(body), now: request.receivedAt })
      return { status: 200, body: { validationMessages } }
    }
    return collect(body, request)
  },
}
