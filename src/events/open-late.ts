import { setTimeout as sleep } from 'node:timers/promises'
import type { Log } from '../platform/log.ts'
import { type EventStore, StoreUnavailable } from './store.ts'

/** `opening`: given when the store could not be reached yet; resolves when it can be used. It never rejects. */
export type LateStore = { store: EventStore; opening: Promise<void> | undefined }

const EVERY_MS = 2_000
/** How often the log says the same. */
const SAY_EVERY_MS = 60_000

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/**
 * Opens a store that may be away: then everything asked of it rejects with StoreUnavailable, as when it goes away later,
 * until `open` has succeeded. What is wrong with a store that answers at once (it is refused) rejects.
 */
export const openLate = async (
  open: () => Promise<EventStore>,
  { log, everyMs = EVERY_MS }: { log: Log; everyMs?: number },
): Promise<LateStore> => {
  let reason = ''
  try {
    return { store: await open(), opening: undefined }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    reason = reasonOf(error)
  }
  let store: EventStore | undefined
  const closing = new AbortController()
  const { promise: opening, resolve } = Promise.withResolvers<void>()

  const keepTrying = async (): Promise<void> => {
    let saidAt = Number.NEGATIVE_INFINITY
    let said = ''
    while (!store && !closing.signal.aborted) {
      if (reason !== said || performance.now() - saidAt > SAY_EVERY_MS) {
        log.warn({ reason }, 'the event store cannot be used yet; events wait on disk')
        said = reason
        saidAt = performance.now()
      }
      await sleep(everyMs, undefined, { signal: closing.signal }).catch(() => undefined)
      if (closing.signal.aborted) return
      try {
        store = await open()
        log.info({}, 'the event store can be used now')
        resolve()
      } catch (error) {
        reason = reasonOf(error)
      }
    }
  }
  const trying = keepTrying()

  const opened = (): EventStore => {
    if (store) return store
    throw new StoreUnavailable(`The event store cannot be used yet: ${reason}`)
  }
  return {
    opening,
    store: {
      insert: async (rows) => opened().insert(rows),
      query: async (query, options) => opened().query(query, options),
      command: async (statement) => opened().command(statement),
      close: async () => {
        closing.abort()
        await trying
        await store?.close()
      },
    },
  }
}
