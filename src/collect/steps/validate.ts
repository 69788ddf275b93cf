import { EventName, eventLimits, type IncomingEvent, KnownFacts } from '../../contract/collect.ts'
import { consentSignals } from '../../contract/consent.ts'
import { remember } from '../recent-map.ts'

/**
 * The same verdict as IncomingEvent in contract/collect.ts (a property test holds them equal), an order of
 * magnitude faster: this runs for every event. Returns the event, or where it is wrong.
 */
export const readEvent = (input: unknown): IncomingEvent | string => {
  if (!isObject(input)) return 'an event is an object'
  return fault(input) ?? (input as IncomingEvent)
}

type Fields = Record<string, unknown>

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isName = remember((text) => EventName.safeParse(text).success, { limit: 2_000 })

/** Characters as Zod counts them: of Unicode, where a text is long enough for that to matter. */
const isWithin = (value: string, max: number): boolean =>
  value.length <= max || (value.length <= 2 * max && [...value].length <= max)

const text = (value: unknown, max: number, min = 0): boolean =>
  value === undefined || (typeof value === 'string' && value.length >= min && isWithin(value, max))

const { urlCharacters } = eventLimits

const fault = (event: Fields): string | undefined => {
  if (!text(event.id, 200, 1)) return 'id: a text of 1 to 200 characters'
  if (typeof event.name !== 'string' || !isName(event.name)) {
    return 'name: a text of 1 to 100 characters that starts with a letter'
  }
  if (!isTime(event.time)) return 'time: ISO 8601 with a zone, or milliseconds since 1970'
  if (!text(event.visitor, 200, 1)) return 'visitor: a text of 1 to 200 characters'
  if (!text(event.session, 200, 1)) return 'session: a text of 1 to 200 characters'
  if (!text(event.url, urlCharacters)) return `url: a text of at most ${urlCharacters} characters`
  if (!text(event.referrer, urlCharacters)) return `referrer: a text of at most ${urlCharacters} characters`
  if (!text(event.title, 500)) return 'title: a text of at most 500 characters'
  if (!isEntry(event.entry)) return 'entry: an object with a url and maybe a referrer'
  if (!text(event.language, 35)) return 'language: a text of at most 35 characters'
  if (event.value !== undefined && !Number.isFinite(event.value)) return 'value: a number'
  if (event.currency !== undefined && !(typeof event.currency === 'string' && /^[A-Za-z]{3}$/.test(event.currency))) {
    return 'currency: three letters, like VND'
  }
  if (!text(event.transaction_id, 200, 1)) return 'transaction_id: a text of 1 to 200 characters'
  if (!isUser(event.user)) return 'user: a text of 1 to 200 characters, or an object with id, email or phone'
  if (!areProperties(event.properties)) return 'properties: an object of texts, numbers, yes or no, lists and objects'
  if (!isConsent(event.consent)) return 'consent: an object of signals, each granted or denied'
  if (!text(event.ip, 45)) return 'ip: a text of at most 45 characters'
  if (!text(event.user_agent, 1_000)) return 'user_agent: a text of at most 1000 characters'
  if (!isKnown(event.known)) return 'known: an object of texts on device, browser, system and place'
  return undefined
}

const devices: unknown[] = KnownFacts.shape.device.unwrap().options
const knownTexts = ['browser', 'browser_version', 'os', 'os_version', 'region', 'city'] as const

const isKnown = (known: unknown): boolean =>
  known === undefined ||
  (isObject(known) &&
    (known.device === undefined || devices.includes(known.device)) &&
    (known.country === undefined || (typeof known.country === 'string' && /^[A-Z]{2}$/.test(known.country))) &&
    knownTexts.every((field) => text(known[field], 100)))

const isTime = (time: unknown): boolean =>
  time === undefined || (typeof time === 'string' ? isWithin(time, 40) : Number.isFinite(time))

const isEntry = (entry: unknown): boolean =>
  entry === undefined ||
  (isObject(entry) && entry.url !== undefined && text(entry.url, urlCharacters) && text(entry.referrer, urlCharacters))

const isSha256 = (hash: unknown): boolean =>
  hash === undefined || (typeof hash === 'string' && /^[0-9a-fA-F]{64}$/.test(hash))

const isUser = (user: unknown): boolean =>
  user === undefined ||
  (typeof user === 'string'
    ? user.length >= 1 && isWithin(user, 200)
    : isObject(user) &&
      text(user.id, 200) &&
      text(user.email, 320) &&
      text(user.phone, 40) &&
      isSha256(user.email_sha256) &&
      isSha256(user.phone_sha256))

const isAnswer = (answer: unknown): boolean =>
  answer === undefined || (typeof answer === 'string' && /^(granted|denied)$/i.test(answer))

const isConsent = (consent: unknown): boolean =>
  consent === undefined ||
  (isObject(consent) &&
    consentSignals.every((signal) => isAnswer(consent[signal])) &&
    (consent.gpc === undefined || typeof consent.gpc === 'boolean'))

const areProperties = (properties: unknown): boolean => {
  if (properties === undefined) return true
  if (!isObject(properties)) return false
  for (const key in properties) {
    if (key.length < 1 || !isWithin(key, 100)) return false
    const value = properties[key]
    if (typeof value === 'number' ? !Number.isFinite(value) : value === undefined) return false
  }
  return true
}
