import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import type { Repeats } from './seen/repeats.ts'
import type { SessionMemory } from './session-memory.ts'

const RETRY_MS = 2_000

type Given = {
  memory: SessionMemory
  repeats: Repeats
  fillNames: () => Promise<void>
  clock: Clock
  log: Log
  /** Given while the event store cannot be reached yet: resolves when it can. */
  opening: Promise<void> | undefined
  /** What can wait is read in after this: whoever asks first after a start has the machine to themselves. */
  restAfterMs: number
}

/** What a collector reads in from the store when it starts. */
export type ReadingIn = {
  /** True while nothing is known of the visits before this process: events of now may be part of one. */
  isBlind(): boolean
  /** Resolves when everything is read in; nothing needs to wait for it. */
  ready: Promise<void>
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>
}

/** Open sessions first: the collector takes events once they are known, or at once when the store is away. */
export const readIn = async ({
  memory,
  repeats,
  fillNames,
  clock,
  log,
  opening,
  restAfterMs,
}: Given): Promise<ReadingIn> => {
  const stopping = new AbortController()
  const { signal } = stopping
  const fillRest = async (): Promise<void> => {
    if (restAfterMs > 0) await sleep(restAfterMs, undefined, { signal, ref: false }).catch(() => undefined)
    if (signal.aborted) return
    await repeats.fill(clock.now()).catch((error: unknown) => {
      log.warn({ error }, 'stored event ids could not be read in; every id is looked up instead')
    })
    await fillNames()
  }
  const readingIn = (ready: Promise<void>, isBlind: () => boolean): ReadingIn => ({
    isBlind,
    ready,
    stop: () => {
      stopping.abort()
      return ready
    },
  })
  if (opening === undefined) {
    await memory.warm(clock.now())
    return readingIn(fillRest(), () => false)
  }

  let isBlind = true
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  const warmLate = async (): Promise<void> => {
    await Promise.race([opening, stopped])
    while (isBlind && !signal.aborted) {
      try {
        await memory.warm(clock.now())
        isBlind = false
      } catch (error) {
        log.warn({ error }, 'open sessions could not be read in yet')
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
    if (!isBlind) await fillRest()
  }
  return readingIn(warmLate(), () => isBlind)
}
