import { parseTime } from './parse-time.ts'
import type { Row } from './turn.ts'

/** Columns under the many names that tools give them, and cells as people write them. */

/** "Campaign source", "campaign_source" and "ga:campaignSource" are one name. */
export const plainName = (column: string): string =>
  column
    .normalize('NFC')
    .replace(/^\uFEFF/, '')
    .replace(/^(ga|g):/i, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}%]+/gu, ' ')
    .trim()

/** Which column of a file fills which field: the first alias that is there. */
export const findColumns = <Field extends string>(
  aliases: Record<Field, readonly string[]>,
  columns: readonly string[],
): Partial<Record<Field, string>> => {
  const byName = new Map(columns.map((column) => [plainName(column), column]))
  const found: Partial<Record<Field, string>> = {}
  for (const [field, names] of Object.entries(aliases) as [Field, readonly string[]][]) {
    const name = names.map(plainName).find((one) => byName.has(one))
    if (name !== undefined) found[field] = byName.get(name)
  }
  return found
}

export const cellText = (value: unknown): string => {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object')
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
  return String(value).trim()
}

/** A cell of a row by field, '' where the file has no such column. */
export const cellsOf =
  <Field extends string>(columns: Partial<Record<Field, string>>, row: Row) =>
  (field: Field): string => {
    const column = columns[field]
    return column === undefined ? '' : cellText(row[column])
  }

/**
 * "1,234.50", "1.234,50", "1 234", "15.00 USD", "₫ 20000", "12 %": the last mark is the decimal one; a single comma
 * before exactly three digits parts thousands, a single point never does. NaN where it is no number.
 */
export const parseAmount = (text: string): number => {
  const bare = text.replace(/[\s\u00a0\u202f'’]/g, '').replace(/^[^\d.,+-]+|[^\d]+$/g, '')
  if (!/^[+-]?[\d.,]*\d$/.test(bare)) return Number.NaN
  const [comma, point] = [bare.lastIndexOf(','), bare.lastIndexOf('.')]
  const decimal = comma > point ? ',' : '.'
  const other = decimal === ',' ? '.' : ','
  const isOnce = bare.indexOf(decimal) === bare.lastIndexOf(decimal)
  const partsThousands = !isOnce || (decimal === ',' && point === -1 && /,\d{3}$/.test(bare))
  const plain = bare.replaceAll(other, '')
  return Number(partsThousands ? plain.replaceAll(decimal, '') : plain.replace(decimal, '.'))
}

/** The currency that an amount says itself: "15.00 USD". */
export const currencyIn = (text: string): string | undefined => {
  const [, before, after] = /^([A-Za-z]{3})(?=[\s\d])|(?<=[\d\s])([A-Za-z]{3})$/.exec(text.trim()) ?? []
  return (before ?? after)?.toUpperCase()
}

const realDay = (year: number, month: number, day: number): string | undefined => {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}

/**
 * 2026-11-22, 20261122, 2026/11/22, 22.11.2026, with or without a time; 22/11/2026 only where it cannot be read in two
 * ways, or it is known that the month is first.
 */
export const parseDay = (text: string, isMonthFirst = false): string | undefined => {
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ].*)?$/.exec(text.trim()) ?? []
  if (year !== undefined) return realDay(Number(year), Number(month), Number(day))
  const [, first, mark, second, last] = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:[T ,].*)?$/.exec(text.trim()) ?? []
  if (first === undefined) {
    const time = parseTime(text, 'UTC')
    return time === undefined ? undefined : new Date(time).toISOString().slice(0, 10)
  }
  const [one, two] = [Number(first), Number(second)]
  if (isMonthFirst && mark === '/') return realDay(Number(last), one, two)
  if (mark === '.' || one > 12) return realDay(Number(last), two, one)
  if (two > 12 || one === two) return realDay(Number(last), one, two)
  return undefined
}
