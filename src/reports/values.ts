import type { ValuesAnswer } from '../contract/report.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { type Rows, rowsSql } from './rows.ts'

/** Values that a field had lately, the most frequent first: what a filter or a step is chosen from. */
export type ValuesPlan = Rows & { key: Sql; search: string }

const shownValues = 50

export const valuesQuery = ({ key, search, ...rows }: ValuesPlan): Sql =>
  sql`SELECT toString(${key}) AS value, count() AS events FROM events
    WHERE ${rowsSql(rows)} AND value != ''
      ${search === '' ? sql`` : sql`AND positionCaseInsensitiveUTF8(value, ${search}) > 0`}
    GROUP BY value ORDER BY events DESC, value LIMIT ${shownValues}`

export const propertyNamesQuery = ({ search, ...rows }: Omit<ValuesPlan, 'key'>): Sql =>
  sql`SELECT property AS value, count() AS events FROM (
      SELECT arrayJoin(mapKeys(properties)) AS property FROM events WHERE ${rowsSql(rows)})
    WHERE property != '' ${search === '' ? sql`` : sql`AND positionCaseInsensitiveUTF8(property, ${search}) > 0`}
    GROUP BY property ORDER BY events DESC, value LIMIT ${shownValues}`

export type ValueRow = { value: string; events: number | string }

export const readValues = (rows: readonly ValueRow[]): ValuesAnswer => ({
  values: rows.map(({ value, events }) => ({ value, events: Number(events) })),
})
