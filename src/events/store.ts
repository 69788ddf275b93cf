import type { Sql } from '../platform/sql.ts'
import type { EventRow } from './event.ts'

export type QueryOptions = {
  /** Default 30 s. */
  maxSeconds?: number
  signal?: AbortSignal
}

/** The door to the event store. Every engine passes engines/contract. */
export type EventStore = {
  /** Resolves when the rows are on disk. Rejects with StoreUnavailable when they may not be. */
  insert(rows: readonly EventRow[]): Promise<void>
  /** JSON rows: UInt64 as decimal strings, DateTime64 as text (select toUnixTimestamp64Milli instead). */
  query<Row>(query: Sql, options?: QueryOptions): Promise<Row[]>
  /** Statements without an answer: migrations, deletions. */
  command(statement: Sql): Promise<void>
  close(): Promise<void>
}

/** The store cannot take or answer now; the caller may try again. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable'
}

/** The query was stopped by its own limit (time or memory). */
export class QueryTooHeavy extends Error {
  override name = 'QueryTooHeavy'
}
