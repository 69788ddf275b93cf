import { eventLimits } from '../../contract/collect.ts'
import type { LeftOutReason } from '../drop-reason.ts'
import type { Hit, Step } from '../hit.ts'
import type { Names } from '../names.ts'
import { isOnSite, pageHostOf } from './origin.ts'
import { isSecretName, redactedSecret, redactText } from './redact.ts'

const NESTED_CHARACTERS = 10_000
const { propertiesPerEvent, propertyValueCharacters } = eventLimits

/** GA4's and the tag's own properties that look like a secret's name and are none. */
const plainNames = new Set([
  'key',
  'code',
  'state',
  'coupon_code',
  'postal_code',
  'country_code',
  'status_code',
  'hash',
])

const nested = (value: object): string | undefined => {
  try {
    const text = JSON.stringify(value)
    return text.length <= NESTED_CHARACTERS ? text : undefined
  } catch {
    // Nested deeper than the stack.
    return undefined
  }
}

const leaveOut = (hit: Hit, reason: LeftOutReason, name: string): void => {
  hit.leftOut ??= []
  hit.leftOut.push({ reason, name })
}

/** Values become text (lists and objects JSON text); null and undefined are left out. */
export const setProperties = (siteNames: Names): Step =>
  function setProperties(hit) {
    const { properties } = hit.event
    if (properties === undefined) return null
    const {
      door: { trusted },
      site,
    } = hit
    const names = Object.keys(properties)
    if (names.length > propertiesPerEvent) return 'too_many_properties'
    const kept: Record<string, string> = {}
    for (const name of names) {
      const value = properties[name]
      if (value === null || value === undefined) continue
      if (!siteNames.admits(site.id, { kind: 'property', name, trusted })) {
        leaveOut(hit, 'too_many_property_names', name)
        continue
      }
      if (typeof value === 'number' || typeof value === 'boolean') {
        kept[name] = String(value)
        continue
      }
      if (!plainNames.has(name) && isSecretName(name)) {
        kept[name] = redactedSecret
        continue
      }
      const text = typeof value === 'string' ? value.slice(0, propertyValueCharacters) : nested(value)
      if (text === undefined) leaveOut(hit, 'property_too_large', name)
      else kept[name] = redactText(text)
    }
    // The tag sees another host; that it is one of the site's own is known here.
    if (kept.outbound === 'true' && isOnSite(pageHostOf(kept.href ?? ''), site)) kept.outbound = 'false'
    hit.properties = kept
    return null
  }
