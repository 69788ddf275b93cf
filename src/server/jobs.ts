import { removeOldSalts } from '../control/index.ts'
import type { Deps } from './deps.ts'

const HOUR_MS = 3_600_000
/** How late a change made by another server on the same database is seen here. */
const SITES_EVERY_MS = 5_000

/** What happens by itself while the server runs. Answers how to stop it. */
export const startJobs = (deps: Deps): (() => void) => {
  const { control, clock, log, sites } = deps
  const every = (ms: number, name: string, job: () => Promise<void>): NodeJS.Timeout => {
    const run = (): void => {
      job().catch((error: unknown) => log.error({ err: error, job: name }, 'a job failed'))
    }
    run()
    return setInterval(run, ms).unref()
  }
  const timers = [
    every(HOUR_MS, 'remove old salts', () => removeOldSalts(control.db, clock.now())),
    // A history whose filling was interrupted by a stop goes on, too.
    every(HOUR_MS, 'go on with the demo', async () => deps.demo.fill()),
  ]
  if (control.engine === 'postgres') timers.push(every(SITES_EVERY_MS, 'see changed sites', () => sites.reload()))
  return () => {
    for (const timer of timers) clearInterval(timer)
  }
}
