import type { Frame } from '../contract/report.ts'
import { epochToLocal, localToEpoch } from '../platform/time-zone.ts'
import { InvalidRequest } from './invalid-request.ts'

/** From a frame's local days to instants, in the site's time zone. `from` is included, `to` is not; epoch ms. */
export type Span = { from: number; to: number; timezone: string }

const minute = 60_000
const day = 86_400_000
const longestDays = 30 * 366

/** A day or a local minute as "local ms": the wall clock read as if it were UTC. */
const localOf = (text: string): number => {
  const [date = '', time = '00:00'] = text.split('T')
  const local = Date.parse(`${date}T${time}:00Z`)
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== date) {
    throw new InvalidRequest('from', `${text} is not a day of the calendar`)
  }
  return local
}

export const spanOf = ({ from, to }: Pick<Frame, 'from' | 'to'>, timezone: string): Span => {
  const span = { from: localToEpoch(localOf(from), timezone), to: localToEpoch(localOf(to), timezone), timezone }
  if (span.to <= span.from) throw new InvalidRequest('to', 'the period ends before it begins')
  if (span.to - span.from > longestDays * day) throw new InvalidRequest('to', 'a period has at most thirty years')
  return span
}

/** The calendar days of a frame, where it begins and ends at midnight: what other tools tell, they tell by day. */
export const wholeDays = ({ from, to }: Pick<Frame, 'from' | 'to'>): { from: string; to: string } | null => {
  const atMidnight = (text: string): boolean => text.length === 10 || text.endsWith('T00:00')
  return atMidnight(from) && atMidnight(to) ? { from: from.slice(0, 10), to: to.slice(0, 10) } : null
}

/** The days that a frame touches; the one that `to` only begins does not count. */
export const daysOf = ({ from, to }: Pick<Frame, 'from' | 'to'>): { from: string; to: string } => {
  const end = to.length === 10 || to.endsWith('T00:00') ? localOf(to.slice(0, 10)) : localOf(to.slice(0, 10)) + day
  return { from: from.slice(0, 10), to: new Date(end).toISOString().slice(0, 10) }
}

/** The same wall clock time `days` days earlier. */
const daysEarlier = (instant: number, days: number, timezone: string): number =>
  localToEpoch(epochToLocal(instant, timezone) - days * day, timezone)

const yearEarlier = (instant: number, timezone: string): number => {
  const local = new Date(epochToLocal(instant, timezone))
  const [year, month, date] = [local.getUTCFullYear() - 1, local.getUTCMonth(), local.getUTCDate()]
  // 29 February has no day a year before: the 28th stands for it.
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
  const time = local.getTime() - Date.UTC(local.getUTCFullYear(), month, date)
  return localToEpoch(Date.UTC(year, month, Math.min(date, lastOfMonth)) + time, timezone)
}

/**
 * The period to compare with: as many days (or minutes) just before, or the same days a year before. While the
 * period still runs, only the part that corresponds to the time passed so far: like is compared with like.
 */
export const comparisonOf = (span: Span, compare: Frame['compare'], now: number): Span | null => {
  if (compare === 'none') return null
  const { from, timezone } = span
  const to = now > from && now < span.to ? Math.ceil(now / minute) * minute : span.to
  if (compare === 'year') return { from: yearEarlier(from, timezone), to: yearEarlier(to, timezone), timezone }
  const localLength = epochToLocal(span.to, timezone) - epochToLocal(from, timezone)
  const days = localLength / day
  return { from: daysEarlier(from, days, timezone), to: daysEarlier(to, days, timezone), timezone }
}

export const intervals = ['hour', 'day', 'week', 'month'] as const
export type Interval = (typeof intervals)[number]

/** So many points that a line shows its shape, and no more than a phone can draw. */
export const intervalFor = ({ from, to }: Span): Interval => {
  const days = (to - from) / day
  if (days <= 1.1) return 'hour'
  if (days <= 95) return 'day'
  return days <= 2 * 366 ? 'week' : 'month'
}

export type Bucket = { start: number; end: number; label: string }

const nextLocal = (local: number, interval: Interval): number => {
  const date = new Date(local)
  const midnight = Math.floor(local / day) * day
  if (interval === 'day') return midnight + day
  if (interval === 'week') return midnight + (7 - ((date.getUTCDay() + 6) % 7)) * day
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}

/** Hours step in real time, so that the hour shown twice in autumn is two hours. */
const nextHour = (instant: number, timezone: string): number =>
  instant + 60 * minute - (epochToLocal(instant, timezone) % (60 * minute))

/** The points of a time line. The first and last may be cut by the period; a week starts on Monday. */
export const bucketsOf = (span: Span, interval: Interval): Bucket[] => {
  const buckets: Bucket[] = []
  let start = span.from
  while (start < span.to) {
    const local = epochToLocal(start, span.timezone)
    const next =
      interval === 'hour' ? nextHour(start, span.timezone) : localToEpoch(nextLocal(local, interval), span.timezone)
    const end = Math.min(next, span.to)
    const label = new Date(local).toISOString()
    buckets.push({ start, end, label: interval === 'hour' ? label.slice(0, 16) : label.slice(0, 10) })
    start = end
  }
  return buckets
}
