import { Cron } from 'croner'
import { type ControlStore, endLease, listLeases, renewLease, takeLease } from '../../control/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Log } from '../../platform/log.ts'

/** Work that happens by itself, once for all processes on the same stores. */
export type Job = {
  name: string
  /** When, as a cron pattern in UTC. */
  at: string
  /** Stops soon after the signal: the server ends, or another process has taken over. Doing it twice does no harm. */
  run(signal: AbortSignal): Promise<void>
}

export type ScheduleDeps = {
  store: ControlStore
  clock: Clock
  log: Log
  /** This process. */
  holder: string
  leaseMs?: number
  retryMs?: number
}

export type Schedule = {
  /** Does what is due and not done by anybody; resolves when that is finished. */
  runDue(): Promise<void>
  /** Resolves when nothing runs any more. */
  stop(): Promise<void>
}

/** A process that vanishes holds its work this long. */
const LEASE_MS = 60_000
/** A failed job is tried again after this. */
const RETRY_MS = 5 * 60_000

/**
 * What is due is the last time of the pattern that nobody has done: so what was missed while no server ran is done at the
 * start, and what a process left unfinished is taken over by another.
 */
export const createSchedule = (jobs: readonly Job[], deps: ScheduleDeps): Schedule => {
  const { store, clock, log, holder, leaseMs = LEASE_MS, retryMs = RETRY_MS } = deps
  const planned = jobs.map((job) => ({ job, pattern: new Cron(job.at, { timezone: 'UTC', paused: true }) }))
  /** As far as this process knows. */
  const done = new Map<string, number>()
  const running = new Map<string, Promise<void>>()
  const stopping = new AbortController()

  const runHeld = async (job: Job, slot: number): Promise<void> => {
    const lease = { name: job.name, holder, ttlMs: leaseMs }
    const lost = new AbortController()
    const renewing = setInterval(() => {
      renewLease(store, lease).then(
        (isMine) => isMine || lost.abort(new Error('another process has taken over')),
        (error: unknown) => log.warn({ err: error, job: job.name }, 'a lease could not be renewed'),
      )
    }, leaseMs / 3).unref()
    const began = clock.now()
    log.debug({ job: job.name, slot }, 'a job begins')
    try {
      await job.run(AbortSignal.any([stopping.signal, lost.signal]))
      if (stopping.signal.aborted || lost.signal.aborted) await endLease(store, lease)
      else await endLease(store, lease, { slot, tookMs: clock.now() - began, error: null })
    } catch (error) {
      if (stopping.signal.aborted) return await endLease(store, lease)
      log.error({ err: error, job: job.name }, 'a job failed')
      const said = error instanceof Error ? error.message : String(error)
      await endLease(store, lease, { tookMs: clock.now() - began, error: said, againAfterMs: retryMs })
    } finally {
      clearInterval(renewing)
    }
  }

  const runOne = async (job: Job, slot: number): Promise<void> => {
    if (await takeLease(store, { name: job.name, holder, ttlMs: leaseMs, slot })) await runHeld(job, slot)
    const state = (await listLeases(store)).find(({ name }) => name === job.name)
    if (state) done.set(job.name, state.doneSlot)
  }

  const runDue = async (): Promise<void> => {
    const now = new Date(clock.now())
    for (const { job, pattern } of planned) {
      const slot = pattern.previousRuns(1, now)[0]?.getTime() ?? 0
      if (stopping.signal.aborted || running.has(job.name) || (done.get(job.name) ?? 0) >= slot) continue
      const run = runOne(job, slot)
        .catch((error: unknown) => log.warn({ err: error, job: job.name }, 'the schedule could not be read or written'))
        .finally(() => running.delete(job.name))
      running.set(job.name, run)
    }
    await Promise.all(running.values())
  }

  return {
    runDue,
    stop: async () => {
      stopping.abort(new Error('the server stops'))
      await Promise.all(running.values())
    },
  }
}
