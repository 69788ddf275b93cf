import type { ClickHouseSettings } from '@clickhouse/client'
import type { Log } from '../../../platform/log.ts'
import { render } from '../../../platform/sql.ts'
import { type EventStore, type QueryOptions, StoreUnavailable } from '../../store.ts'
import { byMonths } from '../by-months.ts'
import { defaultMaxSeconds, querySettings, settingsText } from '../limits.ts'
import { readAnswer } from '../read-answer.ts'
import { readPlace } from './addresses.ts'
import { type Cluster, openCluster } from './cluster.ts'
import { type ClickhouseServer, commandMs, connectServer } from './connect-server.ts'

export type ClickhouseOptions = {
  /**
   * http(s)://user:password@host:port/database; the database is made when missing. Default database: minnow. Of a
   * cluster all servers, separated by commas, and its name: …/database?cluster=NAME.
   */
  url: string
  /** Memory one query may take on the server. Default 900. */
  memoryMb?: number
  /** Processors one query may use. Default: as the server decides. */
  threads?: number
  log: Log
}

/** How long a statement may take on the wire beyond the limit that the server itself keeps. */
const graceMs = 15_000

/** One server as a cluster of one. */
const alone = (server: ClickhouseServer): Cluster => ({
  server: () => server,
  failed: () => {},
  query: (text) => text,
  command: async (text) => {
    await server.run(text, { limitMs: commandMs })
  },
  close: () => server.close(),
})

const open = async ({ url, log }: ClickhouseOptions): Promise<Cluster> => {
  const { addresses, database, cluster, isLogged } = readPlace(url)
  const settings: ClickHouseSettings = isLogged ? {} : { log_queries: 0 }
  if (cluster !== undefined) return openCluster({ addresses, database, cluster, settings, log })
  return alone(await connectServer({ address: addresses[0] ?? url, database, settings, log }))
}

/** A file of rows of one table, in ClickHouse's format Native. */
export type NativeFile = { table: string; columns: readonly string[]; file: string }
export type ClickhouseStore = EventStore & {
  /** Resolves when the rows are on disk; some of them may be when it rejects. */
  insertNative(rows: NativeFile): Promise<void>
}

/** Opens a ClickHouse server, or a cluster, over HTTP. Rejects with StoreUnavailable when it does not answer. */
export const openClickhouse = async (options: ClickhouseOptions): Promise<ClickhouseStore> => {
  const cluster = await open(options)
  const memoryMb = options.memoryMb ?? 900

  /** A server that does not answer is left out for a while. */
  const at = async <T>(work: (server: ClickhouseServer) => Promise<T>): Promise<T> => {
    const server = cluster.server()
    try {
      return await work(server)
    } catch (error) {
      if (error instanceof StoreUnavailable) cluster.failed(server)
      throw error
    }
  }

  return {
    async insert(rows) {
      for (const part of byMonths(rows)) await at((server) => server.insert(part))
    },

    async query<Row>(query: Parameters<EventStore['query']>[0], given: QueryOptions = {}): Promise<Row[]> {
      const settings = settingsText(querySettings(given, { memoryMb, threads: options.threads, mark: '' }))
      const limitMs = (given.maxSeconds ?? defaultMaxSeconds) * 1000 + graceMs
      const text = `${cluster.query(render(query))}\nFORMAT JSONEachRow\nSETTINGS ${settings}`
      return readAnswer<Row>(await at((server) => server.run(text, { signal: given.signal, limitMs })))
    },

    insertNative: (rows) => at((server) => server.insertNative(rows)),

    command: (statement) => cluster.command(render(statement)),

    close: () => cluster.close(),
  }
}
