import { type ControlDatabase, findKey, hashSecret, type KeyFacts, markKeyUsed } from '../../control/index.ts'
import type { Clock } from '../../platform/clock.ts'
import { isDatabaseDown } from '../operating/database-down.ts'

/** A key's last use is written at most once in this time. */
const LAST_USED_EVERY_MS = 60_000
/** While the store is gone, keys that were good lately are good… */
const TRUSTED_MS = 3_600_000
/** …and the store is not asked again for so long. */
const DOWN_MS = 2_000
const MOST_KEYS = 10_000

type Known = { facts: KeyFacts; seen: number; marked: number }

/**
 * The keys of this installation, asked of the control store each time, so that a revoked one is a key no longer. Only
 * while the store does not answer is it from memory: a shop's server goes on sending.
 */
export class KnownKeys {
  readonly #db: ControlDatabase
  readonly #clock: Clock
  /** By the key's hash. */
  readonly #known = new Map<string, Known>()
  #downUntil = 0

  constructor(db: ControlDatabase, clock: Clock) {
    this.#db = db
    this.#clock = clock
  }

  async find(secret: string): Promise<KeyFacts | undefined> {
    const now = this.#clock.now()
    const hash = hashSecret(secret)
    const remembered = this.#known.get(hash)
    const isTrusted = remembered !== undefined && now - remembered.seen < TRUSTED_MS
    if (isTrusted && now < this.#downUntil) return remembered.facts
    try {
      const facts = await findKey(this.#db, secret)
      if (facts === undefined) this.#known.delete(hash)
      else await this.#note(hash, facts, now)
      return facts
    } catch (error) {
      if (!isTrusted || !isDatabaseDown(error)) throw error
      this.#downUntil = now + DOWN_MS
      return remembered.facts
    }
  }

  async #note(hash: string, facts: KeyFacts, now: number): Promise<void> {
    if (this.#known.size >= MOST_KEYS) this.#known.clear()
    const marked = this.#known.get(hash)?.marked ?? 0
    const isDue = now - marked > LAST_USED_EVERY_MS
    this.#known.set(hash, { facts, seen: now, marked: isDue ? now : marked })
    if (isDue) await markKeyUsed(this.#db, facts.id, now)
  }
}
