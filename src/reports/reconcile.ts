import type { FileReport, ImportKind, ReconciledLine, Reconciliation } from '../contract/imports.ts'
import type { SideKind } from '../contract/side-data.ts'
import type { Site } from '../contract/site.ts'
import { type EventStore, sideRows, someOrNull } from '../events/index.ts'
import { join, raw, type Sql, sql } from '../platform/sql.ts'
import { money } from './money.ts'

/**
 * What a file says held against what Minnow counts of it, and why the two differ. The file's side was gathered while it
 * was read; this side is asked of the stores afterwards, of the rows that carry the import's id.
 */
type Figure = number | string
type EventsRow = Record<'events' | 'visitors' | 'sessions' | 'purchases' | 'repeats' | 'refunds', Figure> & {
  names: Record<string, Figure>
  worth: Record<string, Figure>
  repeated: Record<string, Figure>
  refunded: Record<string, Figure>
}
type AsideRow = { reason: string; events: Figure }

const ofImport = (site: string, id: string): Sql => sql`site = ${site} AND import = ${id}`

const eventsQuery = (site: string, id: string): Sql =>
  sql`SELECT count() AS events, uniqExact(${someOrNull(sql`visitor`)}) AS visitors, uniqExact(${someOrNull(sql`session`)}) AS sessions,
      countIf(name = 'purchase' AND repeat = 0) AS purchases, countIf(name = 'purchase' AND repeat = 1) AS repeats,
      countIf(name = 'refund' AND repeat = 0) AS refunds, sumMap(map(toString(name), toUInt64(1))) AS names,
      sumMapIf(map(toString(currency), value), name = 'purchase' AND repeat = 0) AS worth,
      sumMapIf(map(toString(currency), value), name = 'purchase' AND repeat = 1) AS repeated,
      sumMapIf(map(toString(currency), value), name = 'refund' AND repeat = 0) AS refunded
    FROM events WHERE ${ofImport(site, id)}`

const asideQuery = (site: string, id: string): Sql =>
  sql`SELECT toString(aside_reason) AS reason, count() AS events FROM events_aside WHERE ${ofImport(site, id)} GROUP BY reason`

type Why = ReconciledLine['why']

const reasons = (counts: Record<string, number>): Why =>
  Object.entries(counts).flatMap(([reason, count]) => (count > 0 ? [{ reason, count }] : []))

/** Rows of which nothing was made. */
const notMade = ({ unusable, skipped }: FileReport): Why => [...reasons(unusable), ...reasons(skipped)]

/** What was made of rows and is not counted: refused, there already, or set aside (which is told as such only). */
const leftOut = ({ dropped, unusable }: FileReport, aside: readonly AsideRow[]): Why => {
  const setAside = new Map(aside.map(({ reason, events }) => [reason, Number(events)]))
  const refused = Object.entries(dropped).map(
    ([reason, count]) => [reason, count - (unusable[reason] ?? 0) - (setAside.get(reason) ?? 0)] as const,
  )
  return [
    ...reasons(Object.fromEntries(refused)),
    ...[...setAside].map(([reason, count]) => ({ reason: `aside_${reason}`, count })),
  ]
}

const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((all, one) => all + one, 0)

type Line = { measure: string; of?: string; file: number | null; minnow: number | null; why?: Why }

/** Reasons are told only where there is a difference. */
const line = ({ measure, of = '', file, minnow, why = [] }: Line): ReconciledLine => ({
  ...{ measure, of, file, minnow },
  why: file === null || file === minnow ? [] : why,
})

