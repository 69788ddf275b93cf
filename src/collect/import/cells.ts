import type { DateOrder } from '../../contract/imports.ts'
import { parseTime, yearFirst } from './parse-time.ts'
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

/** 2026-11-22, 20261122, 2026/11/22, 22.11.2026, with or without a time; 22/11/2026 as parseTime reads it. */
export const parseDay = (text: string, order?: DateOrder): string | undefined => {
  const written = yearFirst(text.trim(), order) ?? ''
  const [, year, month, day] = /^(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})(?:[T ].*)?$/.exec(written) ?? []
  if (year !== undefined) return realDay(Number(year), Number(month), Number(day))
  const time = parseTime(written, 'UTC')
  return time === undefined ? undefined : new Date(time).toISOString().slice(0, 10)
}
