import type { matches } from '../contract/goal.ts'
import type { Dimension, Filter } from '../contract/report.ts'
import { join, raw, type Sql, sql } from '../platform/sql.ts'
import type { ColumnName } from './event.ts'
import { QueryInvalid } from './store.ts'

/** Where each dimension is stored. */
const columnOf: Record<Dimension, ColumnName> = {
  channel: 'channel',
  source: 'source',
  medium: 'medium',
  campaign: 'campaign',
  term: 'term',
  content: 'content',
  referrer: 'referrer',
  landing_page: 'landing_page',
  page: 'path',
  host: 'host',
  device: 'device',
  browser: 'browser',
  os: 'os',
  os_version: 'os_version',
  country: 'country',
  region: 'region',
  city: 'city',
  language: 'language',
  event: 'name',
}

/** The text of a property of the row; empty when the event has none of that name. */
export const propertyText = (name: string): Sql => sql`properties[${name}]`

/** The property as Nullable(Float64): NULL when missing or not a number. */
export const propertyNumber = (name: string): Sql => sql`toFloat64OrNull(properties[${name}])`

/** True of exactly one event of a page view or a video: the one that says "now" where the one before said "not yet". */
export const reachedSql = (property: string, level: number): Sql =>
  sql`ifNull(${propertyNumber(property)}, 0) >= ${level} AND ifNull(${propertyNumber(`${property}_before`)}, 0) < ${level}`

/** Whether the event has the property with something in it. */
export const hasProperty = (name: string): Sql => sql`properties[${name}] != ''`

const propertyField = /^property:(.+)$/su

/** The text expression of a dimension or `property:NAME`, to group or filter by. Throws QueryInvalid for any other field. */
export const fieldSql = (field: string): Sql => {
  const property = propertyField.exec(field)?.[1]
  if (property !== undefined) return propertyText(property)
  const column = Object.hasOwn(columnOf, field) ? columnOf[field as Dimension] : undefined
  if (column === undefined) throw new QueryInvalid(`There is no field ${field}`)
  return raw(column)
}

/** Look-around and references back would need a slower engine; RE2, which runs the pattern, has neither. */
const notInRe2 = /(?<!\\)(?:\\\\)*(?:\(\?(?:[=!>]|<[=!])|\\[1-9]|\\k<)/

const regex = (pattern: string): string => {
  if (notInRe2.test(pattern)) {
    throw new QueryInvalid(`The pattern ${pattern} uses look-around or a reference back, which is not supported`)
  }
  return pattern
}

const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
const globToLike = (glob: string): string => glob.split('*').map(likeLiteral).join('%')

/** Texts repeat: what is dear to find out is found out once a text and block of rows, not once a row. */
const eachOnce = (text: Sql): Sql => sql`toLowCardinality(${text})`

/** Whether a text expression matches. In a glob only `*` is special: it stands for anything, also nothing. */
export const matchesSql = (text: Sql, match: (typeof matches)[number], value: string): Sql => {
  switch (match) {
    case 'is':
      return sql`${text} = ${value}`
    case 'starts_with':
      return sql`startsWith(${text}, ${value})`
    case 'contains':
      return sql`positionCaseInsensitiveUTF8(${eachOnce(text)}, ${value}) > 0`
    case 'glob':
      return sql`${text} LIKE ${globToLike(value)}`
    case 'regex':
      return sql`match(${eachOnce(text)}, ${regex(value)})`
  }
}

const number = (value: string): number => {
  const parsed = Number(value)
  if (value.trim() === '' || !Number.isFinite(parsed)) throw new QueryInvalid(`${value} is not a number`)
  return parsed
}

const anyOf = (conditions: readonly Sql[]): Sql =>
  conditions.length === 0 ? sql`false` : sql`(${join(conditions, ' OR ')})`

/**
 * A filter as a condition on a row of events. Several values mean "any of them", for is_not and not_contains "none of
 * them". `contains` ignores case; the others do not. Throws QueryInvalid when it cannot be asked.
 */
export const filterSql = ({ field, op, values }: Filter): Sql => {
  const text = fieldSql(field)
  const each = (one: (value: string) => Sql): Sql => anyOf(values.map(one))
  switch (op) {
    case 'is':
      return values.length === 1 ? each((value) => matchesSql(text, 'is', value)) : sql`${text} IN ${values}`
    case 'is_not':
      return sql`${text} NOT IN ${values}`
    case 'not_contains':
      return sql`NOT ${each((value) => matchesSql(text, 'contains', value))}`
    case 'more_than':
      return each((value) => sql`ifNull(toFloat64OrNull(${text}) > ${number(value)}, false)`)
    case 'less_than':
      return each((value) => sql`ifNull(toFloat64OrNull(${text}) < ${number(value)}, false)`)
    case 'exists':
      return sql`${text} != ''`
    case 'missing':
      return sql`${text} = ''`
    default:
      return each((value) => matchesSql(text, op, value))
  }
}

/** All filters together; `true` when there are none. */
export const filtersSql = (filters: readonly Filter[]): Sql =>
  filters.length === 0 ? sql`true` : join(filters.map(filterSql), ' AND ')
