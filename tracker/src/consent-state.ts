// What consent managers say, in one form. Pure.
import type { Consent } from '../../src/contract/consent.ts'

export type Signals = Record<string, 'granted' | 'denied'>

const answer = /^(granted|denied)$/i
const signal = /^(ad_storage|ad_user_data|ad_personalization|\w+_storage)$/

/** The signals among what `gtag('consent', …)` was given; the rest (regions, time to wait) are instructions. */
const signalsIn = (given: object): Signals =>
  Object.fromEntries(
    Object.entries(given)
      .filter(([name, value]) => signal.test(name) && answer.test(value))
      .map(([name, value]) => [name, value.toLowerCase()]),
  )

/**
 * A default holds until an update. Of several defaults (one a region, and where the visitor is cannot be known here) the
 * strictest holds.
 */
export const consentAfter = (now: Signals, command: unknown, given: object): Signals => {
  const said = signalsIn(given)
  if (command !== 'default') return { ...now, ...said }
  const after = { ...now }
  for (const [name, value] of Object.entries(said)) if (after[name] !== 'denied') after[name] = value
  return after
}

/** What IAB's TCF hands out; purposes are 1 storage, 3 and 4 personalised ads, 7 and 8 measuring ads and content. */
export type TcfData = {
  gdprApplies?: boolean
  eventStatus?: string
  purpose?: { consents?: Record<number, boolean> }
}

const purposesOf: Record<string, number[]> = {
  ad_storage: [1],
  ad_user_data: [1, 7],
  ad_personalization: [3, 4],
  analytics_storage: [1, 8],
}

/** Undefined while the visitor is being asked. */
export const consentOfTcf = ({ gdprApplies, eventStatus, purpose }: TcfData): Signals | undefined => {
  if (gdprApplies !== false && eventStatus !== 'tcloaded' && eventStatus !== 'useractioncomplete') return undefined
  const isGranted = (purposes: number[]) =>
    gdprApplies === false || purposes.every((number) => purpose?.consents?.[number] === true)
  return Object.fromEntries(
    Object.entries(purposesOf).map(([name, purposes]) => [name, isGranted(purposes) ? 'granted' : 'denied']),
  )
}

/** As it goes with every event; undefined while nothing is known. */
export const consentOf = (signals: Signals, hasPrivacyControl: boolean): Consent | undefined =>
  hasPrivacyControl || Object.keys(signals)[0] ? { ...signals, ...(hasPrivacyControl ? { gpc: true } : {}) } : undefined
