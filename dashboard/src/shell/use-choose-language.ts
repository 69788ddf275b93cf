import type { Language } from '../../../src/contract/site.ts'
import { call } from '../api.ts'
import { chooseLanguage } from '../i18n/i18n.ts'
import { useMe } from '../queries.ts'

/** The language at once; with an account also on the reader's other devices. */
export const useChooseLanguage = () => {
  const me = useMe()
  return async (language: Language) => {
    await chooseLanguage(language)
    if (me?.user) await call('setMyLanguage', { params: {}, input: { language } }).catch(() => undefined)
  }
}
