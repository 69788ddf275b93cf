import { useParams } from '@tanstack/react-router'
import { useMemo } from 'react'
import { useLanguage } from '../i18n/i18n.ts'
import { useMe } from '../queries.ts'
import { type Format, makeFormat } from './format.ts'

/** Numbers, money and dates as the reader's language writes them, in the currency and time zone of the page's site. */
export const useFormat = (): Format => {
  const language = useLanguage()
  const { site } = useParams({ strict: false })
  const found = useMe()?.sites.find(({ id }) => id === site)
  const currency = found?.currency ?? 'USD'
  const timezone = found?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  return useMemo(() => makeFormat({ language, currency, timezone }), [language, currency, timezone])
}