const eventLines = (told: FileReport, row: EventsRow, aside: readonly AsideRow[]): ReconciledLine[] => {
  const why = leftOut(told, aside)
  const [visitors, sessions] = [Number(row.visitors), Number(row.sessions)]
  const repeats: Why = Number(row.repeats) > 0 ? [{ reason: 'repeat', count: Number(row.repeats) }] : []
  const followed = why.length > 0 ? [{ reason: 'left_out', count: null }] : []
  const currencies = Object.keys(told.sums).flatMap((name) => /^(value|refunded) (\w{3})$/.exec(name)?.slice(1) ?? [])
  const amounts: Line[] = []
  for (let at = 0; at < currencies.length; at += 2) {
    const [measure = '', of = ''] = [currencies[at], currencies[at + 1]]
    const counted = measure === 'value' ? row.worth : row.refunded
    const repeated = money(row.repeated[of] ?? 0)
    amounts.push({
      ...{ measure, of, file: told.sums[`${measure} ${of}`] ?? 0, minnow: money(counted[of] ?? 0) },
      why: [...(measure === 'value' && repeated > 0 ? [{ reason: 'repeat', count: repeated }] : []), ...followed],
    })
  }
  const lines: Line[] = [
    {
      ...{ measure: 'rows', file: told.read, minnow: told.read - sum(told.unusable) - sum(told.skipped) },
      why: notMade(told),
    },
    { measure: 'events', file: told.made, minnow: Number(row.events), why },
    {
      measure: 'visitors',
      file: told.visitors,
      minnow: visitors,
      why: [...followed, { reason: 'identity', count: null }],
    },
    {
      ...{ measure: 'sessions', file: told.sessions, minnow: sessions },
      why: [...followed, { reason: 'session_rule', count: null }],
    },
    ...('purchases' in told.sums
      ? [
          {
            measure: 'purchases',
            file: told.sums.purchases ?? 0,
            minnow: Number(row.purchases),
            why: [...repeats, ...followed],
          },
        ]
      : []),
    ...('refunds' in told.sums
      ? [{ measure: 'refunds', file: told.sums.refunds ?? 0, minnow: Number(row.refunds), why: followed }]
      : []),
    ...amounts,
    ...Object.entries(told.names).map(([of, file]) => ({
      ...{ measure: 'event', of, file, minnow: Number(row.names[of] ?? 0), why: followed },
    })),
  ]
  return lines.map(line)
}

type SideSums = Record<string, Figure>

const addable: Record<SideKind, readonly string[]> = {
  costs: ['clicks', 'impressions'],
  search_words: ['clicks', 'impressions'],
  posts: ['views', 'likes', 'comments', 'shares', 'saves', 'follows', 'completions'],
  products: [],
  imported_days: [],
}
const hasCost = (table: SideKind): boolean => table === 'costs' || table === 'search_words'

/** Of the rows that count: a later file may say the same day anew, and then that one does. */
const sideQuery = (table: SideKind, site: string, id: string): Sql => {
  const sums = addable[table].map((figure) => sql`sum(${raw(figure)}) AS ${raw(figure)}`)
  const cost = hasCost(table) ? [sql`sumMap(map(toString(currency), cost)) AS cost`] : []
  return sql`SELECT ${join([sql`count() AS rows`, ...sums, ...cost], ', ')} FROM ${sideRows(table, { site })} WHERE import = ${id}`
}

const sideLines = (told: FileReport, row: SideSums): ReconciledLine[] => {
  const rows = Number(row.rows)
  const refused = leftOut(told, [])
  const replaced = told.made - refused.reduce((all, { count }) => all + (count ?? 0), 0) - rows
  const why: Why = [...notMade(told), ...refused, ...(replaced > 0 ? [{ reason: 'same_key', count: replaced }] : [])]
  const followed = why.length > 0 ? [{ reason: 'left_out', count: null }] : []
  const costs = (row.cost ?? {}) as unknown as Record<string, Figure>
  const amounts = Object.entries(told.sums).map(([name, file]): Line => {
    const [measure = '', of = ''] = name.split(' ')
    const minnow = measure === 'cost' ? Number(costs[of] ?? 0) : Number(row[measure] ?? 0)
    return { measure, of, file, minnow: money(minnow), why: followed }
  })
  return [{ measure: 'rows', file: told.read, minnow: rows, why }, ...amounts].map(line)
}

export type ImportAsked = { site: Site; id: string; kind: ImportKind; table: SideKind | undefined; told: FileReport }

export const runReconciliation = async (
  events: EventStore,
  { site, id, table, told }: ImportAsked,
): Promise<Reconciliation> => {
  const frame = {
    ...{ first: told.first, last: told.last, timezone: site.timezone, currency: site.currency },
    ...{ skipped: told.skipped, problems: told.problems },
  }
  if (table !== undefined) {
    const [row = { rows: 0 }] = await events.query<SideSums>(sideQuery(table, site.id, id))
    return { ...frame, lines: sideLines(told, row) }
  }
  const [[row], aside] = await Promise.all([
    events.query<EventsRow>(eventsQuery(site.id, id)),
    events.query<AsideRow>(asideQuery(site.id, id)),
  ])
  const none = { events: 0, visitors: 0, sessions: 0, purchases: 0, repeats: 0, refunds: 0 }
  const empty: EventsRow = { ...none, names: {}, worth: {}, repeated: {}, refunded: {} }
  return { ...frame, lines: eventLines(told, row ?? empty, aside) }
}
