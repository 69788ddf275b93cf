import { EventName, eventLimits, type IncomingEvent } from '../../contract/collect.ts'
import { remember } from '../recent-map.ts'
import { fitProperties } from './fit-properties.ts'
import { currencyOf, type Fields, isFields, numberOf, textOf, timeOf } from './values.ts'

/** An event as another tool said it, in our words but not yet in our limits. */
export type Said = {
  name: string
  id?: unknown
  time?: unknown
  visitor?: unknown
  session?: unknown
  url?: unknown
  referrer?: unknown
  title?: unknown
  language?: unknown
  value?: unknown
  currency?: unknown
  transaction_id?: unknown
  user?: { id?: unknown; email?: unknown; phone?: unknown; email_sha256?: unknown; phone_sha256?: unknown }
  properties?: Fields
  consent?: IncomingEvent['consent']
  known?: IncomingEvent['known']
  ip?: unknown
  user_agent?: unknown
}

const isName = (name: string): boolean => EventName.safeParse(name).success

/** Other tools take any text for a name: what ours cannot have becomes `_`. */
export const nameOf = remember(
  (text: string): string => {
    const name = text.trim().slice(0, 100).toWellFormed()
    if (isName(name)) return name
    const plain = name.replace(/[^\p{L}\p{M}\p{N}_$ .:/-]/gu, '_')
    const begun = isName(plain) ? plain : `_${plain}`.slice(0, 100)
    return isName(begun) ? begun : '_'
  },
  { limit: 2_000 },
)

const emailLike = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/** The first of one or several hashes that is one. */
const hashOf = (given: unknown): string | undefined =>
  (Array.isArray(given) ? given : [given]).find((one) => typeof one === 'string' && /^[0-9a-fA-F]{64}$/.test(one))

/** An account that is called by its e-mail address is known by that, too. */
const userOf = (user: Said['user']): IncomingEvent['user'] => {
  const id = textOf(user?.id, 200)
  const email = textOf(user?.email, 320) ?? (id !== undefined && emailLike.test(id) ? id : undefined)
  const phone = textOf(user?.phone, 40)
  const [email_sha256, phone_sha256] = [hashOf(user?.email_sha256), hashOf(user?.phone_sha256)]
  const said = { id, email, phone, email_sha256, phone_sha256 }
  const known = Object.entries(said).filter(([, value]) => value !== undefined && value !== '')
  return known.length === 0 ? undefined : Object.fromEntries(known)
}

const keepDefined = <T extends object>(fields: T): T =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** The event within our limits: what is too long is cut, what cannot be read is left out, and the event is never lost for it. */
export const incoming = (said: Said): IncomingEvent => {
  const name = nameOf(said.name)
  const renamed = name === said.name ? {} : { original_name: said.name.slice(0, 200) }
  const properties = fitProperties({ ...renamed, ...(isFields(said.properties) ? said.properties : {}) })
  const { urlCharacters } = eventLimits
  return keepDefined({
    name,
    id: textOf(said.id, 200),
    time: timeOf(said.time),
    visitor: textOf(said.visitor, 200),
    session: textOf(said.session, 200),
    url: textOf(said.url, urlCharacters),
    referrer: textOf(said.referrer, urlCharacters),
    title: textOf(said.title, 500),
    language: textOf(said.language, 35),
    value: numberOf(said.value),
    currency: currencyOf(said.currency),
    transaction_id: textOf(said.transaction_id, 200),
    user: userOf(said.user),
    properties: Object.keys(properties).length > 0 ? properties : undefined,
    consent: said.consent,
    known: said.known,
    ip: textOf(said.ip, 45),
    user_agent: textOf(said.user_agent, 1_000),
  } as Record<keyof IncomingEvent, unknown>) as IncomingEvent
}
