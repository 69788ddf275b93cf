/**
 * A bounded map that forgets what was not used lately: two generations, so that use costs no reordering.
 * Holds between `limit` and twice `limit` entries.
 */
export class RecentMap<Key, Value> {
  #young = new Map<Key, Value>()
  #old = new Map<Key, Value>()
  readonly #limit: number
  #hasForgotten = false

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: Key): Value | undefined {
    const young = this.#young.get(key)
    if (young !== undefined) return young
    const old = this.#old.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: Key, value: Value): void {
    this.#young.set(key, value)
    if (this.#young.size < this.#limit) return
    this.#hasForgotten ||= this.#old.size > 0
    this.#old = this.#young
    this.#young = new Map()
  }

  delete(key: Key): void {
    this.#young.delete(key)
    this.#old.delete(key)
  }

  get hasForgotten(): boolean {
    return this.#hasForgotten
  }

  get size(): number {
    return this.#young.size + this.#old.size
  }
}

/** Remembers the answers of a pure function of one text; longer texts than `maxCharacters` are not worth keeping. */
export const remember = <Value>(
  compute: (text: string) => Value,
  { limit, maxCharacters = 512 }: { limit: number; maxCharacters?: number },
): ((text: string) => Value) => {
  const known = new RecentMap<string, Value>(limit)
  return (text) => {
    if (text.length > maxCharacters) return compute(text)
    const found = known.get(text)
    if (found !== undefined) return found
    const made = compute(text)
    known.set(text, made)
    return made
  }
}
