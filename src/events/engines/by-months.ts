import type { EventRow } from '../event.ts'

/** A part on disk holds one month; an insert over more months than this is slow, over a hundred is refused. */
const monthsPerInsert = 12

const month = (ts: number): number => {
  const date = new Date(ts)
  return date.getUTCFullYear() * 12 + date.getUTCMonth()
}

/** The rows in inserts that touch few months each; nearly always one. */
export const byMonths = (rows: readonly EventRow[]): (readonly EventRow[])[] => {
  if (rows.length === 0) return []
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
