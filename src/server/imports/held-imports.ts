import { type ControlStore, dropLease, renewLease, takeLease } from '../../control/index.ts'
import type { Log } from '../../platform/log.ts'
import { type Random, randomText } from '../../platform/random.ts'

/** A server that ends without a word holds its import this long; then another goes on with it. */
const HOLD_MS = 30_000

const PREFIX = 'import:'
/** Whether a lease is on an import, and not on a job. */
export const isOnImport = (lease: string): boolean => lease.startsWith(PREFIX)

type Held = { release(): Promise<void> }

/** Of several servers that can read an upload, one imports it. */
export class HeldImports {
  readonly #control: ControlStore
  readonly #log: Log
  readonly #holder: string

  constructor({ control, log, random }: { control: ControlStore; log: Log; random: Random }) {
    this.#control = control
    this.#log = log
    this.#holder = randomText(random, 12)
  }

  /** Undefined when another server has it. `onLost`: another has taken over. */
  async take(id: string, onLost: () => void): Promise<Held | undefined> {
    // One process at a time works on the embedded stores: whoever held it is gone.
    if (this.#control.engine === 'sqlite') return { release: async () => undefined }
    const lease = { name: `${PREFIX}${id}`, holder: this.#holder, ttlMs: HOLD_MS }
    if (!(await takeLease(this.#control, lease))) return undefined
    const renewing = setInterval(() => {
      renewLease(this.#control, lease).then(
        (isMine) => isMine || onLost(),
        (error: unknown) => this.#log.warn({ err: error, import: id }, 'the hold on an import could not be renewed'),
      )
    }, HOLD_MS / 3).unref()
    return {
      release: async () => {
        clearInterval(renewing)
        await dropLease(this.#control, lease).catch((error: unknown) => {
          this.#log.warn({ err: error, import: id }, 'the hold on an import ends by itself')
        })
      },
    }
  }
}
