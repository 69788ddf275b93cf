import { randomBytes } from 'node:crypto'
import { type Clock, systemClock } from '../platform/clock.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { createLog, type Log } from '../platform/log.ts'
import { systemRandom } from '../platform/random.ts'
import { buildApp, type Minnow } from './app.ts'
import { openStores } from './stores.ts'

export type StartOptions = Partial<Config> & {
  clock?: Clock
  log?: Log
  /** Whether servers of the stores that cannot be reached are waited for. Default: they are an error. */
  isPatient?: boolean
  /** As of World. */
  restAfterMs?: number
}
export type OpenMinnow = Minnow & { config: Config; log: Log; localToken: string }

const TOKEN_BYTES = 32

/** Everything but the port and the jobs: the stores opened and migrated, the app ready. */
export const openMinnow = async ({
  clock = systemClock,
  log: given,
  isPatient = false,
  restAfterMs,
  ...options
}: StartOptions = {}): Promise<OpenMinnow> => {
  const config = readConfig(options)
  const log = given ?? createLog(config.logLevel)
  const stores = await openStores({ config, clock, log, isPatient })
  const localToken = randomBytes(TOKEN_BYTES).toString('base64url')
  try {
    const minnow = await buildApp({ config, clock, random: systemRandom, log, localToken, restAfterMs, ...stores })
    const close = async (): Promise<void> => {
      await minnow.close()
      await stores.close()
    }
    return { ...minnow, config, log, localToken, close }
  } catch (error) {
    await stores.close()
    throw error
  }
}
