import type { Sql } from '../platform/sql.ts'
import type { EncodedRows } from './engines/rows-to-text.ts'
import type { EventRow } from './event.ts'

export type QueryOptions = {
  /** Default 30 s. */
  maxSeconds?: number
  /** Stops the engine's work, too; the call rejects with an AbortError. */
  signal?: AbortSignal
  /**
   * It gathers over all of a period and may take as much memory as a query may. The embedded engine runs one such at a
   * time, which takes no longer on the same cores; small queries never wait for it.
   */
  isLarge?: boolean
  /** How many times over it gathers about as much, one from the other; they share the memory. Default 1. */
  gatherings?: number
}

/** The door to the event store. Every engine passes engines/contract. */
export type EventStore = {
  /**
   * Resolves when the rows are on disk. Rejects with StoreUnavailable when they may not be. Best in thousands; encoded
   * ones must lie within few months.
   */
  insert(rows: readonly EventRow[] | EncodedRows): Promise<void>
  /**
   * JSON rows: 64-bit integers (count() is one) as decimal text, DateTime64 as text (select
   * toUnixTimestamp64Milli instead). The statement has no FORMAT or SETTINGS of its own.
   */
  query<Row>(query: Sql, options?: QueryOptions): Promise<Row[]>
  /** Statements without an answer: migrations, deletions. Not bounded in time. */
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

/** What was asked cannot be asked, for example a regular expression that the engine does not understand. */
export class QueryInvalid extends Error {
  override name = 'QueryInvalid'
}

/** The folder belongs to another process, or to a newer Minnow. Nothing was touched. */
export class StoreRefused extends Error {
  override name = 'StoreRefused'
}
