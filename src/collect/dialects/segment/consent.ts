import type { IncomingEvent } from '../../../contract/collect.ts'
import { type Fields, fieldsOf, isFields, textOf } from '../values.ts'

type Consent = NonNullable<IncomingEvent['consent']>
type Signal = Exclude<keyof Consent, 'gpc'>

const advertising: readonly Signal[] = ['ad_storage', 'ad_user_data', 'ad_personalization']

/** Categories are each shop's own: those whose name says what they are for, in the usual words or OneTrust's numbers. */
const meanings: readonly { pattern: RegExp; signals: readonly Signal[] }[] = [
  { pattern: /analytic|statistic|performance|measurement|^C0002$/i, signals: ['analytics_storage'] },
  { pattern: /advert|marketing|targeting|^C0004$/i, signals: advertising },
  { pattern: /personali[sz]/i, signals: ['personalization_storage'] },
  { pattern: /functional|preference|^C0003$/i, signals: ['functionality_storage'] },
]

const namesIn = (given: unknown): string[] => {
  const list = Array.isArray(given) ? given : Object.values(fieldsOf(given))
  return list.flatMap((one: unknown) => textOf(isFields(one) ? (one.name ?? one.id) : one) ?? [])
}

/** Segment: `categoryPreferences`, a yes or no each. RudderStack: lists of what was allowed and denied. */
const answersIn = (context: Fields): [name: string, isGranted: boolean][] => {
  const preferences = Object.entries(fieldsOf(fieldsOf(context.consent).categoryPreferences))
  const { allowedConsentIds, deniedConsentIds } = fieldsOf(context.consentManagement)
  return [
    ...preferences.flatMap(([name, answer]): [string, boolean][] =>
      typeof answer === 'boolean' ? [[name, answer]] : [],
    ),
    ...namesIn(allowedConsentIds).map((name): [string, boolean] => [name, true]),
    ...namesIn(deniedConsentIds).map((name): [string, boolean] => [name, false]),
  ]
}

/** Where two categories mean the same, a no counts. */
export const consentOf = (context: Fields): Consent | undefined => {
  const consent: Consent = {}
  for (const [name, isGranted] of answersIn(context)) {
    for (const { pattern, signals } of meanings) {
      if (!pattern.test(name)) continue
      for (const signal of signals) {
        if (consent[signal] !== 'denied') consent[signal] = isGranted ? 'granted' : 'denied'
      }
    }
  }
  return Object.keys(consent).length === 0 ? undefined : consent
}
