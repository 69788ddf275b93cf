// What people cost who are several visitors: the reports of a month with many visitors, before and after some of them
// are joined, on the embedded engine and on two ClickHouse servers that share the events:
//   node bench/people.ts [--visitors 10] [--joined 1] [--where embedded,shards] [--memory 900]
// Both in millions; memory in MB, as one report may take of the engine (MINNOW_QUERY_MEMORY_MB). Prints, for each report,
// the time (median of three) and the most memory that the engine took for it.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { Site } from '../src/contract/site.ts'
import { type EventStore, migrate, openChdb, openClickhouse } from '../src/events/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createLog } from '../src/platform/log.ts'
import { raw, sql } from '../src/platform/sql.ts'
import { runBreakdown, runFunnel, runOverview } from '../src/reports/index.ts'
import { startCluster } from '../test/engines/start-cluster.ts'
import { siteOf } from '../test/rows.ts'

const { values } = parseArgs({
  options: {
    visitors: { type: 'string', default: '10' },
    joined: { type: 'string', default: '1' },
    where: { type: 'string', default: 'embedded,shards' },
    memory: { type: 'string', default: '900' },
  },
})
const MILLION = 1_000_000
const visitors = Number(values.visitors) * MILLION
const joined = Number(values.joined) * MILLION
const memoryMb = Number(values.memory)
const log = createLog('warn')
/** Longer than the server waits, to be told how long. */
const patient = { maxSeconds: 600 }
const site: Site = siteOf('s', { timezone: 'UTC' })
const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

/** Two visits of each visitor in October; one in five puts something in the cart, one in twenty buys. */
const fill = async (store: EventStore): Promise<void> => {
  const visit = 'toDateTime64(1790812800 + (cityHash64(n, visit) % 2678400), 3)'
  for (let from = 0; from < visitors; from += MILLION) {
    await store.command(
      raw(`INSERT INTO events (site, ts, id, name, visitor, session, session_started, session_opens, path, channel,
          device, value, currency)
        SELECT 's', ts + indexOf(names, name) - 1, cityHash64(n, visit, name), name, cityHash64(n), cityHash64(n, visit), ts,
          name = 'page_view', concat('/product/', toString(n % 2000)),
          ['Direct', 'Organic Search', 'Paid Search', 'Email'][1 + n % 4], ['mobile', 'desktop'][1 + n % 2],
          if(name = 'purchase', 20, 0), if(name = 'purchase', 'USD', '')
        FROM (SELECT number AS n, arrayJoin([1, 2]) AS visit, ${visit} AS ts,
          arrayConcat(['page_view'], if(n % 5 = 0, ['add_to_cart'], []), if(n % 20 = 0, ['purchase'], [])) AS names
          FROM numbers(${from}, ${Math.min(MILLION, visitors - from)})) ARRAY JOIN names AS name`),
    )
  }
}

/** Every second visitor is the person of the one before. */
const joinPairs = (store: EventStore): Promise<void> =>
  store.command(
    raw(
      `INSERT INTO people SELECT 's', cityHash64(2 * number + 1), cityHash64(2 * number), 1, 1 FROM numbers(${joined})`,
    ),
  )

const frame = { from: '2026-10-01', to: '2026-11-01' }
const steps = ['page_view', 'add_to_cart', 'purchase'].map((event) => ({ event }))
const mobile = [{ field: 'device', op: 'is', values: ['mobile'] }]

const peakMb = (where: string): ReturnType<typeof raw> =>
  raw(`SELECT toString(sum(peak_memory_usage)) AS bytes FROM ${where} WHERE query NOT LIKE '%peak_memory_usage%'`)

const measure = async (store: EventStore, { processes, said }: { processes: string; said: string }): Promise<void> => {
  const deps = { events: store, clock: { now: () => Date.parse('2026-11-02') }, goalsOf: async () => [] }
  const reports = {
    'overview, plain': () => runOverview(deps, site, frame, patient),
    'overview, filtered by device': () => runOverview(deps, site, { ...frame, filters: mobile }, patient),
    'funnel of three steps': () => runFunnel(deps, site, { ...frame, steps, window_seconds: 604_800 }, patient),
    channels: () => runBreakdown(deps, site, { ...frame, by: 'channel' }, patient),
  }
  for (const [name, run] of Object.entries(reports)) {
    const took: number[] = []
    let most = 0
    let refused = ''
    for (let round = 0; round < 3 && refused === ''; round++) {
      const began = performance.now()
      let isRunning = true
      const answer = run()
        .catch((error: unknown) => {
          refused = error instanceof Error ? error.message : String(error)
        })
        .finally(() => {
          isRunning = false
        })
      while (isRunning) {
        const [now] = await store.query<{ bytes: string }>(peakMb(processes))
        most = Math.max(most, Number(now?.bytes ?? 0))
        await sleep(20)
      }
      await answer
      took.push(performance.now() - began)
    }
    const ms = Math.round(took.sort((one, other) => one - other)[1] ?? 0)
    say(`| ${name} | ${said} | ${refused || `${ms} ms`} | ${Math.round(most / 1_048_576)} MB |`)
  }
}

const both = async (store: EventStore, { where, processes }: { where: string; processes: string }): Promise<void> => {
  await migrate(store, systemClock)
  await fill(store)
  await measure(store, { processes, said: `${where}, nobody joined` })
  await joinPairs(store)
  await measure(store, { processes, said: `${where}, ${values.joined} M joined` })
  const [size] = await store.query<{ bytes: string }>(
    sql`SELECT toString(sum(bytes_on_disk)) AS bytes FROM system.parts WHERE active AND table = 'people'`,
  )
  say(`People take ${(Number(size?.bytes) / 1_048_576).toFixed(0)} MB on disk.`)
}

say('| report | where | time | memory of the engine |')
say('| --- | --- | --- | --- |')
if (values.where.includes('embedded')) {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-people-'))
  // One more reader than usual: it watches the memory.
  const store = await openChdb({ path: folder, readers: 3, memoryMb, log })
  try {
    await both(store, { where: 'embedded', processes: 'system.processes' })
  } finally {
    await store.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
if (values.where.includes('shards')) {
  const cluster = await startCluster()
  const store = await openClickhouse({ url: cluster.url.replace('DATABASE', 'people'), memoryMb, log })
  try {
    await both(store, { where: 'two shards', processes: "clusterAllReplicas('minnow', system.processes)" })
  } finally {
    await store.close()
    await cluster.stop()
  }
}
