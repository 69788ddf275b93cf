import i18next, { type BackendModule, type ReadCallback } from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '../../../src/contract/site.ts'
import { firstLanguage, isLanguage, rememberLanguage } from './languages.ts'

// One file a language and namespace: ./<language>/<namespace>.json, loaded when a page first needs it.
// `useTranslation('goals')` in pages/goals reads ./en/goals.json; `shell` holds the words that every page shares.
const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { import: 'default' })

const backend: BackendModule = {
  type: 'backend',
  init: () => {},
  read: (language: string, namespace: string, answer: ReadCallback) => {
    const load = files[`./${language}/${namespace}.json`]
    if (!load) return answer(new Error(`no words for ${language}/${namespace}`), false)
    load().then(
      (words) => answer(null, words),
      (error: Error) => answer(error, false),
    )
  },
}

export const startI18n = (): Promise<unknown> =>
  i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: false,
      ns: ['shell'],
      defaultNS: 'shell',
      // React escapes.
      interpolation: { escapeValue: false },
      partialBundledLanguages: true,
      keySeparator: '.',
    })
    .then(() => {
      document.documentElement.lang = i18next.language
      i18next.on('languageChanged', (language) => {
        document.documentElement.lang = language
      })
    })

export const chooseLanguage = async (language: Language): Promise<void> => {
  rememberLanguage(language)
  await i18next.changeLanguage(language)
}

export const useLanguage = (): Language => {
  const { i18n } = useTranslation('shell')
  return isLanguage(i18n.language) ? i18n.language : 'en'
}
