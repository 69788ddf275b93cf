import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** "1–7 Nov 2026" by the rules of the language. */
export const useDayText = () => {
  const { i18n } = useTranslation()
  return useCallback(
    (first: string, last: string): string =>
      new Intl.DateTimeFormat(i18n.language, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      }).formatRange(noon(first), noon(last)),
    [i18n.language],
  )
}
