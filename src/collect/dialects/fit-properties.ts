import { eventLimits, type IncomingEvent } from '../../contract/collect.ts'
import { type Fields, isFields } from './values.ts'

type Properties = NonNullable<IncomingEvent['properties']>
type Value = Properties[string]

/** Nested values as JSON text; the pipeline takes 10,000 characters. */
const NESTED_CHARACTERS = 10_000
const { propertiesPerEvent, propertyValueCharacters } = eventLimits

/** What a long list of items keeps of each. */
const telling = ['item_id', 'item_name', 'item_category', 'item_brand', 'item_variant', 'price', 'quantity', 'coupon']

const jsonLength = (value: unknown): number => {
  try {
    return JSON.stringify(value).length
  } catch {
    // Nested deeper than the stack.
    return Number.POSITIVE_INFINITY
  }
}

const cutText = (value: unknown): unknown =>
  typeof value === 'string' ? value.slice(0, propertyValueCharacters).toWellFormed() : value

/** A long order keeps the telling fields of every item; a very long one, its first items. */
const fitItems = (items: unknown[]): unknown[] => {
  if (jsonLength(items) <= NESTED_CHARACTERS) return items
  const short = items
    .filter(isFields)
    .map((item) => Object.fromEntries(telling.flatMap((name) => (name in item ? [[name, cutText(item[name])]] : []))))
  let length = 2
  const kept: Fields[] = []
  for (const item of short) {
    length += jsonLength(item) + 1
    if (length > NESTED_CHARACTERS) break
    kept.push(item)
  }
  return kept
}

const fitting = (name: string, value: unknown): Value | undefined => {
  if (value === null || value === undefined) return undefined
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return value.slice(0, propertyValueCharacters).toWellFormed()
  if (typeof value !== 'object') return undefined
  const kept = name === 'items' && Array.isArray(value) ? fitItems(value) : (value as Fields | unknown[])
  const length = jsonLength(kept)
  if (length <= NESTED_CHARACTERS) return kept
  return Number.isFinite(length) ? JSON.stringify(kept).slice(0, propertyValueCharacters).toWellFormed() : undefined
}

/** Properties within the pipeline's limits. The first are kept, and `properties_left_out` says how many were not. */
export const fitProperties = (fields: Fields): Properties => {
  const fitted = Object.entries(fields).flatMap(([name, value]): [string, Value][] => {
    const kept = fitting(name, value)
    const key = name.slice(0, 100).toWellFormed()
    return kept === undefined || key === '' || key === '__proto__' ? [] : [[key, kept]]
  })
  if (fitted.length <= propertiesPerEvent) return Object.fromEntries(fitted)
  const room = propertiesPerEvent - 1
  return { ...Object.fromEntries(fitted.slice(0, room)), properties_left_out: fitted.length - room }
}
