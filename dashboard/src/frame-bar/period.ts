import { addDays, isLocalDay, type LocalDay, startOfMonth, startOfWeek, startOfYear } from './local-day.ts'

export const periodPresets = [
  'today',
  'yesterday',
  '7d',
  '28d',
  '90d',
  'week',
  'month',
  'last-month',
  'year',
  '12m',
] as const
export type PeriodPreset = (typeof periodPresets)[number]
/** A preset, or two days, both included: 2026-11-01..2026-11-22. */
export type PeriodChoice = PeriodPreset | `${LocalDay}..${LocalDay}`
export const defaultPeriod: PeriodPreset = '28d'

/** `to` is excluded, as reports take it. */
export type DayRange = { from: LocalDay; to: LocalDay }

export const isPreset = (choice: string): choice is PeriodPreset =>
  (periodPresets as readonly string[]).includes(choice)

const customDays = (choice: string): [LocalDay, LocalDay] | null => {
  const [first = '', last = '', ...rest] = choice.split('..')
  return rest.length === 0 && isLocalDay(first) && isLocalDay(last) && first <= last ? [first, last] : null
}

export const isPeriodChoice = (choice: unknown): choice is PeriodChoice =>
  typeof choice === 'string' && (isPreset(choice) || customDays(choice) !== null)

export const customPeriod = (first: LocalDay, last: LocalDay): PeriodChoice => `${first}..${last}`

const presetRange = (preset: PeriodPreset, today: LocalDay): DayRange => {
  const tomorrow = addDays(today, 1)
  switch (preset) {
    case 'today':
      return { from: today, to: tomorrow }
    case 'yesterday':
      return { from: addDays(today, -1), to: today }
    case '7d':
      return { from: addDays(tomorrow, -7), to: tomorrow }
    case '28d':
      return { from: addDays(tomorrow, -28), to: tomorrow }
    case '90d':
      return { from: addDays(tomorrow, -90), to: tomorrow }
    case 'week':
      return { from: startOfWeek(today), to: tomorrow }
    case 'month':
      return { from: startOfMonth(today), to: tomorrow }
    case 'last-month':
      return { from: startOfMonth(today, -1), to: startOfMonth(today) }
    case 'year':
      return { from: startOfYear(today), to: tomorrow }
    case '12m':
      return { from: startOfMonth(today, -11), to: tomorrow }
  }
}

export const rangeOf = (choice: PeriodChoice, today: LocalDay): DayRange => {
  if (isPreset(choice)) return presetRange(choice, today)
  const days = customDays(choice)
  return days ? { from: days[0], to: addDays(days[1], 1) } : presetRange(defaultPeriod, today)
}
