import type { ControlStore } from '../control/index.ts'
import type { EventStore } from '../events/index.ts'
import type { Clock } from '../platform/clock.ts'
import type { Config } from '../platform/config.ts'
import type { Log } from '../platform/log.ts'
import type { Random } from '../platform/random.ts'

/** What the outside gives to one Minnow. */
export type World = {
  config: Config
  clock: Clock
  random: Random
  log: Log
  events: EventStore
  /** Given when the event store could not be reached at the start: resolves when it can be used. */
  opening?: Promise<void> | undefined
  control: ControlStore
  /** How long after a start what can wait is read in. Default 0. */
  restAfterMs?: number | undefined
  /** What the command line on this machine shows to act as owner; absent: nobody may. */
  localToken?: string
}
