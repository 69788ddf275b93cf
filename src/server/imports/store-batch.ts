import { setTimeout as sleep } from 'node:timers/promises'
import type { Collector, CollectResult, Door } from '../../collect/index.ts'
import type { CollectAnswer } from '../../contract/collect.ts'
import type { SideKind } from '../../contract/side-data.ts'
import type { Site } from '../../contract/site.ts'
import { sql } from '../../platform/sql.ts'
import { Refusal } from '../http/errors.ts'
import type { World } from '../world.ts'
import { recordSideRows } from './record-side-rows.ts'

type StoreDeps = Pick<World, 'events' | 'clock'> & { collector: Collector }
export type Batch = { site: Site; importId: string; items: readonly unknown[] }

const ordersIn = (items: readonly unknown[]): string[] =>
  items.flatMap((item) => {
    const { transaction_id, visitor } = (item ?? {}) as { transaction_id?: unknown; visitor?: unknown }
    return visitor === undefined && typeof transaction_id === 'string' ? [transaction_id] : []
  })

/** Who placed the orders that events of nobody in particular name. */
const buyersOf = async (
  { events }: StoreDeps,
  site: string,
  orders: readonly string[],
): Promise<ReadonlyMap<string, bigint>> => {
  if (orders.length === 0) return new Map()
  const rows = await events.query<{ order: string; visitor: string }>(
    sql`SELECT transaction_id AS order, toString(argMin(events.visitor, ts)) AS visitor FROM events
      WHERE site = ${site} AND transaction_id IN ${[...new Set(orders)]} GROUP BY order`,
  )
  return new Map(rows.map(({ order, visitor }) => [order, BigInt(visitor)]))
}

/** Past events, of any age, on their way through the same pipeline as others. */
export const collectImported = async (deps: StoreDeps, { site, importId, items }: Batch): Promise<CollectResult> => {
  const door: Door = {
    ...{ origin: 'import', ip: '', userAgent: '', pageUrl: '', trusted: true },
    ...{ receivedAt: deps.clock.now(), import: importId, buyers: await buyersOf(deps, site.id, ordersIn(items)) },
  }
  return deps.collector.collect({ site: site.id, events: items }, door)
}

const WAIT_LIMIT_MS = 15 * 60_000
/** Events at once: what arrives meanwhile waits for no more than these. */
const EVENTS_AT_ONCE = 1_000

const storeEvents = async (deps: StoreDeps, batch: Batch, signal: AbortSignal): Promise<CollectAnswer> => {
  for (let waited = 0; waited < WAIT_LIMIT_MS; ) {
    const result = await collectImported(deps, batch)
    if (result.outcome !== 'busy') return result.answer
    const pause = result.retryAfterSeconds * 1_000
    await sleep(pause, undefined, { signal })
    waited += pause
  }
  throw new Refusal('busy')
}

/** Stores events, or rows of a table; waits while the stores are busy. */
export const storeBatch = async (
  deps: StoreDeps,
  { table, signal, ...batch }: Batch & { table: SideKind | undefined; signal: AbortSignal },
): Promise<CollectAnswer> => {
  const { site, importId, items } = batch
  if (table !== undefined) return recordSideRows(deps, { site, kind: table, rows: items, importId })
  const answer: CollectAnswer = { accepted: 0, dropped: [] }
  for (let start = 0; start < items.length; start += EVENTS_AT_ONCE) {
    const part = { ...batch, items: items.slice(start, start + EVENTS_AT_ONCE) }
    const { accepted, dropped } = await storeEvents(deps, part, signal)
    answer.accepted += accepted
    answer.dropped.push(...dropped.map((drop) => ({ ...drop, index: drop.index + start })))
  }
  return answer
}
