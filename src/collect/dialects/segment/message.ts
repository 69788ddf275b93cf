import type { IncomingEvent } from '../../../contract/collect.ts'
import { commerceOf } from '../commerce/commerce.ts'
import { incoming, type Said } from '../incoming.ts'
import { type Fields, fieldsOf, firstOf, isFields, textOf, without } from '../values.ts'
import { consentOf } from './consent.ts'

/** Traits that say who somebody is. They identify (hashed) or are left out; all others are kept as properties. */
const personal = new Set([
  ...['email', 'phone', 'name', 'firstName', 'lastName', 'first_name', 'last_name', 'username', 'title'],
  ...['address', 'street', 'birthday', 'avatar', 'description', 'id'],
])

type Message = { fields: Fields; context: Fields; page: Fields; properties: Fields; traits: Fields }

const readMessage = (fields: Fields, shared: Fields): Message => {
  const context = { ...fieldsOf(shared.context), ...fieldsOf(fields.context) }
  const properties = fieldsOf(fields.properties)
  return {
    fields,
    context,
    page: fieldsOf(context.page),
    properties,
    traits: { ...fieldsOf(context.traits), ...fieldsOf(fields.traits) },
  }
}

/** A campaign that the page's address does not show (a server sends it apart) is put where an address has it. */
const urlOf = ({ context, page, properties, fields }: Message): string | undefined => {
  const own = fields.type === 'page' ? properties.url : undefined
  const url = textOf(own ?? page.url ?? properties.url, 2_048)
  const campaign = fieldsOf(context.campaign)
  if (url === undefined || /[?&]utm_/.test(url) || !URL.canParse(url)) return url
  const parsed = new URL(url)
  for (const [name, value] of Object.entries(campaign)) {
    const text = textOf(value)
    if (text) parsed.searchParams.set(`utm_${name === 'name' ? 'campaign' : name}`, text)
  }
  return parsed.href.length > 2_048 ? url : parsed.href
}

/** What every kind of message has. Without an anonymous id the account is the visitor. */
const common = (message: Message): Omit<Said, 'name'> => {
  const { fields, context, page, traits } = message
  const userId = textOf(fields.userId)
  return {
    id: fields.messageId,
    time: firstOf(fields, 'timestamp', 'originalTimestamp'),
    visitor: textOf(fields.anonymousId) ?? userId,
    url: urlOf(message),
    referrer: page.referrer,
    title: page.title,
    language: context.locale,
    user: { id: userId, email: traits.email, phone: traits.phone },
    consent: consentOf(context),
    ip: context.ip,
    user_agent: context.userAgent,
  }
}

const pageNames = new Set(['url', 'title', 'referrer', 'path', 'search'])

const pageOf = (message: Message): Said => {
  const { fields, properties } = message
  const named = { page_name: textOf(fields.name), page_category: textOf(fields.category) }
  return {
    ...common(message),
    name: 'page_view',
    ...(properties.title !== undefined && { title: properties.title }),
    ...(properties.referrer !== undefined && { referrer: properties.referrer }),
    properties: { ...named, ...without(properties, new Set([...pageNames, 'name', 'category'])) },
  }
}

/** One call of Segment's API as an event; undefined where it is none. */
export const eventOf = (fields: unknown, shared: Fields): IncomingEvent | undefined => {
  if (!isFields(fields)) return undefined
  const message = readMessage(fields, shared)
  const { properties, traits } = message
  switch (fields.type) {
    case 'track': {
      const event = textOf(fields.event)
      return event === undefined ? undefined : incoming({ ...common(message), ...commerceOf(event, properties) })
    }
    case 'page':
      return incoming(pageOf(message))
    case 'screen':
      return incoming({
        ...common(message),
        name: 'screen_view',
        properties: { screen_name: firstOf(fields, 'name', 'category'), ...properties },
      })
    case 'identify':
      return incoming({ ...common(message), name: 'identify', properties: without(traits, personal) })
    case 'group':
      return incoming({
        ...common(message),
        name: 'group',
        properties: { group_id: textOf(fields.groupId), ...without(traits, personal) },
        user: { id: fields.userId },
      })
    case 'alias':
      return incoming({
        ...common(message),
        name: 'identify',
        visitor: textOf(fields.previousId) ?? fields.anonymousId,
      })
    default:
      return undefined
  }
}
