// The figures that a report's time is held against: one hand-written query each, on the same engine and month,
// without HTTP, JSON, goals or identities.
//   node bench/baseline.ts make FOLDER SESSIONS   makes the month in a bare table
//   fork(baseline.ts, ['ask', FOLDER])            answers each name of a query by the milliseconds that it took
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Session } from 'chdb'

const steps = ['view_item', 'add_to_cart', 'begin_checkout', 'purchase'].map((name) => `name = '${name}'`)
const queries = {
  funnel: `SELECT level, count() FROM (SELECT visitor, windowFunnel(86400000)(
    toUInt64(toUnixTimestamp64Milli(ts)), ${steps.join(', ')}) AS level FROM events
    WHERE site = 's' AND (${steps.join(' OR ')}) GROUP BY visitor) GROUP BY level ORDER BY level`,
  daily: `SELECT toDate(ts) AS day, uniqExact(visitor), uniqExact(session), count(), countIf(name = 'purchase')
    FROM events WHERE site = 's' GROUP BY day ORDER BY day`,
  totals: `SELECT uniqExact(visitor), uniqExact(session), count(), uniqExactIf(visitor, name = 'purchase')
    FROM events WHERE site = 's'`,
  channels: `SELECT channel, uniqExact(visitor), uniqExactIf(visitor, name = 'add_to_cart'),
    uniqExactIf(visitor, name = 'purchase') FROM events WHERE site = 's' GROUP BY channel`,
}
export type HandWritten = keyof typeof queries

const table = `CREATE TABLE events (site LowCardinality(String), ts DateTime64(3), name LowCardinality(String),
  visitor UInt64, session UInt64, path String, channel LowCardinality(String), referrer LowCardinality(String),
  device LowCardinality(String), browser LowCardinality(String), country LowCardinality(String), value Float64,
  item String)
  ENGINE = MergeTree PARTITION BY toYYYYMM(ts) ORDER BY (site, toDate(ts), visitor, ts)`

/** The statement that makes the table `raw`: the month, whoever reads it. */
export const monthSql = (sessions: string): string =>
  readFileSync(new URL('month.sql', import.meta.url), 'utf8')
    .replace(/^--.*$/gm, '')
    .replaceAll('{S}', sessions)

const make = async (folder: string, sessions: string): Promise<void> => {
  const engine = new Session(folder)
  const statements = [
    monthSql(sessions),
    table,
    `INSERT INTO events SELECT 's', toDateTime64(ts, 3), kind, cityHash64(vid), cityHash64(sid), path, src, ref, dev, br,
      country, value, item FROM raw`,
    'OPTIMIZE TABLE events FINAL',
    'DROP TABLE raw SYNC',
  ]
  for (const statement of statements) await engine.queryAsync(statement)
  engine.close()
}

const answer = (folder: string): void => {
  const engine = new Session(folder)
  process.on('message', async (name: HandWritten) => {
    const start = performance.now()
    await engine.queryAsync(queries[name], { format: 'TSV' })
    process.send?.(performance.now() - start)
  })
  process.on('disconnect', () => engine.close())
}

/** Runs hand-written queries in a process of its own, so that they can take turns with what is held against them. */
export class Baseline {
  private readonly child: ChildProcess

  constructor(folder: string) {
    this.child = fork(fileURLToPath(import.meta.url), ['ask', folder])
  }

  /** Milliseconds that these took, one after another. */
  async ask(names: readonly HandWritten[]): Promise<number> {
    let sum = 0
    for (const name of names) {
      this.child.send(name)
      const [milliseconds] = (await once(this.child, 'message')) as [number]
      sum += milliseconds
    }
    return sum
  }

  close(): void {
    this.child.disconnect()
  }
}

if (import.meta.main) {
  const [verb, folder = '', sessions = ''] = process.argv.slice(2)
  if (verb === 'make') await make(folder, sessions)
  else answer(folder)
}
