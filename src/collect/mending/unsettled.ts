import { nobody } from '../../events/index.ts'

/** A visitor whose sessions between two times may have to be put in order, in epoch milliseconds. */
export type Stretch = { visitor: bigint; from: number; to: number }

/** Visitors to whom an event came late, by site. They are few: nearly everything comes in order. */
export class Unsettled {
  #sites = new Map<string, Map<bigint, Stretch>>()
  #named = new Map<string, Map<bigint, bigint>>()

  add(site: string, { visitor, from, to }: Stretch): void {
    if (visitor === nobody) return
    let visitors = this.#sites.get(site)
    if (visitors === undefined) {
      visitors = new Map()
      this.#sites.set(site, visitors)
    }
    const known = visitors.get(visitor)
    if (known === undefined) visitors.set(visitor, { visitor, from, to })
    else {
      known.from = Math.min(known.from, from)
      known.to = Math.max(known.to, to)
    }
  }

  /** A sender named a session that memory does not know. If it is stored, it was opened twice. */
  addNamed(site: string, session: bigint, visitor: bigint): void {
    const sessions = this.#named.get(site)
    if (sessions === undefined) this.#named.set(site, new Map([[session, visitor]]))
    else sessions.set(session, visitor)
  }

  /** Every session named since this was asked last, and whose it is, by site. */
  takeNamed(): Map<string, Map<bigint, bigint>> {
    const taken = this.#named
    this.#named = new Map()
    return taken
  }

  /** Every stretch added since this was asked last. */
  take(): Map<string, Stretch[]> {
    const taken = new Map([...this.#sites].map(([site, visitors]) => [site, [...visitors.values()]]))
    this.#sites = new Map()
    return taken
  }
}
