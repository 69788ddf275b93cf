import { monitorEventLoopDelay } from 'node:perf_hooks'
import { listLeases } from '../../control/index.ts'
import { version } from '../../platform/package-root.ts'
import type { Deps } from '../deps.ts'
import { isOnImport } from '../imports/held-imports.ts'
import type { Metric } from './exposition.ts'
import { StoreTimes } from './watched-store.ts'

const NANOSECONDS = 1e9
const MICROSECONDS = 1e6
const DELAY_STEP_MS = 20

const counter = (name: string, help: string, samples: Metric['samples']): Metric => ({
  ...{ name: `minnow_${name}`, kind: 'counter', help, samples },
})
const gauge = (name: string, help: string, samples: Metric['samples']): Metric => ({
  ...{ name: `minnow_${name}`, kind: 'gauge', help, samples },
})
const one = (value: number): Metric['samples'] => [{ value }]

/** Answers of the server by method and status, those of the collect route left to the counts of events. */
export class Answers {
  readonly #counts = new Map<string, { method: string; status: string; count: number }>()

  add(method: string, status: number): void {
    const key = `${method} ${status}`
    const counted = this.#counts.get(key) ?? { method, status: String(status), count: 0 }
    counted.count++
    this.#counts.set(key, counted)
  }

  samples(): Metric['samples'] {
    return [...this.#counts.values()].map(({ method, status, count }) => ({ labels: { method, status }, value: count }))
  }
}

const processMetrics = (delay: ReturnType<typeof monitorEventLoopDelay>): Metric[] => {
  const { user, system } = process.cpuUsage()
  const memory = process.memoryUsage()
  return [
    {
      ...counter('', '', one((user + system) / MICROSECONDS)),
      name: 'process_cpu_seconds_total',
      help: 'Processor time.',
    },
    { ...gauge('', '', one(memory.rss)), name: 'process_resident_memory_bytes', help: 'Memory.' },
    {
      ...gauge('', '', one(Math.round(performance.timeOrigin / 1_000))),
      ...{ name: 'process_start_time_seconds', help: 'When the process began.' },
    },
    gauge('heap_used_bytes', 'Memory of JavaScript objects.', one(memory.heapUsed)),
    gauge('event_loop_delay_p99_seconds', 'How late the process answers, 99th percentile since the last scrape.', [
      { value: Number.isNaN(delay.mean) ? 0 : Math.max(0, delay.percentile(99) / NANOSECONDS - DELAY_STEP_MS / 1_000) },
    ]),
  ]
}

const collectMetrics = ({ collector }: Deps): Metric[] => {
  const { waitingRows, journalBytes, filterBytes } = collector.state()
  const { accepted, dropped } = collector.totals()
  return [
    counter('events_accepted_total', 'Events that were accepted and are safe on disk.', one(accepted)),
    counter(
      'events_dropped_total',
      'Events that were not stored, by reason.',
      Object.entries(dropped).map(([reason, value]) => ({ labels: { reason }, value })),
    ),
    gauge('waiting_rows', 'Accepted events that are not in the event store yet.', one(waitingRows)),
    gauge('journal_bytes', 'Their size on disk.', one(journalBytes)),
    gauge('id_filter_bytes', 'Memory for recognising events that are sent again.', one(filterBytes)),
  ]
}

const storeMetrics = (times: StoreTimes): Metric[] => [
  counter(
    'store_operations_total',
    'What the event store was asked to do, and what came of it.',
    [...times.counts.values()].map(({ work, outcome, count }) => ({ labels: { work, outcome }, value: count })),
  ),
  counter(
    'store_seconds_total',
    'Time that the event store took.',
    Object.entries(times.seconds).map(([work, value]) => ({ labels: { work }, value })),
  ),
  counter(
    'store_operations_within_total',
    'Operations that took at most so many seconds.',
    Object.entries(times.within).flatMap(([work, counts]) =>
      counts.map((value, index) => ({ labels: { work, seconds: String(StoreTimes.bounds[index]) }, value })),
    ),
  ),
  counter('store_inserted_rows_total', 'Rows put into the event store.', one(times.insertedRows)),
]

const jobMetrics = async ({ control }: Deps): Promise<Metric[]> => {
  const leases = (await listLeases(control)).filter(({ name }) => !isOnImport(name))
  return [
    gauge(
      'job_finished_timestamp_seconds',
      'When a job ended last, on whichever server.',
      leases.flatMap(({ name, finished }) =>
        finished === null ? [] : [{ labels: { job: name }, value: Math.round(finished / 1_000) }],
      ),
    ),
    gauge(
      'job_failed',
      '1 when the last run of a job failed.',
      leases.map(({ name, error }) => ({ labels: { job: name }, value: error === null ? 0 : 1 })),
    ),
  ]
}

/** Everything of this process, and the jobs of all. */
export const createMetrics = (deps: Deps, { times, answers }: { times: StoreTimes; answers: Answers }) => {
  const delay = monitorEventLoopDelay({ resolution: DELAY_STEP_MS })
  delay.enable()
  return {
    read: async (): Promise<Metric[]> => {
      const jobs = await jobMetrics(deps).then(
        (metrics) => ({ metrics, up: 1 }),
        () => ({ metrics: [], up: 0 }),
      )
      const metrics = [
        gauge('info', 'The version that runs.', [{ labels: { version, node: process.version }, value: 1 }]),
        ...processMetrics(delay),
        counter(
          'http_answers_total',
          'Answers by method and status, without those of /api/collect.',
          answers.samples(),
        ),
        ...collectMetrics(deps),
        ...storeMetrics(times),
        gauge('database_up', 'Whether the database of settings answers.', one(jobs.up)),
        ...jobs.metrics,
      ]
      delay.reset()
      return metrics
    },
    stop: () => delay.disable(),
  }
}
