import type { ClickHouseSettings } from '@clickhouse/client'
import type { Log } from '../../../platform/log.ts'
import { render, sql } from '../../../platform/sql.ts'
import { StoreRefused, StoreUnavailable } from '../../store.ts'
import { readAnswer } from '../read-answer.ts'
import { type ClusterFacts, type ClusterStep, clusterQuery, clusterSteps } from './cluster-statement.ts'
import { type ClickhouseServer, commandMs, connectServer } from './connect-server.ts'

/** Several servers as one: what is asked goes to one of them, which asks the others; what changes tables goes to all. */
export type Cluster = {
  /** The next server in turn, past those that just failed. */
  server(): ClickhouseServer
  failed(server: ClickhouseServer): void
  query(text: string): string
  command(text: string): Promise<void>
  close(): Promise<void>
}

/**
 * An insert is answered when every shard has its rows on disk; of subqueries over the whole table each is run once, not
 * once a shard. Reads go where writes went, so that what was just written is seen: the first replica that lives.
 */
const clusterSettings: ClickHouseSettings = {
  distributed_foreground_insert: 1,
  distributed_product_mode: 'global',
  parallel_distributed_insert_select: '0',
  prefer_localhost_replica: 0,
  load_balancing: 'in_order',
}

const restMs = 5_000
const askMs = 15_000

type Seat = { shard_num: number; replica_num: number }
type Known = { shards: string; servers: string; shard: string; replica: string }

const rows = async <Row>(server: ClickhouseServer, statement: Parameters<typeof render>[0]): Promise<Row[]> =>
  readAnswer<Row>(await server.run(`${render(statement)}\nFORMAT JSONEachRow`, { limitMs: askMs }))

/** Which of the cluster's seats a server has. */
const seatOf = async (server: ClickhouseServer, cluster: string): Promise<Seat> => {
  const [seat] = await rows<Seat>(
    server,
    sql`SELECT shard_num, replica_num FROM system.clusters WHERE cluster = ${cluster} AND is_local LIMIT 1`,
  )
  if (seat) return seat
  throw new StoreRefused(
    `The ClickHouse server ${new URL(server.address).host} is not in a cluster called ${cluster}, or does not recognise itself in it. Look at <remote_servers> in its configuration.`,
  )
}

const checkWhole = async (
  servers: readonly ClickhouseServer[],
  cluster: string,
): Promise<{ isReplicated: boolean }> => {
  const [first] = servers
  if (!first) throw new StoreRefused('MINNOW_CLICKHOUSE_URL names no server.')
  const [known] = await rows<Known>(
    first,
    sql`SELECT toString(uniqExact(shard_num)) AS shards, toString(count()) AS servers, '' AS shard, '' AS replica
      FROM system.clusters WHERE cluster = ${cluster}`,
  )
  if (Number(known?.servers) !== servers.length) {
    throw new StoreRefused(
      `The cluster ${cluster} has ${known?.servers ?? 0} servers, and MINNOW_CLICKHOUSE_URL names ${servers.length}. Name every one of them, separated by commas.`,
    )
  }
  return { isReplicated: Number(known?.shards) < servers.length }
}

export const openCluster = async (options: {
  addresses: readonly string[]
  database: string
  cluster: string
  settings: ClickHouseSettings
  log: Log
}): Promise<Cluster> => {
  const { addresses, database, cluster, log } = options
  const settings = { ...clusterSettings, ...options.settings }
  const servers: ClickhouseServer[] = []
  const close = async () => {
    for (const server of servers) await server.close()
  }
  try {
    for (const address of addresses) {
      servers.push(await connectServer({ address, database, settings, log }))
    }
    const facts: ClusterFacts = { cluster, database, ...(await checkWhole(servers, cluster)) }
    const seats = await Promise.all(servers.map((server) => seatOf(server, cluster)))
    const heads = servers.filter(
      (_, index) => seats.findIndex(({ shard_num }) => shard_num === seats[index]?.shard_num) === index,
    )
    if (new Set(seats.map(({ shard_num, replica_num }) => `${shard_num}-${replica_num}`)).size < servers.length) {
      throw new StoreRefused('MINNOW_CLICKHOUSE_URL names one server of the cluster twice.')
    }
    const restingUntil = new Map<ClickhouseServer, number>()
    let turn = 0

    const server = (): ClickhouseServer => {
      const now = performance.now()
      const ready = servers.filter((one) => (restingUntil.get(one) ?? 0) <= now)
      const from = ready.length > 0 ? ready : servers
      turn++
      return from[turn % from.length] as ClickhouseServer
    }

    const run = async ({ on, text }: ClusterStep): Promise<void> => {
      const places = on === 'servers' ? servers : on === 'shards' ? heads : [server()]
      for (const place of places) await place.run(text, { limitMs: commandMs })
    }

    return {
      server,
      failed: (one) => restingUntil.set(one, performance.now() + restMs),
      query: (text) => clusterQuery(text, facts),
      command: async (text) => {
        for (const step of clusterSteps(text, facts)) await run(step)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error instanceof StoreRefused || error instanceof StoreUnavailable
      ? error
      : new StoreUnavailable(`The cluster cannot be opened: ${String(error)}`, { cause: error })
  }
}
