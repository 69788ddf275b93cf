import type { Said } from '../incoming.ts'
import { type Fields, firstOf, lookUp, numberOf, without } from '../values.ts'
import { itemsOf, priceOf } from './items.ts'
import { ga4NameOf, ga4Properties, isSpecName } from './names.ts'

const moneyNames = new Set(['revenue', 'value', 'total', 'currency', 'order_id', 'orderId', 'transaction_id'])

const renameProperties = (properties: Fields): Fields =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [lookUp(ga4Properties, name) ?? name, value]))

export type Commerce = Pick<Said, 'name' | 'value' | 'currency' | 'transaction_id' | 'properties'>

/** An event of a name that the e-commerce spec does not have keeps its properties; what is money still counts as such. */
const freely = (name: string, properties: Fields): Commerce => {
  const value = firstOf(properties, 'revenue', 'value')
  const isMoney = numberOf(value) !== undefined
  const taken = new Set(isMoney ? ['revenue', 'value', 'currency', 'transaction_id'] : ['currency', 'transaction_id'])
  const { currency, transaction_id } = properties
  return { name, ...(isMoney && { value }), currency, transaction_id, properties: without(properties, taken) }
}

/** Name, money, order and items in GA4's words, of an event in the words of Segment's e-commerce spec or of anybody. */
export const commerceOf = (event: string, properties: Fields): Commerce => {
  const name = ga4NameOf(event, properties)
  if (!isSpecName(event)) return freely(name, properties)
  const { items, rest } = itemsOf(properties)
  return {
    name,
    value: firstOf(properties, 'revenue', 'value', 'total') ?? (name === 'refund' ? undefined : priceOf(items)),
    currency: properties.currency,
    transaction_id: firstOf(properties, 'order_id', 'orderId', 'transaction_id'),
    properties: { ...(items.length > 0 && { items }), ...renameProperties(without(rest, moneyNames)) },
  }
}
