import { pollFeeds } from '../../collect/index.ts'
import { auditDays } from '../../contract/audit-facts.ts'
import {
  forgetDayCounts,
  forgetMentions,
  removeOldAudit,
  removeOldSalts,
  sealHooksAgain,
  stopLeftImports,
} from '../../control/index.ts'
import { randomText } from '../../platform/random.ts'
import type { Deps } from '../deps.ts'
import { finishErasures, resumeErasures } from '../privacy/erase-person.ts'
import { removeOldEvents } from '../privacy/retention.ts'
import { createSchedule, type Job } from './schedule.ts'
import { setFastAside } from './set-fast-aside.ts'

const SECOND_MS = 1_000
const HOUR_MS = 3_600 * SECOND_MS
const DAY_MS = 24 * HOUR_MS
/** How late a job may begin. */
const TICK_MS = 5 * SECOND_MS
/** How late a change made by another server on the same database is seen here. */
const SITES_EVERY_MS = 5 * SECOND_MS

/** How late an import goes on that another server left. */
const IMPORTS_EVERY_MS = 15 * SECOND_MS

/** How late sessions are put in order to which an event came late. */
const ORDER_EVERY_MS = 15 * SECOND_MS

/** What happens by itself, once for all servers on the same stores. */
export const jobs = (deps: Deps): Job[] => {
  const { control, clock } = deps
  return [
    { name: 'remove old uploads', at: '40 * * * *', run: () => deps.uploads.removeOld(clock.now()) },
    { name: 'stop left imports', at: '50 * * * *', run: () => stopLeftImports(control.db, clock.now()) },
    { name: 'remove old salts', at: '0 * * * *', run: () => removeOldSalts(control.db, clock.now()) },
    { name: 'finish erasures', at: '*/5 * * * *', run: (signal) => finishErasures(deps, signal) },
    { name: 'delete old events', at: '30 2 * * *', run: (signal) => removeOldEvents(deps, signal) },
    {
      name: 'forget old audit',
      at: '35 3 * * *',
      run: () => removeOldAudit(control.db, clock.now() - auditDays * DAY_MS),
    },
    { name: 'forget old counts', at: '45 3 * * *', run: () => forgetDayCounts(control.db, clock.now()) },
    { name: 'ask feeds', at: '* * * * *', run: (signal) => pollFeeds(deps, signal) },
    { name: 'forget old mentions', at: '10 3 * * *', run: () => forgetMentions(control.db, clock.now()) },
    { name: 'seal with the newest key', at: '20 3 * * *', run: () => sealHooksAgain(control.db, deps.secrets) },
  ]
}

const aborted = (signal: AbortSignal): Promise<void> =>
  signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))

/** What each server does for itself. */
const startOwn = (deps: Deps): (() => void) => {
  const { control, log, sites, demo, erased, collector, background, imports, opening } = deps
  const every = (ms: number, name: string, job: () => Promise<void>): NodeJS.Timeout => {
    const run = (): void => {
      job().catch((error: unknown) => log.error({ err: error, job: name }, 'a job failed'))
    }
    run()
    return setInterval(run, ms).unref()
  }
  let isStopped = false
  // A history whose filling was interrupted by a stop goes on.
  const timers = [every(HOUR_MS, 'go on with the demo', async () => demo.fill())]
  const orderSessions = async (): Promise<void> => {
    await setFastAside(deps)
    await collector.mend()
  }
  const whenOpen = (name: string, work: (signal: AbortSignal) => Promise<void>): void => {
    background.run(name, async (signal) => {
      if (opening) await Promise.race([opening, aborted(signal)])
      if (!signal.aborted) await work(signal)
    })
  }
  whenOpen('go on with erasures', (signal) => resumeErasures(deps, signal))
  whenOpen('go on with imports', async () => {
    if (!isStopped) timers.push(every(IMPORTS_EVERY_MS, 'go on with imports', () => imports.goOn()))
  })
  whenOpen('look for sessions that are not in order', async () => {
    await collector.findUnsettled().finally(() => {
      if (!isStopped) timers.push(every(ORDER_EVERY_MS, 'put sessions in order', orderSessions))
    })
  })
  const seeErased = async (): Promise<void> => {
    if (await erased.reload()) await collector.forget([])
  }
  if (control.engine === 'postgres') {
    timers.push(
      every(SITES_EVERY_MS, 'see changed sites', () => sites.reload()),
      every(SITES_EVERY_MS, 'see who was erased', seeErased),
    )
  }
  return () => {
    isStopped = true
    for (const timer of timers) clearInterval(timer)
  }
}

/** Everything that happens while the server runs and nobody asks. Answers how to stop it. */
export const startJobs = (deps: Deps): (() => Promise<void>) => {
  const holder = randomText(deps.random, 12)
  const schedule = createSchedule(jobs(deps), { store: deps.control, clock: deps.clock, log: deps.log, holder })
  const stopOwn = startOwn(deps)
  void schedule.runDue()
  const timer = setInterval(() => void schedule.runDue(), TICK_MS).unref()
  return async () => {
    clearInterval(timer)
    stopOwn()
    await schedule.stop()
  }
}
