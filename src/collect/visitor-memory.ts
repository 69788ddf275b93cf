import type { Known, Session } from './session.ts'
import { noTouch, type Touch } from './source/touch.ts'

const VISITORS_PER_PACK = 10_000
/** Stands for a sender's own id of a session, which is not kept: the session's id is made of it and tells it again. */
export const SENT_BEFORE = '\0'

/** The two halves of a visitor's id, without making numbers of it. */
const whole = new BigUint64Array(1)
const halves = new Uint32Array(whole.buffer)

const touchFields = Object.keys(noTouch) as (keyof Touch)[]
const isSameTouch = (one: Touch, other: Touch): boolean => touchFields.every((field) => one[field] === other[field])

const [low, high, gone] = [0, 1, 2] as const
const flags = { evidence: 3, isOpened: 4, wasSent: 8 } as const

/**
 * Visitors with one session each as columns of numbers: about 100 bytes each, where objects take 600. Those with several
 * sessions, who are few, stay objects.
 */
class Pack {
  readonly #several = new Map<bigint, Known>()
  /** Of each visitor: the halves of the id, and whether they were taken out. */
  readonly #visitors: Uint32Array
  /** Places in the columns, from 1, by visitor; 0 is free. As many again and more, so that a look-up is short. */
  readonly #places: Uint32Array
  readonly #ids: BigUint64Array
  readonly #times: Float64Array
  readonly #ties: Uint16Array
  readonly #flags: Uint8Array
  readonly #touches: Touch[] = []
  /** By landing page: visits that began as the one before share its touch. */
  #shared = new Map<string, Touch>()
  /** A bit for some visitors each: most who are asked for are in no pack, and this tells so from one word of memory. */
  readonly #maybe: Uint32Array

  constructor(most: number) {
    this.#visitors = new Uint32Array(3 * most)
    this.#places = new Uint32Array(2 ** Math.ceil(Math.log2(2 * most + 1)))
    this.#maybe = new Uint32Array(this.#places.length / 4)
    this.#ids = new BigUint64Array(most)
    this.#times = new Float64Array(6 * most)
    this.#ties = new Uint16Array(most)
    this.#flags = new Uint8Array(most)
  }

  add(visitor: bigint, known: Known): void {
    if (known.earlier.length > 0) this.#several.set(visitor, known)
    else this.#write(visitor, known)
  }

  /** Call when no more are added. */
  seal(): void {
    this.#shared = new Map()
  }

  /** A visitor is in one place only: who takes them out keeps them. */
  take(visitor: bigint): Known | undefined {
    const several = this.#several.get(visitor)
    if (several) {
      this.#several.delete(visitor)
      return several
    }
    const place = this.#find(visitor)
    if (place === undefined) return undefined
    this.#visitors[3 * place + gone] = 1
    return this.#read(place)
  }

  #write(visitor: bigint, { current, lastTs, latest, tie }: Known): void {
    const place = this.#touches.length
    whole[0] = visitor
    const [lower, upper] = [halves[low] ?? 0, halves[high] ?? 0]
    this.#visitors[3 * place + low] = lower
    this.#visitors[3 * place + high] = upper
    const bit = this.#bitOf(upper)
    this.#maybe[bit >> 5] = (this.#maybe[bit >> 5] ?? 0) | (1 << (bit & 31))
    this.#ids[place] = current.id
    const { openedAt, start, last, touchAt = Number.NaN } = current
    const at = 6 * place
    this.#times[at] = openedAt
    this.#times[at + 1] = start
    this.#times[at + 2] = last
    this.#times[at + 3] = touchAt
    this.#times[at + 4] = lastTs
    this.#times[at + 5] = latest
    this.#ties[place] = tie
    this.#flags[place] =
      current.evidence | (current.isOpened ? flags.isOpened : 0) | (current.sent === '' ? 0 : flags.wasSent)
    this.#touches.push(this.#sharing(current.touch))
    const mask = this.#places.length - 1
    let slot = lower & mask
    while (this.#places[slot] !== 0) slot = (slot + 1) & mask
    this.#places[slot] = place + 1
  }

