import type { Language } from '../../../src/contract/site.ts'

/** What figures need to be written rightly: the reader's language, the site's currency and time zone. */
export type FormatFor = { language: Language; currency: string; timezone: string }

/** Thai dates with the years of the reports' addresses, ad platforms and files (2026, not 2569). */
const locales: Record<Language, string> = { en: 'en-GB', vi: 'vi-VN', th: 'th-TH-u-ca-gregory', lt: 'lt-LT' }
export const localeOf = (language: Language): string => locales[language]

const minute = 60
const hour = 60 * minute
const day = 24 * hour

type RelativeUnit = [Intl.RelativeTimeFormatUnit, number]
const relativeUnits: readonly RelativeUnit[] = [
  ['day', day],
  ['hour', hour],
  ['minute', minute],
]

/** Share of 1 as a percentage with no decimal nobody needs: 0.0234 → 2.3 %, 0.43 → 43 %. */
const percentDigits = (share: number): number => {
  const percent = Math.abs(share) * 100
  if (percent === 0 || percent >= 10) return 0
  return percent < 1 ? 2 : 1
}

export const makeFormat = ({ language, currency, timezone }: FormatFor) => {
  const locale = localeOf(language)
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone: timezone, ...options })
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const compactNumber = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })
  const dayOf = dates({ day: 'numeric', month: 'short' })
  const dayAndYear = dates({ day: 'numeric', month: 'short', year: 'numeric' })
  const weekdayOf = dates({ weekday: 'short', day: 'numeric', month: 'short' })
  const timeOf = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const exactTimeOf = dates({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' })
  const relativeTime = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const unit = (name: string, value: number, digits: number): string =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit: name,
      unitDisplay: 'short',
      maximumFractionDigits: digits,
    }).format(value)
  const moneyIn = (code: string, options: Intl.NumberFormatOptions): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: code, currencyDisplay: 'narrowSymbol', ...options })
  const percentOf = (digits: number): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits })

  const percent = (share: number): string => percentOf(percentDigits(share)).format(share)

  /** Cents only where they matter: below a hundred, and where the currency has them. */
  const money = (amount: number, code: string = currency): string =>
    Math.abs(amount) >= 100 || Number.isInteger(amount)
      ? moneyIn(code, { maximumFractionDigits: 0, minimumFractionDigits: 0 }).format(amount)
      : moneyIn(code, {}).format(amount)

  return {
    language,
    locale,
    currency,
    timezone,
    number: (value: number): string => whole.format(value),
    decimal: (value: number, digits = 1): string =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value),
    /** 12,345 → 12K: for axes and narrow places. */
    compact: (value: number): string => compactNumber.format(value),
    percent,
    /** "2.1–2.9 %": both ends with the same number of decimals. */
    percentRange: (low: number, high: number): string => {
      const digits = percentDigits((low + high) / 2)
      const format = new Intl.NumberFormat(locale, {
        style: 'percent',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      })
      return format.formatRange(low, high)
    },
    /** A change with its sign: +12 %, −3 %. */
    change: (relative: number): string =>
      new Intl.NumberFormat(locale, {
        style: 'percent',
        maximumFractionDigits: Math.abs(relative) < 0.1 ? 1 : 0,
        signDisplay: 'exceptZero',
      }).format(relative),
    money,
    compactMoney: (amount: number, code: string = currency): string =>
      moneyIn(code, { notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }).format(amount),
    /** An instant (epoch ms), as a day of the site: 22 Nov. */
    day: (at: number): string => dayOf.format(at),
    dayAndYear: (at: number): string => dayAndYear.format(at),
    weekday: (at: number): string => weekdayOf.format(at),
    time: (at: number): string => timeOf.format(at),
    exactTime: (at: number): string => exactTimeOf.format(at),
    dateTime: (at: number): string => `${dayOf.format(at)}, ${timeOf.format(at)}`,
    /** A site's local day as the reports write it: 2026-11-22 → 22 Nov, whatever the reader's own zone is. */
    localDay: (label: string): string => {
      const at = Date.parse(`${label.slice(0, 10)}T12:00:00Z`)
      const text = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(at)
      return label.length > 10 ? `${text}, ${label.slice(11, 16)}` : text
    },
    /** How long: 45 s, 12 min, 3.5 h, 2 days. */
    duration: (seconds: number): string => {
      if (seconds < minute) return unit('second', Math.round(seconds), 0)
      if (seconds < hour) return unit('minute', Math.round(seconds / minute), 0)
      if (seconds < day) return unit('hour', seconds / hour, 1)
      return unit('day', seconds / day, 1)
    },
    /** How long ago: "5 minutes ago". */
    ago: (at: number, now: number): string => {
      const seconds = Math.round((at - now) / 1000)
      for (const [name, size] of relativeUnits)
        if (Math.abs(seconds) >= size) return relativeTime.format(Math.trunc(seconds / size), name)
      return relativeTime.format(seconds, 'second')
    },
    list: (parts: readonly string[]): string => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts),
    country: (code: string): string => nameOf('region', locale, code),
    currencyName: (code: string): string => nameOf('currency', locale, code),
    languageName: (code: string): string => nameOf('language', locale, code),
  }
}
export type Format = ReturnType<typeof makeFormat>

const nameOf = (type: 'region' | 'currency' | 'language', locale: string, code: string): string => {
  try {
    return new Intl.DisplayNames(locale, { type }).of(code) ?? code
  } catch {
    return code
  }
}
