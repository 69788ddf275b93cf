/** Chance from a seed: the same draws for the same seed and place, on every machine. */
export class Chance {
  #a: number
  #b: number
  #c: number
  #d = 1

  /** `place` tells streams of one seed apart: day 20,000, person 17. */
  constructor(seed: number, ...place: number[]) {
    this.#a = mix(seed >>> 0)
    this.#b = mix(this.#a ^ 0x9e3779b9)
    this.#c = mix(this.#b ^ 0x85ebca6b)
    for (const part of place) {
      this.#a = mix(this.#a ^ (part | 0))
      this.#b = mix(this.#b + this.#a)
      this.#c = mix(this.#c ^ this.#b)
    }
    for (let round = 0; round < 8; round++) this.next()
  }

  /** 0 ≤ x < 1 (sfc32, Chris Doty-Humphrey's small fast counter generator). */
  next(): number {
    const sum = (this.#a + this.#b + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum
    this.#c |= 0
    return (sum >>> 0) / 4_294_967_296
  }

  happens(probability: number): boolean {
    return this.next() < probability
  }

  /** low ≤ x < high */
  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  /** A whole number, low ≤ n ≤ high. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1))
  }

  /** How often something happens that happens `mean` times on average and has no memory: 0, 1, 2 … */
  times(mean: number): number {
    return Math.floor(Math.log(1 - this.next()) / Math.log(mean / (1 + mean)))
  }

  /** Log-normal: half of the draws are below the median. */
  around(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal())
  }

  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next())
  }

  one<const Values extends readonly [unknown, ...unknown[]]>(values: Values): Values[number] {
    return values[Math.floor(this.next() * values.length)] ?? values[0]
  }

  /** One of the keys, as often as its weight says. */
  weighted<Key extends string>(weights: Readonly<Partial<Record<Key, number>>>): Key {
    let sum = 0
    for (const key in weights) sum += weights[key] ?? 0
    let left = this.next() * sum
    let last: Key | undefined
    for (const key in weights) {
      const weight = weights[key] ?? 0
      if (weight === 0) continue
      last = key
      left -= weight
      if (left < 0) break
    }
    if (last === undefined) throw new Error('nothing to choose from')
    return last
  }

  /** The place of one of the weights, as often as it says. */
  place(weights: readonly number[]): number {
    let left = this.next() * weights.reduce((sum, weight) => sum + weight, 0)
    for (let index = 0; index < weights.length - 1; index++) {
      left -= weights[index] ?? 0
      if (left < 0) return index
    }
    return weights.length - 1
  }

  /** Letters and digits, for identifiers. */
  letters(length: number): string {
    let text = ''
    while (text.length < length)
      text += Math.floor(this.next() * 60_466_176)
        .toString(36)
        .padStart(5, '0')
    return text.slice(0, length)
  }
}

/** The finalizer of MurmurHash3: every bit of the input changes every bit of the output. */
const mix = (value: number): number => {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** A number of its own for each text: a stream of chance that takes nothing from others. */
export const seedOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7)
