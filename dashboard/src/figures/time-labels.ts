import { useCallback } from 'react'
import { useFormat } from '../ui/use-format.ts'

export type Interval = 'hour' | 'day' | 'week' | 'month'

/** What a picture writes below its time axis: hours as 14:00, months by name, days and weeks by date. */
export const axisTick = (label: string, interval: Interval, locale: string): string => {
  if (interval === 'hour') return label.slice(11, 16)
  const at = Date.parse(`${label.slice(0, 10)}T12:00:00Z`)
  const options: Intl.DateTimeFormatOptions =
    interval === 'month' ? { month: 'short', year: 'numeric' } : { day: 'numeric', month: 'short' }
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)
}

const longLabel = (label: string, interval: Interval, locale: string): string => {
  const at = Date.parse(`${label.slice(0, 10)}T12:00:00Z`)
  const options: Intl.DateTimeFormatOptions =
    interval === 'month'
      ? { month: 'long', year: 'numeric' }
      : { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }
  const day = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(at)
  return interval === 'hour' ? `${day}, ${label.slice(11, 16)}` : day
}

export const useTimeLabels = (interval: Interval) => {
  const { locale } = useFormat()
  return {
    tick: useCallback((label: string) => axisTick(label, interval, locale), [interval, locale]),
    long: useCallback((label: string) => longLabel(label, interval, locale), [interval, locale]),
  }
}
