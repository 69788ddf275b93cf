import type { Log } from '../../platform/log.ts'

/** Work that an answer does not wait for. */
export class Background {
  readonly #stopping = new AbortController()
  readonly #running = new Set<Promise<void>>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** `name` says in the log what failed. */
  run(name: string, work: (signal: AbortSignal) => Promise<void>): void {
    const running: Promise<void> = work(this.#stopping.signal)
      .catch((error: unknown) => {
        if (!this.#stopping.signal.aborted) this.#log.error({ err: error, job: name }, 'work in the background failed')
      })
      .finally(() => this.#running.delete(running))
    this.#running.add(running)
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await Promise.all(this.#running)
  }
}
