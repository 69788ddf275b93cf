import type { DateOrder } from '../../contract/imports.ts'
import { localToEpoch } from '../../platform/time-zone.ts'

const pattern =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$/i

/** Seconds, milliseconds or microseconds since 1970, by their size: all three name a day between 1980 and 2100. */
const fromNumber = (value: number): number | undefined => {
  for (const scale of [1_000, 1, 1 / 1_000]) {
    const ms = value * scale
    if (ms >= 315_532_800_000 && ms < 4_102_444_800_000) return Math.round(ms)
  }
  return undefined
}

const offsetMinutes = (zone: string): number => {
  if (/^(Z|UTC|GMT)$/i.test(zone)) return 0
  const [, sign, hours, minutes] = zone.match(/^([+-])(\d{2}):?(\d{2})$/) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
}

const yearLast =
  /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s*([AP]M)?)?$/i

/** Month and day of 22/11/2026: with points the day is first; else where it is said, or it cannot be read in two ways. */
const monthAndDay = (
  [first, mark, second]: readonly [number, string, number],
  order: DateOrder | undefined,
): [number, number] | undefined => {
  if (mark === '.' || order === 'day_first') return [second, first]
  if (order === 'month_first') return [first, second]
  if (first > 12) return [second, first]
  return second > 12 || first === second ? [first, second] : undefined
}

/** 22/11/2026 15:00 as 2026-11-22 15:00; what is written in another way as it is, and undefined where it may be two days. */
export const yearFirst = (text: string, order: DateOrder | undefined): string | undefined => {
  const [, first, mark = '', second, year, hour, minute, seconds = '00', half] = yearLast.exec(text) ?? []
  if (first === undefined) return text
  const found = monthAndDay([Number(first), mark, Number(second)], order)
  if (found === undefined) return undefined
  const day = `${year}-${String(found[0]).padStart(2, '0')}-${String(found[1]).padStart(2, '0')}`
  if (hour === undefined) return day
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0)
  return `${day} ${String(hours).padStart(2, '0')}:${minute}:${seconds}`
}

/** What is wrong with what should be a time, and what to do about it. */
export const noTime = (text: string, wanted = 'time'): string =>
  yearFirst(text, undefined) === undefined
    ? `"${text}" may be two days: say whether the day or the month comes first (--dates day_first or month_first)`
    : `"${text}" is no ${wanted}`

/**
 * A time as files have it, in epoch milliseconds: ISO 8601 and its usual variants ("2019-10-01 00:00:00 UTC",
 * "2019/10/01 7:05", "22/11/2026 7:05 PM"), or a number. Without a zone it is local to `timezone`. Undefined when it is no time.
 */
export const parseTime = (value: unknown, timezone: string, order?: DateOrder): number | undefined => {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.getTime()
  if (typeof value === 'bigint') return fromNumber(Number(value))
  if (typeof value === 'number') return fromNumber(value)
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (/^\d{9,17}(\.\d+)?$/.test(text)) return fromNumber(Number(text))
  const found = yearFirst(text, order)?.match(pattern)
  if (!found) return undefined
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = found
  const parts = [year, month, day, hour, minute, second].map(Number) as [number, number, number, number, number, number]
  const utc = Date.UTC(parts[0], parts[1] - 1, ...(parts.slice(2) as [number, number, number, number]))
  const real = new Date(utc)
  if (
    real.getUTCMonth() !== parts[1] - 1 ||
    real.getUTCDate() !== parts[2] ||
    parts[3] > 23 ||
    parts[4] > 59 ||
    parts[5] > 60
  )
    return undefined
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3))
  return ms + (zone ? utc - offsetMinutes(zone) * 60_000 : localToEpoch(utc, timezone))
}
