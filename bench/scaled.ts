import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCluster } from '../test/engines/start-cluster.ts'
import { startPostgres } from '../test/engines/start-postgres.ts'
import { Baseline } from './baseline.ts'
import { loadWith } from './ingest.ts'
import { measureReports } from './reports.ts'
import type { Row } from './row.ts'
import { cpuSeconds, type Running, residentMb, runNode, settlesMs, startMinnow } from './server.ts'

type Plan = {
  folder: string
  made: { id: string; key: string }
  baselineFolder: string
  seconds: number
  say: (line: string) => void
}

/**
 * The same installation past one machine: moved into two ClickHouse servers that share the events, and PostgreSQL. The
 * same reports; durable ingest by one server, and by two at the same time. All of it shares the cores of this machine,
 * so two servers show that they do not get in each other's way rather than what a second machine brings.
 */
export const measureScaled = async ({ folder, made, baselineFolder, seconds, say }: Plan): Promise<Row[]> => {
  say('Moving into two ClickHouse servers and PostgreSQL …')
  const [cluster, postgres] = [await startCluster(), await startPostgres()]
  const running: Running[] = []
  try {
    const clickhouseUrl = cluster.url.replace('DATABASE', 'bench')
    const databaseUrl = postgres.url
    const started = performance.now()
    runNode('src/cli/main.ts', 'move', '--data', folder, '--clickhouse', clickhouseUrl, '--database', databaseUrl)
    const movedInSeconds = Math.round((performance.now() - started) / 1_000)
    const secret = join(folder, 'secret.key')
    const env = {
      MINNOW_CLICKHOUSE_URL: clickhouseUrl,
      MINNOW_DATABASE_URL: databaseUrl,
      ...(existsSync(secret) && { MINNOW_SECRET_KEY: readFileSync(secret, 'utf8').trim() }),
    }
    const first = await startMinnow(join(folder, 'first'), env)
    running.push(first)
    const rows: Row[] = [{ figure: 'moving into the cluster', measured: `${movedInSeconds} s`, target: 'told' }]
    const baseline = new Baseline(baselineFolder)
    rows.push(...(await measureReports({ port: first.port, ...made, baseline, say, where: 'two shards' })))
    baseline.close()
    const stamp = Date.now().toString(36)
    const ingest = async (figure: string, servers: readonly Running[]): Promise<Row> => {
      say(`${figure} …`)
      const cpu = () => servers.reduce((sum, { child }) => sum + cpuSeconds(child), 0)
      const before = cpu()
      const results = await Promise.all(
        servers.map(({ port }, index) =>
          loadWith({
            ...{ port, site: made.id, connections: 64 / servers.length, seconds, eventsPerRequest: 1 },
            run: `${stamp}${servers.length}-${index}-`,
          }),
        ),
      )
      const events = results.reduce((sum, result) => sum + result.events, 0)
      const perSecond = results.reduce((sum, result) => sum + result.eventsPerSecond, 0)
      const refused = results.reduce((sum, result) => sum + result.refused, 0)
      const cost = Math.round(((cpu() - before) / events) * 1e6)
      return {
        figure,
        measured: `${perSecond} events/s, p99 ${Math.max(...results.map(({ p99Ms }) => p99Ms))} ms, ${cost} s of a processor a million${refused ? `, ${refused} refused` : ''}`,
        target: 'told',
      }
    }
    rows.push(await ingest('durable ingest on two shards, one process', [first]))
    const second = await startMinnow(join(folder, 'second'), env)
    running.push(second)
    await sleep(settlesMs)
    rows.push(await ingest('durable ingest on two shards, two processes', [first, second]))
    const memory = running.map(({ child }) => residentMb(child)).join(' and ')
    rows.push({ figure: 'resident memory of the two processes', measured: `${memory} MB`, target: 'told' })
    return rows
  } finally {
    for (const server of running) await server.stop()
    await Promise.all([cluster.stop(), postgres.stop()])
  }
}
