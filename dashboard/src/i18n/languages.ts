import type { Language } from '../../../src/contract/site.ts'

/** Each in its own words, so that a reader finds theirs. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  vi: 'Tiếng Việt',
  th: 'ไทย',
  lt: 'Lietuvių',
}
export const languages = Object.keys(languageNames) as Language[]

export const isLanguage = (value: unknown): value is Language => typeof value === 'string' && value in languageNames

const storageKey = 'minnow-language'

const remembered = (): string | null => {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

export const rememberLanguage = (language: Language): void => {
  try {
    localStorage.setItem(storageKey, language)
  } catch {
    // Without storage the choice lasts until the page is closed.
  }
}

/** What was chosen on this device, else the first of the browser's languages that we speak. */
export const firstLanguage = (): Language =>
  [remembered(), ...navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase())].find(isLanguage) ?? 'en'
