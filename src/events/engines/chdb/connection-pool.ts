import type { Session } from 'chdb'
import { abortError } from '../engine-errors.ts'

/** Lends connections, one statement each; who finds none free waits in line. */
export class ConnectionPool {
  private readonly free: Session[]
  private readonly waiting: ((connection: Session) => void)[] = []

  constructor(connections: readonly Session[]) {
    this.free = [...connections]
  }

  /** Rejects with an AbortError when the signal fires before a connection is free. */
  async take(signal?: AbortSignal): Promise<Session> {
    if (signal?.aborted) throw abortError()
    const connection = this.free.pop()
    if (connection) return connection
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.waiting.splice(this.waiting.indexOf(onFree), 1)
        reject(abortError())
      }
      const onFree = (freed: Session) => {
        signal?.removeEventListener('abort', onAbort)
        resolve(freed)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.waiting.push(onFree)
    })
  }

  give(connection: Session): void {
    const next = this.waiting.shift()
    if (next) next(connection)
    else this.free.push(connection)
  }
}
