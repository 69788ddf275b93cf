// The figures that a report's time is held against: one hand-written query each, on the same engine and month,
// without HTTP, JSON, goals or identities. Prints milliseconds (median of 5) as JSON:
//   node bench/baseline.ts ENGINE_FOLDER
import { Session } from 'chdb'

export type Baseline = { funnel: number; daily: number; totals: number; channels: number }

const measure = async (folder: string): Promise<Baseline> => {
  const engine = new Session(folder)
  const steps = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'].map((name) => `name = '${name}'`)
  const queries = {
    funnel: `SELECT level, count() FROM (SELECT visitor, windowFunnel(86400000)(
      toUInt64(toUnixTimestamp64Milli(ts)), ${steps.join(', ')}) AS level FROM baseline.events
      WHERE site = 's' AND (${steps.join(' OR ')}) GROUP BY visitor) GROUP BY level ORDER BY level`,
    daily: `SELECT toDate(ts) AS day, uniqExact(visitor), uniqExact(session), count(), countIf(name = 'purchase')
      FROM baseline.events WHERE site = 's' GROUP BY day ORDER BY day`,
    totals: `SELECT uniqExact(visitor), uniqExact(session), count(), uniqExactIf(visitor, name = 'purchase')
      FROM baseline.events WHERE site = 's'`,
    channels: `SELECT channel, uniqExact(visitor), uniqExactIf(visitor, name = 'add_to_cart'),
      uniqExactIf(visitor, name = 'purchase') FROM baseline.events WHERE site = 's' GROUP BY channel`,
  }
  const times: Record<string, number> = {}
  for (const [name, query] of Object.entries(queries)) {
    const taken: number[] = []
    for (let round = 0; round < 5; round++) {
      const start = performance.now()
      await engine.queryAsync(query, { format: 'TSV' })
      taken.push(performance.now() - start)
    }
    times[name] = Math.round(taken.sort((one, other) => one - other)[2] ?? 0)
  }
  engine.close()
  return times as Baseline
}

if (import.meta.main) process.stdout.write(JSON.stringify(await measure(process.argv[2] ?? '')))
