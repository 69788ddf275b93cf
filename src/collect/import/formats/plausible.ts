import { cellText, parseDay } from '../cells.ts'
import { type ImportFormat, type Row, type Turned, WrongMapping } from '../turn.ts'

/**
 * Plausible's export: ten tables of totals by day, one visit's source apart from its page. Visits cannot be made of
 * totals without inventing them, so they stay totals by day (`imported_days`), beside what Minnow counts and never in it.
 */
const tables: readonly { has: string; dimension: string; value: (row: Row) => string }[] = [
  { has: 'name', dimension: 'event', value: (row) => cellText(row.name) },
  { has: 'entry_page', dimension: 'entry_page', value: (row) => cellText(row.entry_page) },
  { has: 'exit_page', dimension: 'exit_page', value: (row) => cellText(row.exit_page) },
  { has: 'page', dimension: 'page', value: (row) => cellText(row.page) },
  { has: 'source', dimension: 'source', value: (row) => cellText(row.source) || '(direct)' },
  { has: 'country', dimension: 'country', value: (row) => cellText(row.country) },
  { has: 'browser', dimension: 'browser', value: (row) => cellText(row.browser) },
  { has: 'operating_system', dimension: 'os', value: (row) => cellText(row.operating_system) },
  { has: 'device', dimension: 'device', value: (row) => cellText(row.device) },
]

const figures = ['visitors', 'visits', 'entrances', 'exits', 'pageviews', 'events']

const count = (row: Row, column: string): number => Number(cellText(row[column]) || 0)

/**
 * The tables tell more apart than is kept (a country's cities, a source's campaigns), so several rows have one key; they
 * are told apart by the rest of the row and added up when asked for. People then count once in each.
 */
const restOf = (row: Row, kept: string): string =>
  Object.entries(row)
    .filter(
      ([column]) => column !== 'date' && column !== kept && ![...figures, 'bounces', 'visit_duration'].includes(column),
    )
    .map(([, value]) => cellText(value))
    .filter((value) => value !== '')
    .join(' · ')

const turn = (row: Row): Turned => {
  const day = parseDay(cellText(row.date))
  if (day === undefined) return { problem: 'invalid_time', detail: `"${cellText(row.date)}" is no day` }
  const table = tables.find(({ has }) => has in row)
  const rest = table === undefined ? '' : restOf(row, table.has)
  return {
    rows: [
      {
        ...{ day, tool: 'plausible', dimension: table?.dimension ?? '' },
        value: table === undefined ? '' : `${table.value(row)}${rest === '' ? '' : `\t${rest}`}`,
        people: count(row, 'visitors'),
        sessions: count(row, 'visits') || count(row, 'entrances') || count(row, 'exits'),
        ...{ page_views: count(row, 'pageviews'), events: count(row, 'events') },
      },
    ],
  }
}

export const plausible: ImportFormat = {
  kind: 'plausible',
  table: 'imported_days',
  isLike: (columns) =>
    columns[0] === 'date' && columns.includes('visitors') && figures.some((one) => columns.includes(one)),
  start: (_, columns) => {
    if (!columns.includes('date') || !columns.includes('visitors'))
      throw new WrongMapping(
        `Plausible's tables have the columns date and visitors; this one has ${columns.join(', ')}.`,
      )
    return turn
  },
}
