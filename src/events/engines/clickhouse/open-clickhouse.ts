import { Readable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type ClickHouseClient, ClickHouseLogLevel, createClient } from '@clickhouse/client'
import type { Log } from '../../../platform/log.ts'
import { identifier, render, sql } from '../../../platform/sql.ts'
import type { EventRow } from '../../event.ts'
import { type EventStore, type QueryOptions, StoreUnavailable } from '../../store.ts'
import { byMonths } from '../by-months.ts'
import { abortError, insertError, queryError } from '../engine-errors.ts'
import { defaultMaxSeconds, querySettings, settingsText } from '../limits.ts'
import { readAnswer } from '../read-answer.ts'
import { insertColumns, rowsToText } from '../rows-to-text.ts'

export type ClickhouseOptions = {
  /** http(s)://user:password@host:port/database; the database is made when missing. Default database: minnow. */
  url: string
  /** Memory one query may take on the server. Default 600. */
  memoryMb?: number
  /** Processors one query may use. Default: as the server decides. */
  threads?: number
  log: Log
}

/** How long a statement may take on the wire beyond the limit that the server itself keeps. */
const graceMs = 15_000
const stopAgainMs = 250
/** Migrations and deletions. */
const commandMs = 3_600_000

const place = (url: string): { address: string; database: string } => {
  const parsed = new URL(url)
  const database = decodeURIComponent(parsed.pathname.replace(/^\/+|\/+$/g, '')) || 'minnow'
  parsed.pathname = ''
  return { address: parsed.toString(), database }
}

const makeDatabase = async (address: string, database: string): Promise<void> => {
  const client = createClient({ url: address, database: 'default', log: { level: ClickHouseLogLevel.OFF } })
  try {
    await client.command({ query: render(sql`CREATE DATABASE IF NOT EXISTS ${identifier(database)}`) })
  } catch (error) {
    throw queryError(error)
  } finally {
    await client.close()
  }
}

/** Opens a ClickHouse server over HTTP. Rejects with StoreUnavailable when it does not answer. */
export const openClickhouse = async (options: ClickhouseOptions): Promise<EventStore> => {
  const { address, database } = place(options.url)
  await makeDatabase(address, database)
  const client: ClickHouseClient = createClient({
    url: address,
    database,
    request_timeout: commandMs,
    compression: { request: true },
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { max_query_size: '10000000', wait_end_of_query: 1 },
  })
  const memoryMb = options.memoryMb ?? 600
  let open = true

  /** Asks again until the server knows no such query: one that is only being set up does not hear the first time. */
  const stop = async (id: string) => {
    let known = true
    for (let round = 0; open && (known || round < 2); round++) {
      const answer = await client.query({ query: `KILL QUERY WHERE query_id = '${id}' ASYNC`, format: 'JSONEachRow' })
      known = (await answer.json()).length > 0
      await setTimeout(stopAgainMs, undefined, { ref: false })
    }
  }

  /** One statement; its own time limit on the wire, since the client's is for the longest. */
  const run = async (text: string, { signal, limitMs }: { signal?: AbortSignal; limitMs: number }): Promise<string> => {
    if (!open) throw new StoreUnavailable('The event store is closed')
    if (signal?.aborted) throw abortError()
    const id = crypto.randomUUID()
    const limit = AbortSignal.timeout(limitMs)
    try {
      const { stream } = await client.exec({
        query: text,
        query_id: id,
        abort_signal: signal ? AbortSignal.any([signal, limit]) : limit,
      })
      return await readText(stream)
    } catch (error) {
      if (!signal?.aborted && !limit.aborted) throw queryError(error)
      stop(id).catch((problem: unknown) => {
        if (open) options.log.warn({ error: problem }, 'an abandoned query could not be stopped')
      })
      throw signal?.aborted ? abortError() : new StoreUnavailable('The event store does not answer', { cause: error })
    }
  }

  const insertPart = async (rows: readonly EventRow[]): Promise<void> => {
    if (!open) throw new StoreUnavailable('The event store is closed')
    try {
      await client.insert({
        table: 'events',
        columns: [insertColumns[0] ?? 'site', ...insertColumns.slice(1)],
        format: 'TabSeparated',
        values: Readable.from([rowsToText(rows)], { objectMode: false }),
      })
    } catch (error) {
      throw insertError(error)
    }
  }

  return {
    async insert(rows) {
      for (const part of byMonths(rows)) await insertPart(part)
    },

    async query<Row>(query: Parameters<EventStore['query']>[0], given: QueryOptions = {}): Promise<Row[]> {
      const settings = settingsText(querySettings(given, { memoryMb, threads: options.threads, mark: '' }))
      const limitMs = (given.maxSeconds ?? defaultMaxSeconds) * 1000 + graceMs
      const text = `${render(query)}\nFORMAT JSONEachRow\nSETTINGS ${settings}`
      return readAnswer<Row>(await run(text, { signal: given.signal, limitMs }))
    },

    async command(statement) {
      await run(render(statement), { limitMs: commandMs })
    },

    async close() {
      if (!open) return
      open = false
      await client.close()
    },
  }
}
