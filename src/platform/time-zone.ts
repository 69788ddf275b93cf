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

/** The wall clock of `timezone` at an instant, as if it were UTC: epoch ms in, "local ms" out. */
export const epochToLocal = (epoch: number, timezone: string): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of formatFor(timezone).formatToParts(epoch)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((epoch % 1_000) + 1_000) % 1_000)
}

/**
 * The instant at which the wall clock of `timezone` shows `local` ("local ms" in, epoch ms out). A time that
 * the clock skips in spring becomes the one after the gap; one that it shows twice in autumn is the first.
 */
export const localToEpoch = (local: number, timezone: string): number => {
  const offsets = [local - 86_400_000, local + 86_400_000].map((instant) => epochToLocal(instant, timezone) - instant)
  const candidates = offsets.map((offset) => local - offset)
  const exact = candidates.filter((instant) => epochToLocal(instant, timezone) === local)
  if (exact.length > 0) return Math.min(...exact)
  return Math.max(...candidates)
}

/** Midnight of the day of an instant, where the clock shows `timezone`. Epoch ms in and out. */
export const startOfDay = (instant: number, timezone: string): number =>
  localToEpoch(Math.floor(epochToLocal(instant, timezone) / 86_400_000) * 86_400_000, timezone)
