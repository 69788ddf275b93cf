import type { Filter } from '../contract/report.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
export const propertyText = (n: string): Sql => sql`properties[${n}]`
export const propertyNumber = (n: string): Sql => sql`toFloat64OrZero(properties[${n}])`
const cols: Record<string, string> = { page: 'path', event: 'name' }

import { raw } from '../platform/sql.ts'
export const fieldSql = (f: string): Sql => (f.startsWith('property:') ? propertyText(f.slice(9)) : raw(cols[f] ?? f))
export const filterSql = (f: Filter): Sql => {
  const x = fieldSql(f.field)
  const any = (one: (v: string) => Sql) => sql`(${join(f.values.map(one), ' OR ')})`
  switch (f.op) {
    case 'is':
      return any((v) => sql`${x} = ${v}`)
    case 'is_not':
      return sql`NOT ${any((v) => sql`${x} = ${v}`)}`
    case 'contains':
      return any((v) => sql`positionCaseInsensitiveUTF8(${x}, ${v}) > 0`)
    case 'not_contains':
      return sql`NOT ${any((v) => sql`positionCaseInsensitiveUTF8(${x}, ${v}) > 0`)}`
    case 'starts_with':
      return any((v) => sql`startsWith(${x}, ${v})`)
    case 'glob':
      return any(
        (v) =>
          sql`match(${x}, ${
            '^' +
            v
              .split('*')
              .map((p) => p.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
              .join('.*') +
            '$'
          })`,
      )
    case 'regex':
      return any((v) => sql`match(${x}, ${v})`)
    case 'more_than':
      return any((v) => sql`toFloat64OrZero(${x}) > ${Number(v)}`)
    case 'less_than':
      return any((v) => sql`toFloat64OrZero(${x}) < ${Number(v)}`)
    case 'exists':
      return sql`${x} != ''`
    case 'missing':
      return sql`${x} = ''`
  }
}
