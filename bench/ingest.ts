import { spawn } from 'node:child_process'
import type { LoadPlan, LoadResult } from './load.ts'
import type { Row } from './row.ts'
import { cpuSeconds, freePort, type Running, root, startProcess } from './server.ts'

type Plan = { server: Running; id: string; key: string; seconds: number; say: (line: string) => void }

export const loadWith = (plan: LoadPlan): Promise<LoadResult> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['bench/load.ts', JSON.stringify(plan)], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let out = ''
    child.stdout.on('data', (chunk) => {
      out += String(chunk)
    })
    child.on('exit', () => {
      try {
        resolve(JSON.parse(out) as LoadResult)
      } catch (error) {
        reject(error)
      }
    })
  })

const ROUNDS = 3

const middle = (results: LoadResult[]): LoadResult => {
  const found = results.toSorted((one, other) => one.requestsPerSecond - other.requestsPerSecond)[results.length >> 1]
  if (!found) throw new Error('nothing was measured')
  return found
}

/** Durable ingest: an event is acknowledged when it is on disk. The load generator shares the cores. */
export const measureIngest = async ({ server, id, key, seconds, say }: Plan): Promise<Row[]> => {
  const rows: Row[] = []
  const barePort = await freePort()
  const bare = await startProcess(['bench/bare-server.ts', String(barePort)], { port: barePort, path: '/' })
  const stamp = Date.now().toString(36)
  const plan = (port: number, eventsPerRequest: number, run: string): LoadPlan => ({
    port,
    site: id,
    connections: 64,
    seconds,
    eventsPerRequest,
    run: `${stamp}${run}`,
  })
  try {
    say('Ingest …')
    for (const eventsPerRequest of [1, 50]) {
      // In turn, for machines have good and bad seconds.
      const pairs: { bare: LoadResult; ours: LoadResult }[] = []
      let cpu = 0
      for (let round = 0; round < ROUNDS; round++) {
        const bare = await loadWith(plan(barePort, eventsPerRequest, `b${eventsPerRequest}-${round}-`))
        const before = cpuSeconds(server.child)
        const ours = await loadWith(plan(server.port, eventsPerRequest, `o${eventsPerRequest}-${round}-`))
        cpu += cpuSeconds(server.child) - before
        pairs.push({ bare, ours })
      }
      const bareResult = middle(pairs.map(({ bare }) => bare))
      const ours = middle(pairs.map(({ ours }) => ours))
      const events = pairs.reduce((sum, { ours }) => sum + ours.events, 0)
      rows.push({
        figure: `cost of a million events, ${eventsPerRequest} a request`,
        measured: `${Math.round((cpu / events) * 1e6)} s of a processor`,
        target: 'told',
      })
      const refused = pairs.reduce((sum, { ours }) => sum + ours.refused, 0)
      const ratio = ours.requestsPerSecond / bareResult.requestsPerSecond
      rows.push({
        figure: `durable ingest, ${eventsPerRequest === 1 ? 'one event' : `${eventsPerRequest} events`} a request`,
        measured: `${ours.eventsPerSecond} events/s, p50 ${ours.p50Ms} ms, p99 ${ours.p99Ms} ms${refused ? `, ${refused} refused` : ''}`,
        baseline: `bare server ${bareResult.eventsPerSecond} events/s`,
        ratio,
        target: eventsPerRequest === 1 ? 'at least 0.40' : 'told',
        ...(eventsPerRequest === 1 ? { ok: ratio >= 0.4 && refused === 0 } : {}),
      })
    }
    say('Ingest while the slowest report runs …')
    let reporting = true
    const slowest = async () => {
      while (reporting) {
        await fetch(`http://127.0.0.1:${server.port}/api/sites/${id}/reports/funnel`, {
          method: 'POST',
          headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
          body: JSON.stringify({
            from: '2026-10-23',
            to: '2026-11-22',
            per: 'session',
            by_day: true,
            breakdown: 'browser',
            steps: [{ path: '/*' }, { path: '/product/*' }, { event: 'add_to_cart' }, { event: 'purchase' }],
          }),
        }).then((answer) => answer.text())
      }
    }
    const few = (run: string): Promise<LoadResult> => loadWith({ ...plan(server.port, 1, run), connections: 16 })
    const before = await few('q')
    const reports = slowest()
    const during = await few('r')
    reporting = false
    await reports
    rows.push({
      figure: 'ingest while the slowest report runs',
      measured: `${during.eventsPerSecond} events/s, p99 ${during.p99Ms} ms`,
      baseline: `the same senders without it: ${before.eventsPerSecond} events/s, p99 ${before.p99Ms} ms`,
      target: 'told',
    })
  } finally {
    await bare.stop()
  }
  return rows
}