  #sharing(touch: Touch): Touch {
    const before = this.#shared.get(touch.landing_page)
    if (before && isSameTouch(before, touch)) return before
    this.#shared.set(touch.landing_page, touch)
    return touch
  }

  #bitOf(half: number): number {
    return half & (32 * this.#maybe.length - 1)
  }

  #find(visitor: bigint): number | undefined {
    whole[0] = visitor
    const [lower, upper] = [halves[low] ?? 0, halves[high] ?? 0]
    const bit = this.#bitOf(upper)
    if (((this.#maybe[bit >> 5] ?? 0) & (1 << (bit & 31))) === 0) return undefined
    const mask = this.#places.length - 1
    for (let slot = lower & mask; this.#places[slot] !== 0; slot = (slot + 1) & mask) {
      const place = (this.#places[slot] ?? 0) - 1
      const at = 3 * place
      if (this.#visitors[at + low] !== lower || this.#visitors[at + high] !== upper) continue
      if (this.#visitors[at + gone] === 0) return place
    }
    return undefined
  }

  #read(place: number): Known {
    const [openedAt = 0, start = 0, last = 0, touchAt = 0, lastTs = 0, latest = 0] = this.#times.subarray(6 * place)
    const flag = this.#flags[place] ?? 0
    const current: Session = {
      id: this.#ids[place] ?? 0n,
      ...{ openedAt, start, last },
      isOpened: (flag & flags.isOpened) !== 0,
      sent: (flag & flags.wasSent) === 0 ? '' : SENT_BEFORE,
      touch: this.#touches[place] as Touch,
      ...(Number.isNaN(touchAt) ? {} : { touchAt }),
      evidence: (flag & flags.evidence) as Session['evidence'],
    }
    return { current, earlier: [], lastTs, tie: this.#ties[place] ?? 0, latest }
  }
}

/**
 * What is remembered of visitors, those not seen longest forgotten first. Whoever was seen lately is an object, which
 * whoever placed an event may change a moment later; for each that is new, the one that rests longest is packed.
 */
export class VisitorMemory {
  readonly #perPack: number
  readonly #mostPacks: number
  #young = new Map<bigint, Known>()
  /** They came before the young, and are packed one after the other… */
  #resting = new Map<bigint, Known>()
  #nextToPack = this.#resting.entries()
  /** …into the first of these; the youngest first. */
  readonly #packs: Pack[] = []
  #hasForgotten = false

  /** `most` visitors; fewer where many come again after a while, whose old places stay empty until their pack goes. */
  constructor(most: number) {
    this.#perPack = Math.ceil(Math.min(VISITORS_PER_PACK, most / 20))
    this.#mostPacks = Math.ceil(most / this.#perPack)
  }

  get(visitor: bigint): Known | undefined {
    const young = this.#young.get(visitor)
    if (young) return young
    const known = this.#take(visitor)
    if (known) this.set(visitor, known)
    return known
  }

  set(visitor: bigint, known: Known): void {
    this.#young.set(visitor, known)
    this.#packOne()
    if (this.#young.size >= this.#perPack) this.#turn()
  }

  delete(visitor: bigint): void {
    this.#young.delete(visitor)
    this.#take(visitor)
  }

  /** True once a visitor may have been forgotten for want of room. */
  get hasForgotten(): boolean {
    return this.#hasForgotten
  }

  #take(visitor: bigint): Known | undefined {
    const resting = this.#resting.get(visitor)
    if (resting) {
      this.#resting.delete(visitor)
      return resting
    }
    for (const pack of this.#packs) {
      const known = pack.take(visitor)
      if (known) return known
    }
    return undefined
  }

  #packOne(): boolean {
    const { value: entry } = this.#nextToPack.next()
    if (entry === undefined) return false
    this.#resting.delete(entry[0])
    this.#packs[0]?.add(...entry)
    return true
  }

  #turn(): void {
    while (this.#packOne()) {}
    this.#packs[0]?.seal()
    this.#packs.unshift(new Pack(this.#perPack))
    if (this.#packs.length > this.#mostPacks) {
      this.#packs.pop()
      this.#hasForgotten = true
    }
    this.#resting = this.#young
    this.#nextToPack = this.#resting.entries()
    this.#young = new Map()
  }
}
