import { z } from 'zod'

/**
 * What a visitor has agreed to, in the words of Consent Mode. Stored with every event as one short text, so that
 * whatever later leaves Minnow can obey it.
 */
export const consentSignals = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
] as const
type ConsentSignal = (typeof consentSignals)[number]

const Answer = z.string().regex(/^(granted|denied)$/i, 'granted or denied')

/** As senders say it: `granted` or `denied` for each signal they know of. Other names are ignored. */
export const Consent = z.object({
  ad_storage: Answer.optional(),
  ad_user_data: Answer.optional(),
  ad_personalization: Answer.optional(),
  analytics_storage: Answer.optional(),
  functionality_storage: Answer.optional(),
  personalization_storage: Answer.optional(),
  security_storage: Answer.optional(),
  /** Global Privacy Control: the browser asks that nothing be sold or shared. */
  gpc: z.boolean().optional(),
} satisfies Record<ConsentSignal | 'gpc', z.ZodType>)
export type Consent = z.infer<typeof Consent>

const GPC = 'gpc=on'

/** `ad_storage=denied analytics_storage=granted gpc=on`: always in the same order; '' where nothing is known. */
export const consentText = (consent: Consent | undefined, hasPrivacyControl = false): string => {
  let text = hasPrivacyControl || consent?.gpc === true ? GPC : ''
  if (consent === undefined) return text
  for (const signal of consentSignals.toReversed()) {
    const answer = consent[signal]
    if (answer !== undefined) text = `${signal}=${answer.toLowerCase()}${text === '' ? '' : ` ${text}`}`
  }
  return text
}

/** The text as a consent again, for files that hold it; words that mean nothing are left out. */
export const readConsent = (text: string): Consent => {
  const consent: Consent = text.split(' ').includes(GPC) ? { gpc: true } : {}
  for (const signal of consentSignals) {
    const answer = consentTo(text.toLowerCase(), signal)
    if (answer !== undefined) consent[signal] = answer ? 'granted' : 'denied'
  }
  return consent
}

/** What the text says of one signal; undefined where it says nothing. */
export const consentTo = (text: string, signal: ConsentSignal): boolean | undefined => {
  const answer = new RegExp(`(?:^| )${signal}=(\\w+)`).exec(text)?.[1]
  return answer === undefined ? undefined : answer === 'granted'
}

/**
 * Why something leaves Minnow. analytics: another tool that counts. ad_measurement: conversions told to an ad
 * platform. ad_audience: the person becomes part of an audience there.
 */
export const consentPurposes = ['analytics', 'ad_measurement', 'ad_audience'] as const
export const ConsentPurpose = z.enum(consentPurposes)
export type ConsentPurpose = z.infer<typeof ConsentPurpose>

const needed: Record<ConsentPurpose, readonly ConsentSignal[]> = {
  analytics: ['analytics_storage'],
  ad_measurement: ['ad_user_data'],
  ad_audience: ['ad_user_data', 'ad_personalization'],
}

/**
 * Whether an event, or who did it, may leave Minnow for a purpose. What was denied never may; Global Privacy Control
 * denies advertising. Where nothing was said, it may only at sites that do not wait for consent.
 */
export const mayLeave = (
  text: string,
  purpose: ConsentPurpose,
  site: { recognition: 'cookieless' | 'consent' | 'full' },
): boolean => {
  if (purpose !== 'analytics' && text.endsWith(GPC)) return false
  return needed[purpose].every((signal) => consentTo(text, signal) ?? site.recognition !== 'consent')
}
