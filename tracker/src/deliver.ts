// Gets events to Minnow: in small batches, again after a failure, and from the next page when this one is closed first.
import type { IncomingEvent } from '../../src/contract/collect.ts'
import { addressOf, site } from './config.ts'
import { guard, on } from './guard.ts'
import { randomId } from './random.ts'
import { state, storageKey } from './visitor.ts'

const batchDelayMs = 300
const batchEvents = 20
const mostKept = 500
const firstWaitMs = 500
const longestWaitMs = 3e5
/** A browser lets 64 kB outlive a page; a character may take three bytes. */
const keepaliveCharacters = 2e4

/** Everything that Minnow has not acknowledged yet, oldest first. */
let queue: IncomingEvent[] = []
let underway: IncomingEvent[] = []
let timer: ReturnType<typeof setTimeout> | 0
let failures = 0
/** Each open page keeps its own list, so that tabs do not overwrite each other's. */
const listKey = `${storageKey}:${randomId()}`

const keep = guard(() => {
  if (!state.isStoring) return
  if (queue.length) localStorage[listKey] = JSON.stringify(queue)
  else localStorage.removeItem(listKey)
})

const schedule = (waitMs: number): void => {
  timer = timer || setTimeout(flush, waitMs)
}

const flush = guard(() => {
  clearTimeout(timer)
  timer = 0
  queue = queue.slice(-mostKept)
  const batch = queue.filter((event) => !underway.includes(event)).slice(0, batchEvents)
  if (!batch[0] || state.held > document.hidden) return
  const ended = (isDone: boolean, waitSeconds?: string | null): void => {
    underway = underway.filter((event) => !batch.includes(event))
    if (isDone) queue = queue.filter((event) => !batch.includes(event))
    failures = isDone ? 0 : failures + 1
    keep()
    // Spread, so that the pages that waited for a server to come back do not all ask at once.
    const backoffMs = Math.min(2 ** failures * firstWaitMs, longestWaitMs) * (0.5 + Math.random())
    if (queue[0]) schedule(isDone ? 0 : (waitSeconds as never) * 1e3 || backoffMs)
  }
  underway.push(...batch)
  // A plain string is sent as text/plain, which needs no preflight.
  const body = JSON.stringify({ site, sent_at: Date.now(), automated: navigator.webdriver, events: batch })
  fetch(addressOf('api/collect'), {
    method: 'POST',
    body,
    keepalive: body.length < keepaliveCharacters,
    credentials: 'omit',
  }).then(
    ({ status, headers }) => ended(status < 500 && status !== 429, headers.get('Retry-After')),
    () => ended(false),
  )
})

/** What Minnow does not know yet. */
export const waiting = (): IncomingEvent[] => queue

export const leave = (): void => {
  flush()
  keep()
}

export const send = (event: IncomingEvent): void => {
  queue.push(event)
  // A hidden page may not get another chance: its last events leave as soon as this task is done.
  if (document.hidden) queueMicrotask(leave)
  else schedule(batchDelayMs)
}

/** Takes over what earlier pages could not see acknowledged. It may have arrived all the same: the same id counts once. */
export const startDelivery = guard(() => {
  on(window, 'online', flush)
  if (!state.isStoring) return
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(`${storageKey}:`)) {
      const kept = localStorage[key]
      localStorage.removeItem(key)
      queue.push(...JSON.parse(kept))
    }
  }
})
