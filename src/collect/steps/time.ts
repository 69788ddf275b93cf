import type { Step } from '../hit.ts'

/** The public tag may look back this far: it keeps what it could not send. */
const TAG_PAST_MS = 72 * 3_600_000
/** Clocks differ and networks hurry; a little ahead counts as now. */
const FUTURE_MS = 5 * 60_000
/** Below this the difference between `sent_at` and arrival is the way, not the clock. */
const SKEW_TOLERANCE_MS = 10_000
/** The first day that a Date of the event store's sort key can hold, and a day for time zones. */
const EARLIEST = 2 * 86_400_000

const iso = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)?( ?(Z|UTC|GMT|[+-]\d\d(:?\d\d)?))$/i

/** Milliseconds since 1970; NaN where the text is no time or does not say its zone. */
export const readTime = (text: string): number => {
  const match = iso.exec(text)
  if (!match) return Number.NaN
  const zone = (match[4] ?? '').toUpperCase()
  const local = text
    .slice(0, text.length - (match[3] ?? '').length)
    .replace(' ', 'T')
    .replace(',', '.')
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.length > 3 ? zone.slice(-2) : '00'}` : 'Z'
  return Date.parse(local + offset)
}

/** What the sender's clock lacks against ours. */
export const skewOf = (sentAt: number | undefined, receivedAt: number): number => {
  if (sentAt === undefined) return 0
  const difference = receivedAt - sentAt
  return Math.abs(difference) < SKEW_TOLERANCE_MS ? 0 : Math.round(difference)
}

/** Corrects the sender's clock, and keeps to the bounds of what may be told. */
export const setTime: Step = (hit) => {
  const { time } = hit.event
  const now = hit.door.receivedAt
  if (time === undefined) {
    hit.time = now
    return null
  }
  const told = typeof time === 'number' ? Math.floor(time) : readTime(time)
  if (Number.isNaN(told)) return 'bad_time'
  const corrected = told + hit.skew
  if (corrected > now + FUTURE_MS) return 'time_in_future'
  if (corrected < EARLIEST) return 'bad_time'
  if (!hit.door.trusted && corrected < now - TAG_PAST_MS) return 'time_too_old'
  hit.time = Math.min(corrected, now)
  return null
}
