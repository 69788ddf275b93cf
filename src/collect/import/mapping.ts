import type { IncomingEvent } from '../../contract/collect.ts'
import { readConsent } from '../../contract/consent.ts'
import type { DateOrder } from '../../contract/imports.ts'
import { noTime, parseTime } from './parse-time.ts'
import { type ImportFormat, type Turned, WrongMapping } from './turn.ts'

/** Fields of an event that a column can fill. Every other column becomes a property. */
export const mappableFields = [
  'id',
  'name',
  'time',
  'visitor',
  'session',
  'url',
  'referrer',
  'title',
  'value',
  'currency',
  'transaction_id',
  'user',
  'language',
  'ip',
  'user_agent',
  'consent',
  'properties',
] as const
type Field = (typeof mappableFields)[number]

export type Mapping = {
  /** field → column */
  columns: Partial<Record<Field, string>>
  /** property → column, for properties with another name than their column */
  properties: Record<string, string>
  /** the file's event name → ours */
  names: Record<string, string>
  /** field → the same value for every row */
  constants: Partial<Record<Field, string>>
  /** for times that say no zone */
  timezone: string
  dates?: DateOrder | undefined
}

/** `a=b,c=d` → pairs. Throws WrongMapping. */
export const parsePairs = (text: string, option: string): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.trim() !== '')
      .map((pair) => {
        const at = pair.indexOf('=')
        if (at < 1 || at === pair.length - 1)
          throw new WrongMapping(`${option} takes pairs like a=b,c=d; "${pair.trim()}" is none.`)
        return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
      }),
  )

const isField = (name: string): name is Field => (mappableFields as readonly string[]).includes(name)

type Pairs = Record<string, string>

/** What was asked for → a Mapping. Throws WrongMapping. */
export const readMapping = (options: {
  map: Pairs
  names: Pairs
  set: Pairs
  timezone: string
  dates?: DateOrder | undefined
}): Mapping => {
  const mapping: Mapping = {
    columns: {},
    properties: {},
    names: options.names,
    constants: {},
    ...{ timezone: options.timezone, dates: options.dates },
  }
  for (const [target, column] of Object.entries(options.map)) {
    if (isField(target)) mapping.columns[target] = column
    else if (target.startsWith('property.')) mapping.properties[target.slice('property.'.length)] = column
    else
      throw new WrongMapping(
        `--map knows no field "${target}". Fields are ${mappableFields.join(', ')}, or property.NAME.`,
      )
  }
  for (const [target, value] of Object.entries(options.set)) {
    if (!isField(target))
      throw new WrongMapping(`--set knows no field "${target}". Fields are ${mappableFields.join(', ')}.`)
    mapping.constants[target] = value
  }
  return mapping
}

/** Fills in the columns that are named like their field, and checks that the file has all that are asked for. Throws WrongMapping. */
export const fitToColumns = (mapping: Mapping, found: readonly string[]): Mapping => {
  const wanted = [...Object.values(mapping.columns), ...Object.values(mapping.properties)]
  for (const column of wanted) {
    if (!found.includes(column))
      throw new WrongMapping(`The file has no column "${column}". Its columns are ${found.join(', ')}.`)
  }
  const columns = { ...mapping.columns }
  for (const field of mappableFields) {
    if (
      columns[field] === undefined &&
      mapping.constants[field] === undefined &&
      !wanted.includes(field) &&
      found.includes(field)
    )
      columns[field] = field
  }
  const missing = (['time', 'name'] as const).filter(
    (field) => columns[field] === undefined && mapping.constants[field] === undefined,
  )
  if (!columns.visitor && !columns.user && !columns.session && !mapping.constants.visitor)
    missing.push('visitor' as 'name')
  if (missing.length > 0) {
    throw new WrongMapping(
      `The file does not say which column is ${missing.join(' and ')}. Add --map ${missing.map((field) => `${field}=COLUMN`).join(',')}. Its columns are ${found.join(', ')}.`,
    )
  }
  return { ...mapping, columns }
}

export const text = (value: unknown): string | undefined => {
  if (value === null || value === undefined || value === '') return undefined
  return typeof value === 'object' && !(value instanceof Date)
    ? JSON.stringify(value, bigintAsText)
    : value instanceof Date
      ? value.toISOString()
      : String(value)
}

const bigintAsText = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value)

const asProperty = (value: unknown): string | number | boolean | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return text(value)
}

/** One row → one event, or why not. Empty cells are absent. */
export const mapRow = (mapping: Mapping, row: Record<string, unknown>): Turned => {
  const cell = (field: Field): unknown => {
    const column = mapping.columns[field]
    return column === undefined ? mapping.constants[field] : row[column]
  }
  const time = parseTime(cell('time'), mapping.timezone, mapping.dates)
  if (time === undefined) return { problem: 'invalid_time', detail: noTime(text(cell('time')) ?? '') }

  const rawValue = cell('value')
  const value = text(rawValue) === undefined ? undefined : Number(String(rawValue).trim())
  if (value !== undefined && !Number.isFinite(value))
    return { problem: 'invalid_number', detail: `"${String(rawValue)}" is no number` }

  const used = new Set(Object.values(mapping.columns))
  const properties: Record<string, unknown> = {}
  const given = cell('properties')
  if (text(given) !== undefined) {
    try {
      const parsed: unknown = typeof given === 'string' ? JSON.parse(given) : given
      if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Error('not an object')
      Object.assign(properties, parsed)
    } catch {
      return { problem: 'invalid_properties', detail: `"${String(given).slice(0, 60)}" is no JSON object` }
    }
  }
  const renamed = new Map(Object.entries(mapping.properties).map(([property, column]) => [column, property]))
  for (const [column, content] of Object.entries(row)) {
    if (used.has(column)) continue
    const property = asProperty(content)
    if (property !== undefined) properties[renamed.get(column) ?? column] = property
  }

  const name = text(cell('name')) ?? ''
  const event: Record<string, unknown> = { name: mapping.names[name] ?? name, time, properties }
  if (value !== undefined) event.value = value
  const consent = text(cell('consent'))
  // An object is one already; the text is that of an export.
  if (consent !== undefined)
    event.consent = typeof cell('consent') === 'object' ? cell('consent') : readConsent(consent)
  const plain = [
    'id',
    'visitor',
    'session',
    'url',
    'referrer',
    'title',
    'currency',
    'transaction_id',
    'user',
    'language',
    'ip',
    'user_agent',
  ] as const
  for (const field of plain) {
    const content = text(cell(field))?.trim()
    if (content !== undefined && content !== '') event[field] = content
  }
  event.visitor ??= event.user ?? event.session
  return { events: [event as IncomingEvent] }
}

/** Any file whose columns are told apart by name or by a mapping. */
export const mappedEvents: ImportFormat = {
  kind: 'events',
  isLike: (columns) => columns.includes('time') && columns.includes('name'),
  start: ({ site, options }, columns) => {
    const { map, names, set, dates, timezone = site.timezone } = options
    const fitted = fitToColumns(readMapping({ map, names, set, timezone, dates }), columns)
    return (row) => mapRow(fitted, row)
  },
}
