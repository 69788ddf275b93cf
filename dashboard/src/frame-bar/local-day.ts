/** A day of the site's time zone, as reports take it: 2026-11-22. */
export type LocalDay = string

const dayMs = 86_400_000

export const localDay = (timeMs: number, timezone: string): LocalDay =>
  new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    timeMs,
  )

const utc = (day: LocalDay): number => Date.parse(`${day}T00:00:00Z`)
const fromUtc = (timeMs: number): LocalDay => new Date(timeMs).toISOString().slice(0, 10)

export const addDays = (day: LocalDay, days: number): LocalDay => fromUtc(utc(day) + days * dayMs)

/** The first day of the month that lies `months` away from the day's own. */
export const startOfMonth = (day: LocalDay, months = 0): LocalDay => {
  const date = new Date(utc(day))
  return fromUtc(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
}

export const startOfYear = (day: LocalDay): LocalDay => `${day.slice(0, 4)}-01-01`

/** Monday. */
export const startOfWeek = (day: LocalDay): LocalDay => addDays(day, -((new Date(utc(day)).getUTCDay() + 6) % 7))

export const daysBetween = (from: LocalDay, to: LocalDay): number => Math.round((utc(to) - utc(from)) / dayMs)

export const isLocalDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(utc(text)) && fromUtc(utc(text)) === text
