import { useCallback } from 'react'
import { useFormat } from '../ui/use-format.ts'

const noon = (day: string): number => Date.parse(`${day}T12:00:00Z`)

/** "1–7 Nov 2026" by the rules of the language. */
export const useDayText = () => {
  const { locale } = useFormat()
  return useCallback(
    (first: string, last: string): string =>
      new Intl.DateTimeFormat(locale, {
        day: 'numeric',
        month: 'short',
        year: 'numeric',
        timeZone: 'UTC',
      }).formatRange(noon(first), noon(last)),
    [locale],
  )
}
