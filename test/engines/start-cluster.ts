import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type Breakable, type Engine, startClickhouse } from './start-clickhouse.ts'

const shards = 2
const deployed = join(import.meta.dirname, '../../deploy/clickhouse/shards.xml')

/** What deploy/ gives to every server, with its hosts on this machine. */
const configuration = (ports: readonly number[]): string =>
  ports.reduce(
    (text, port, index) =>
      text.replace(
        `<host>clickhouse-${index + 1}</host><port>9000</port>`,
        `<host>127.0.0.1</host><port>${port}</port>`,
      ),
    readFileSync(deployed, 'utf8'),
  )

/** Two real ClickHouse servers that are one cluster of two shards. The address takes a database's name for `DATABASE`. */
export const startCluster = async (): Promise<Engine & { shards: Breakable[] }> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-cluster-'))
  const ports = await Promise.all(Array.from({ length: shards }, freePort))
  const config = join(folder, 'shards.xml')
  writeFileSync(config, configuration(ports))
  const started = await Promise.allSettled(
    ports.map((tcpPort, index) => {
      const environment = { MINNOW_SHARD: String(index + 1), MINNOW_REPLICA: 'a', MINNOW_CLUSTER_SECRET: 'for tests' }
      return startClickhouse({ tcpPort, config, environment })
    }),
  )
  const stop = async () => {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  const failed = started.find((one) => one.status === 'rejected')
  if (failed) {
    await stop()
    throw failed.reason
  }
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  return { url: `${servers.map(({ url }) => url).join(',')}/DATABASE?cluster=minnow`, shards: servers, stop }
}
