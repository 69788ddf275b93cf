import { hash } from 'node:crypto'
import type { IncomingEvent } from '../../contract/collect.ts'
import type { FileReport } from '../../contract/imports.ts'
import { readTime } from '../steps/time.ts'
import type { Row } from './turn.ts'

/** More different visitors than these are not remembered (32 bytes each), and the report says so. */
const mostRemembered = 2_000_000
const namesTold = 200

/** Different texts, until there are too many. */
class Different {
  readonly #seen = new Set<string>()
  #isAsked = false

  add(text: string | undefined): void {
    if (text === undefined) return
    this.#isAsked = true
    if (this.#seen.size <= mostRemembered) this.#seen.add(text.length > 24 ? hash('md5', text, 'base64') : text)
  }

  get count(): number | null {
    return this.#isAsked && this.#seen.size <= mostRemembered ? this.#seen.size : null
  }
}

/** Figures of side tables that add up. */
const addable = ['clicks', 'impressions', 'views', 'likes', 'comments', 'shares', 'saves', 'follows', 'completions']

/** What a file says, gathered while it is read: what the reconciliation holds against what Minnow counts. */
export class FileFacts {
  readonly #visitors = new Different()
  readonly #sessions = new Different()
  readonly #names = new Map<string, number>()
  readonly #sums = new Map<string, number>()
  #first: number | null = null
  #last: number | null = null
  readonly #currency: string

  constructor(currency: string) {
    this.#currency = currency.toUpperCase()
  }

  event(event: IncomingEvent): void {
    const user = typeof event.user === 'object' ? JSON.stringify(event.user) : event.user
    this.#visitors.add(event.visitor ?? user)
    this.#sessions.add(event.session === undefined ? undefined : `${event.visitor ?? ''}\0${event.session}`)
    this.#names.set(event.name, (this.#names.get(event.name) ?? 0) + 1)
    if (event.time !== undefined) this.#see(typeof event.time === 'number' ? event.time : readTime(event.time))
    if (event.name !== 'purchase' && event.name !== 'refund') return
    this.#add(`${event.name}s`, 1)
    if (event.value !== undefined) {
      const currency = (event.currency ?? this.#currency).toUpperCase()
      this.#add(`${event.name === 'purchase' ? 'value' : 'refunded'} ${currency}`, event.value)
    }
  }

  row(row: Row): void {
    if (typeof row.day === 'string') this.#see(Date.parse(row.day))
    for (const figure of addable) if (typeof row[figure] === 'number') this.#add(figure, row[figure])
    if (typeof row.cost === 'number' && row.cost !== 0) {
      const currency = typeof row.currency === 'string' ? row.currency.toUpperCase() : this.#currency
      this.#add(`cost ${currency}`, row.cost)
    }
  }

  #see(time: number): void {
    if (Number.isNaN(time)) return
    if (this.#first === null || time < this.#first) this.#first = time
    if (this.#last === null || time > this.#last) this.#last = time
  }

  #add(name: string, amount: number): void {
    this.#sums.set(name, (this.#sums.get(name) ?? 0) + amount)
  }

  read(): Pick<FileReport, 'first' | 'last' | 'visitors' | 'sessions' | 'names' | 'sums'> {
    const names = [...this.#names].sort(([, one], [, other]) => other - one).slice(0, namesTold)
    const rounded = [...this.#sums].map(([name, sum]) => [name, Math.round(sum * 10_000) / 10_000] as const)
    return {
      ...{ first: this.#first, last: this.#last, visitors: this.#visitors.count, sessions: this.#sessions.count },
      ...{ names: Object.fromEntries(names), sums: Object.fromEntries(rounded) },
    }
  }
}
