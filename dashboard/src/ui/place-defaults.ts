import type { Language } from '../../../src/contract/site.ts'

/** The currency people most likely sell in, by where their clock stands; the language decides elsewhere. */
const currencyOfZone: Record<string, string> = {
  'Asia/Ho_Chi_Minh': 'VND',
  'Asia/Saigon': 'VND',
  'Asia/Bangkok': 'THB',
  'Europe/Vilnius': 'EUR',
  'Europe/London': 'GBP',
  'Asia/Singapore': 'SGD',
  'Asia/Tokyo': 'JPY',
  'Australia/Sydney': 'AUD',
}
const currencyOfLanguage: Record<Language, string> = { en: 'USD', vi: 'VND', th: 'THB', lt: 'EUR' }

export const currencyAt = (timezone: string, language: Language): string =>
  currencyOfZone[timezone] ?? (timezone.startsWith('Europe/') ? 'EUR' : currencyOfLanguage[language])

/** Browsers still give some zones their old names, which the list of zones may not have. */
export const knownZone = (timezone: string, zones: readonly string[]): string =>
  zones.includes(timezone) ? timezone : timezone === 'Asia/Saigon' ? 'Asia/Ho_Chi_Minh' : 'UTC'

export const timeZones = (): string[] => {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => (zone === 'Asia/Saigon' ? 'Asia/Ho_Chi_Minh' : zone))
  return [...new Set(['UTC', ...zones])].sort()
}

export const currencies = (): string[] => Intl.supportedValuesOf('currency')
