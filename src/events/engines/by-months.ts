import type { EventRow } from '../event.ts'
import type { EncodedRows } from './rows-to-text.ts'

/** A part on disk holds one month; an insert over more months than this is slow, over a hundred is refused. */
const monthsPerInsert = 12

const month = (ts: number): number => {
  const date = new Date(ts)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The rows in inserts that touch few months each; nearly always one. */
export const byMonths = (rows: readonly EventRow[] | EncodedRows): (readonly EventRow[] | EncodedRows)[] => {
  if (rows.length === 0) return []
  if ('pieces' in rows) return [rows]
  const groups = new Map<number, EventRow[]>()
  for (const row of rows) {
    const key = month(row.ts)
    const group = groups.get(key)
    if (group) group.push(row)
    else groups.set(key, [row])
  }
  if (groups.size <= monthsPerInsert) return [rows]
  const months = [...groups.keys()].sort((one, other) => one - other)
  return Array.from({ length: Math.ceil(months.length / monthsPerInsert) }, (_, index) =>
    months.slice(index * monthsPerInsert, (index + 1) * monthsPerInsert).flatMap((key) => groups.get(key) ?? []),
  )
}
