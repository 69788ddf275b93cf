import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { type Engine, startClickhouse } from './start-clickhouse.ts'

const shards = 2

const configuration = (ports: readonly number[], shard: number): string => `<clickhouse>
  <remote_servers><minnow><secret>only for tests</secret>
    ${ports
      .map(
        (port) =>
          `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${port}</port></replica></shard>`,
      )
      .join('\n    ')}
  </minnow></remote_servers>
  <macros><shard>${shard + 1}</shard><replica>1</replica></macros>
</clickhouse>
`

/** Two real ClickHouse servers that are one cluster of two shards. The address takes a database's name for `DATABASE`. */
export const startCluster = async (): Promise<Engine> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-cluster-'))
  const ports = await Promise.all(Array.from({ length: shards }, freePort))
  const started = await Promise.allSettled(
    ports.map((tcpPort, shard) => {
      const config = join(folder, `shard-${shard}.xml`)
      writeFileSync(config, configuration(ports, shard))
      return startClickhouse({ tcpPort, config })
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
  const urls = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value.url] : []))
  return { url: `${urls.join(',')}/DATABASE?cluster=minnow`, stop }
}
