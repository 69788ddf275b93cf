import type { KnownFacts } from '../../../contract/collect.ts'

/** What the formats of several tools have in common. */

const MOST_TEXT = 100
const MOST_ADDRESS = 2_048

type TextFact = Exclude<keyof KnownFacts, 'device' | 'country'>

/** A fact that is there, as a part of `known`. */
export const shortText = (field: TextFact, text: string): KnownFacts =>
  text === '' || text === '(not set)' ? {} : { [field]: text.slice(0, MOST_TEXT) }

const kinds: [RegExp, NonNullable<KnownFacts['device']>][] = [
  [/tablet/i, 'tablet'],
  [/smart ?tv|^tv$|television/i, 'tv'],
  [/mobile|phone|phablet/i, 'mobile'],
  [/desktop|laptop/i, 'desktop'],
]

export const deviceOf = (text: string): NonNullable<KnownFacts['device']> =>
  kinds.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'

const englishNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
/** Withdrawn codes (VD for the north of Viet Nam) share a name with those that took their place. */
const isCurrent = (code: string): boolean => Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`
const readCodes = () =>
  new Map(
    letters
      .flatMap((one) => letters.map((two) => one + two))
      .flatMap((code): [string, string][] => {
        const name = englishNames.of(code)
        return name === undefined || !isCurrent(code) ? [] : [[name.toLowerCase(), code]]
      }),
  )
let codes: ReadonlyMap<string, string> | undefined
const otherNames: Record<string, string> = { türkiye: 'TR', turkey: 'TR', czechia: 'CZ', 'myanmar (burma)': 'MM' }

const codeOf = (name: string): string | undefined => {
  codes ??= readCodes()
  return otherNames[name] ?? codes.get(name)
}

/** A country by its code, or by its English name (GA4 exports names). */
export const countryCode = (text: string): KnownFacts => {
  const code = /^[a-z]{2}$/i.test(text) ? text.toUpperCase() : codeOf(text.toLowerCase())
  return code === undefined ? {} : { country: code }
}

/** An address with campaign parameters in place of its own. */
export const addressWith = (address: string, parameters: Record<string, string>): string => {
  const url = new URL(URL.canParse(address) ? address : 'https://unknown.invalid/')
  for (const [name, value] of Object.entries(parameters)) if (value !== '') url.searchParams.set(name, value)
  return url.toString().slice(0, MOST_ADDRESS)
}
