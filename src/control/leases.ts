import { type RawBuilder, sql } from 'kysely'
import type { ControlStore } from './store.ts'

/**
 * Work that only one of all processes on the same stores may do at a time. Time is that of the store, the one clock
 * which all of them share.
 */
export type Lease = { name: string; holder: string; ttlMs: number }

const storeNow = ({ engine }: Pick<ControlStore, 'engine'>): RawBuilder<number> =>
  engine === 'sqlite'
    ? sql<number>`CAST(unixepoch('subsec') * 1000 AS INTEGER)`
    : sql<number>`CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)`

/**
 * True for exactly one of any number who ask, until the lease runs out or is given back. With a slot (the time for which
 * the work was planned) only while that slot, or a later one, has not been done.
 */
export const takeLease = async (
  store: ControlStore,
  { name, holder, ttlMs, slot }: Lease & { slot?: number },
): Promise<boolean> => {
  const now = storeNow(store)
  const expires = sql<number>`${now} + ${ttlMs}`
  const result = await store.db
    .insertInto('leases')
    .values({ name, holder, expires, done_slot: 0 })
    .onConflict((conflict) => {
      const taken = conflict.column('name').doUpdateSet({ holder, expires }).where('leases.expires', '<=', now)
      return slot === undefined ? taken : taken.where('leases.done_slot', '<', slot)
    })
    .executeTakeFirst()
  return Number(result.numInsertedOrUpdatedRows ?? 0) === 1
}

/** False when somebody else has it by now: stop. */
export const renewLease = async (store: ControlStore, { name, holder, ttlMs }: Lease): Promise<boolean> => {
  const now = storeNow(store)
  const result = await store.db
    .updateTable('leases')
    .set({ expires: sql<number>`${now} + ${ttlMs}` })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .where('expires', '>', now)
    .executeTakeFirst()
  return Number(result.numUpdatedRows) === 1
}

export type Outcome = { slot?: number; tookMs?: number; error?: string | null; againAfterMs?: number }

/** Says what came of it. `againAfterMs` keeps it from being taken at once: a failure waits before it is tried again. */
export const endLease = async (
  store: ControlStore,
  { name, holder }: Pick<Lease, 'name' | 'holder'>,
  { slot, tookMs, error, againAfterMs = 0 }: Outcome = {},
): Promise<void> => {
  const now = storeNow(store)
  await store.db
    .updateTable('leases')
    .set({
      expires: sql<number>`${now} + ${againAfterMs}`,
      ...(slot !== undefined && { done_slot: slot }),
      ...(tookMs !== undefined && { took_ms: tookMs, finished: now }),
      ...(error !== undefined && { error }),
    })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .execute()
}

/** Work that is over for good leaves nothing. */
export const dropLease = async (
  { db }: ControlStore,
  { name, holder }: Pick<Lease, 'name' | 'holder'>,
): Promise<void> => {
  await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()
}

export type LeaseState = {
  name: string
  holder: string
  isHeld: boolean
  doneSlot: number
  finished: number | null
  tookMs: number | null
  error: string | null
}

export const listLeases = async (store: ControlStore): Promise<LeaseState[]> => {
  const rows = await store.db
    .selectFrom('leases')
    .selectAll()
    .select(storeNow(store).as('now'))
    .orderBy('name')
    .execute()
  return rows.map((row) => ({
    name: row.name,
    holder: row.holder,
    isHeld: Number(row.expires) > Number(row.now),
    doneSlot: Number(row.done_slot),
    finished: row.finished === null ? null : Number(row.finished),
    tookMs: row.took_ms === null ? null : Number(row.took_ms),
    error: row.error,
  }))
}
