import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { text as readText } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type ClickHouseClient, ClickHouseLogLevel, type ClickHouseSettings, createClient } from '@clickhouse/client'
import type { Log } from '../../../platform/log.ts'
import { identifier, render, sql } from '../../../platform/sql.ts'
import type { EventRow } from '../../event.ts'
import { StoreUnavailable } from '../../store.ts'
import { abortError, insertError, queryError } from '../engine-errors.ts'
import { type EncodedRows, insertColumns, piecesOf } from '../rows-to-text.ts'

/** One ClickHouse server, spoken to over HTTP. */
export type ClickhouseServer = {
  address: string
  /** The answer's text. */
  run(text: string, options: { signal?: AbortSignal; limitMs: number }): Promise<string>
  insert(rows: readonly EventRow[] | EncodedRows): Promise<void>
  insertNative(rows: { table: string; columns: readonly string[]; file: string }): Promise<void>
  close(): Promise<void>
}

const stopAgainMs = 250
/** Migrations and deletions. */
export const commandMs = 3_600_000

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

/** Makes the database when it is missing. Rejects with StoreUnavailable when the server does not answer. */
export const connectServer = async (options: {
  address: string
  database: string
  settings: ClickHouseSettings
  log: Log
}): Promise<ClickhouseServer> => {
  const { address, database, settings, log } = options
  await makeDatabase(address, database)
  const client: ClickHouseClient = createClient({
    url: address,
    database,
    request_timeout: commandMs,
    compression: { request: true },
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: { max_query_size: '10000000', wait_end_of_query: 1, ...settings },
  })
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

  return {
    address,

    /** Its own time limit on the wire, since the client's is for the longest. */
    async run(text, { signal, limitMs }) {
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
          if (open) log.warn({ error: problem }, 'an abandoned query could not be stopped')
        })
        throw signal?.aborted ? abortError() : new StoreUnavailable('The event store does not answer', { cause: error })
      }
    },

    async insert(rows) {
      if (!open) throw new StoreUnavailable('The event store is closed')
      try {
        await client.insert({
          table: 'events',
          columns: [insertColumns[0] ?? 'site', ...insertColumns.slice(1)],
          format: 'TabSeparated',
          values: Readable.from(piecesOf(rows), { objectMode: false }),
        })
      } catch (error) {
        throw insertError(error)
      }
    },

    async insertNative({ table, columns, file }) {
      const names = columns.map((name) => `\`${name}\``).join(', ')
      try {
        const { stream } = await client.exec({
          query: `INSERT INTO \`${table}\` (${names}) SETTINGS max_partitions_per_insert_block = 0 FORMAT Native`,
          values: createReadStream(file),
        })
        await readText(stream)
      } catch (error) {
        throw insertError(error)
      }
    },

    async close() {
      if (!open) return
      open = false
      await client.close()
    },
  }
}
