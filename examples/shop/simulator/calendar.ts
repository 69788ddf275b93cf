export const DAY_MS = 86_400_000

/** A day as a number: whole days since 1970-01-01 on the shop's own calendar. */
export type Day = number

const formats = new Map<string, Intl.DateTimeFormat>()
const formatFor = (timezone: string): Intl.DateTimeFormat => {
  const known = formats.get(timezone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timezone, made)
  return made
}

const offsetAt = (time: number, timezone: string): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of formatFor(timezone).formatToParts(time)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(time / 1000) * 1000
}

export const dayOf = (time: number, timezone: string): Day => Math.floor((time + offsetAt(time, timezone)) / DAY_MS)

/** The instant at which the clock of the shop shows `ms` after midnight of `day`. */
export const instant = (day: Day, ms: number, timezone: string): number => {
  const local = day * DAY_MS + ms
  const guess = local - offsetAt(local, timezone)
  return local - offsetAt(guess, timezone)
}

export const labelOf = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10)

/** 0 Monday … 6 Sunday. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: Day): number => (((day + 3) % 7) + 7) % 7

const dateOf = (day: Day): { month: number; date: number } => {
  const date = new Date(day * DAY_MS)
  return { month: date.getUTCMonth() + 1, date: date.getUTCDate() }
}
const dayNumber = (label: string): Day => Date.parse(`${label}T00:00:00Z`) / DAY_MS

/** First day of the lunar year and Mid-Autumn (the 15th of the eighth lunar month), from Hà Nội's calendar. */
const tet = ['2025-01-29', '2026-02-17', '2027-02-06', '2028-01-26', '2029-02-13', '2030-02-02', '2031-01-23'].map(
  dayNumber,
)
const midAutumn = [
  '2025-10-06',
  '2026-09-25',
  '2027-09-15',
  '2028-10-03',
  '2029-09-22',
  '2030-09-12',
  '2031-10-01',
].map(dayNumber)

export type Season = {
  name: string
  /** Factor on the number of visitors. */
  traffic: number
  /** Factor on the wish to buy. */
  buying: number
}

const ordinary: Season = { name: '', traffic: 1, buying: 1 }
const sale: Season = { name: 'Sale days', traffic: 1.45, buying: 1.3 }

/** What is in the air on a day. A season rises towards its feast; the feast itself is quiet. */
export const seasonOn = (day: Day): Season => {
  for (const feast of tet) {
    const until = feast - day
    if (until > 0 && until <= 24) {
      const nearness = until <= 3 ? 0.6 : 1 - (until - 3) / 24
      return { name: 'Tết', traffic: 1 + 0.9 * nearness, buying: 1 + 0.45 * nearness }
    }
    if (until <= 0 && until > -5) return { name: 'Tết', traffic: 0.45, buying: 0.7 }
  }
  for (const feast of midAutumn) {
    const until = feast - day
    if (until >= 0 && until <= 12) return { name: 'Mid-Autumn', traffic: 1.35 - until * 0.02, buying: 1.2 }
  }
  const { month, date } = dateOf(day)
  if (month === 4 && date < 13) return { name: 'Songkran', traffic: 1.15 + date * 0.03, buying: 1.25 }
  if (month === 4 && date < 16) return { name: 'Songkran', traffic: 0.75, buying: 0.9 }
  // The double days of South-East Asia: 6.6, 7.7 … 12.12 and the days around them.
  if (month >= 6 && Math.abs(date - month) <= 1) return sale
  return ordinary
}

/** Share of a day's visits in each hour, Monday to Friday and at weekends. */
export const hours = {
  weekday: [9, 5, 3, 2, 2, 4, 10, 20, 32, 42, 46, 50, 62, 54, 44, 42, 42, 44, 48, 58, 78, 84, 62, 28],
  weekend: [14, 9, 5, 3, 2, 3, 7, 14, 28, 46, 58, 60, 56, 52, 50, 52, 54, 54, 54, 60, 72, 74, 58, 32],
} as const
export const weekdayTraffic = [1, 0.97, 0.96, 1, 1.06, 1.2, 1.14] as const
