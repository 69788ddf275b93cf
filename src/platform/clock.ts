import { setTimeout as sleep } from 'node:timers/promises'

/** The only source of time for the server; tests pass their own. Milliseconds since 1970. */
export type Clock = {
  now(): number
  /** How what takes minutes waits; rejects at the signal. Default: as long as it says. */
  wait?(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = { now: () => Date.now() }

export const waitFor = async (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  if (clock.wait) await clock.wait(ms, signal)
  else await sleep(ms, undefined, { signal })
}
