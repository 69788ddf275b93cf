import type { DateOrder, ImportKind } from '../../../contract/imports.ts'
import type { SideKind } from '../../../contract/side-data.ts'
import { cellsOf, currencyIn, findColumns, parseAmount, parseDay, plainName } from '../cells.ts'
import { noTime } from '../parse-time.ts'
import { type ImportFormat, type Row, type TurnContext, WrongMapping } from '../turn.ts'

type Kind = 'text' | 'count' | 'amount'

/** A field of the table, under the names that files give it. */
export type Field = { as: Kind; names: readonly string[] }

/** A file whose rows are rows of one of our tables. */
export type TableFormat = {
  kind: ImportKind
  table: SideKind
  fields: Record<string, Field>
  /** Each must be there; of several, one of them. */
  needs: readonly (string | readonly string[])[]
  /** Fields that tell the file from others. */
  tells: readonly string[]
  /** Whether a row is of a day, or of several together, which the file or the person must say. */
  time: 'none' | 'day' | 'days'
  /** How a line of totals, which is no row, says so: "Total: Search terms". */
  totals?: { field: string; say: RegExp }
  /** What is left to do with a row. */
  finish?: (row: Row, context: TurnContext) => Row
}

const dayNames = [
  ...['date', 'day', 'segments date', 'event date', 'ngày', 'วันที่', 'data', 'diena', 'publish time', 'metrics date'],
]
const publishedNames = ['publish time']
const currencyNames = ['currency', 'currency code', 'account currency', 'tiền tệ', 'สกุลเงิน', 'valiuta']

/** Meta's column has days as America writes them, whatever the language. */
const orderIn = (column: string | undefined): DateOrder | undefined =>
  publishedNames.includes(plainName(column ?? '')) ? 'month_first' : undefined

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1

const read = (field: Field, text: string): string | number | undefined => {
  if (field.as === 'text') return text
  if (text === '' || text === '-' || text === '--' || text === '–') return undefined
  const amount = parseAmount(text)
  return field.as === 'count' ? Math.round(amount) : amount
}

const missing = (need: string | readonly string[], { fields }: TableFormat): string =>
  [need]
    .flat()
    .map((name) => `"${fields[name]?.names[0] ?? name}"`)
    .join(' or ')

export const tableFormat = (format: TableFormat): ImportFormat => {
  const aliases = {
    ...Object.fromEntries(Object.entries(format.fields).map(([name, { names }]) => [name, names])),
    day: dayNames,
    published: publishedNames,
    currency: currencyNames,
  } as Record<string, readonly string[]>
  const find = (columns: readonly string[]) => findColumns(aliases, columns)

  const start: ImportFormat['start'] = (context, columns) => {
    const { options } = context
    const found = find(columns)
    const lacks = format.needs.filter((need) => ![need].flat().some((name) => found[name] ?? (options as Row)[name]))
    if (lacks.length > 0) {
      throw new WrongMapping(
        `The file has no column ${lacks.map((need) => missing(need, format)).join(' and none ')}. Its columns are ${columns.join(', ')}.`,
      )
    }
    if (format.time !== 'none' && found.day === undefined) {
      const isOneDay = options.to === undefined || options.to === options.from
      if (format.time === 'days' && options.from === undefined)
        throw new WrongMapping(
          'The file has no column with the day. Say which days its figures are of (from and to; on the command line --from 2026-11-01 --to 2026-11-30).',
        )
      if (format.time === 'day' && (options.from === undefined || !isOneDay))
        throw new WrongMapping(
          'The file has no column with the day. Say which day its figures are of (from; on the command line --from 2026-11-01).',
        )
    }
    return (input) => {
      const cell = cellsOf(found, input)
      if (format.totals?.say.test(cell(format.totals.field))) return { skipped: 'total' }
      const row: Row = {}
      for (const [name, field] of Object.entries(format.fields)) {
        const text = cell(name)
        const value = read(field, text)
        if (value === undefined || value === '') continue
        if (Number.isNaN(value)) return { problem: 'invalid_number', detail: `"${text}" is no number (${found[name]})` }
        row[name] = value
        const currency = field.as === 'amount' ? currencyIn(text) : undefined
        if (currency) row.currency = currency
      }
      const currency = cell('currency') || (row.currency ?? options.currency)
      if (currency) row.currency = currency
      if (format.time !== 'none') {
        // Figures since a post was published are of that day: beside it, "Lifetime" stands for the day.
        const isLifetime = found.published !== undefined && !/\d/.test(cell('day'))
        const of = isLifetime ? 'published' : 'day'
        const written = cell(of)
        const day = found.day === undefined ? options.from : parseDay(written, options.dates ?? orderIn(found[of]))
        if (day === undefined) return { problem: 'invalid_time', detail: noTime(written, 'day like 2026-11-22') }
        row.day = day
        if (found.day === undefined && options.from && options.to) row.days = daysBetween(options.from, options.to)
      }
      return { rows: [format.finish?.(row, context) ?? row] }
    }
  }
  return {
    kind: format.kind,
    table: format.table,
    isLike: (columns) => {
      const found = find(columns)
      return format.tells.every((name) => found[name] !== undefined)
    },
    start,
  }
}
