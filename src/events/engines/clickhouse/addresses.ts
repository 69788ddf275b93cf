import { StoreRefused } from '../../store.ts'

/** Where the event store is: one server, or every server of a cluster. */
export type ClickhousePlace = {
  addresses: string[]
  database: string
  cluster: string | undefined
  /** Whether statements may stand in the server's query_log: they name visitors by number. */
  isLogged: boolean
}

/**
 * Reads `http://user:password@host:8123/database`, or for a cluster all its servers, separated by commas, and its name:
 * `http://user:password@one:8123,http://user:password@two:8123/database?cluster=NAME`. `query_log=1` at the end lets the
 * server write statements into its query_log.
 */
export const readPlace = (url: string): ClickhousePlace => {
  const parts = url.split(',').map((part) => part.trim())
  const last = new URL(parts.at(-1) ?? '')
  const database = decodeURIComponent(last.pathname.replace(/^\/+|\/+$/g, '')) || 'minnow'
  const cluster = last.searchParams.get('cluster') ?? undefined
  const addresses = parts.map((part) => {
    const parsed = new URL(part)
    parsed.pathname = ''
    parsed.search = ''
    return parsed.toString()
  })
  if (addresses.length > 1 && cluster === undefined) {
    throw new StoreRefused(
      'MINNOW_CLICKHOUSE_URL names several servers but no cluster. Add its name at the end: …/minnow?cluster=NAME, as in <remote_servers> of the ClickHouse configuration.',
    )
  }
  return { addresses, database, cluster, isLogged: last.searchParams.get('query_log') === '1' }
}
