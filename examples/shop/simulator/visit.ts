import type { IncomingEvent } from '../../../src/contract/collect.ts'
import type { KnownEventName } from '../../../src/contract/event-names.ts'
import type { Arrival } from './channels.ts'
import type { Device } from './devices.ts'
import type { Country } from './places.ts'
import type { Chance } from './random.ts'

/** An event, and what the simulator knows about it that a report can only infer. */
export type Happening = {
  event: IncomingEvent & { id: string; time: number; visitor: string; session: string }
  person: string
  channel: string
  device: Device
  country: Country
}

export type Visitor = {
  person: string
  visitor: string
  device: Device
  country: Country
  language: string
  ip: string
}

export type Page = { path: string; title: string }
type More = Pick<IncomingEvent, 'value' | 'currency' | 'transaction_id' | 'user'>

type About = {
  chance: Chance
  visitor: Visitor
  channel: string
  arrival: Arrival
  shopUrl: string
  nextId: () => string
  /** Whether what happens at this time is asked for: lives are lived whole, and told in part. */
  isAsked: (time: number) => boolean
  /** A link was shared, whether or not it is asked for. */
  onShare: (id: string) => void
}

/** One visit as the tag would tell it: the clock runs, pages open and close, things happen in between. */
export class Visit {
  readonly happenings: Happening[] = []
  #time: number
  #url = ''
  #title = ''
  #referrer: string
  #entry: NonNullable<IncomingEvent['entry']> | undefined
  #opened = 0
  #shares = 0
  readonly #session: string
  readonly #about: About

  constructor(start: number, about: About) {
    this.#time = start
    this.#about = about
    this.#referrer = about.arrival.referrer
    this.#session = about.chance.letters(16)
  }

  get now(): number {
    return this.#time
  }

  get session(): string {
    return this.#session
  }

  get entry(): IncomingEvent['entry'] {
    return this.#entry
  }

  wait(seconds: number): void {
    this.#time += Math.round(seconds * 1000)
  }

  open({ path, title }: Page): void {
    const { shopUrl, arrival } = this.#about
    if (this.#url) this.#referrer = this.#url
    const isFirst = this.#entry === undefined
    const query = isFirst && arrival.query ? `${path.includes('?') ? '&' : '?'}${arrival.query}` : ''
    this.#url = `${shopUrl}${path}${query}`
    this.#title = title
    this.#entry ??= { url: this.#url, ...(this.#referrer ? { referrer: this.#referrer } : {}) }
    this.#opened = this.#time
    this.tell('page_view', { trigger: 'load' })
  }

  /** Where the visitor stops looking at a page: how long it was looked at, and how far down. */
  leave(scrollMedian: number): void {
    const { chance } = this.#about
    const open = (this.#time - this.#opened) / 1000
    const engaged = Math.max(1, Math.round(open * chance.between(0.7, 0.98)))
    const scroll = Math.min(100, Math.max(8, Math.round(chance.around(scrollMedian, 0.45))))
    this.tell('engagement', {
      engaged_seconds: engaged,
      engaged_seconds_before: 0,
      scroll_percent: scroll,
      scroll_percent_before: 0,
    })
    this.wait(chance.between(0.3, 1.2))
  }

  tell(name: KnownEventName, properties: NonNullable<IncomingEvent['properties']> = {}, more: More = {}): void {
    const time = this.#time
    this.#time += 40 + Math.floor(this.#about.chance.next() * 400)
    this.#tellAt(time, { name, properties, more })
  }

  /** Somebody else tells of it, later: the visit goes on meanwhile. */
  tellLater(seconds: number, name: KnownEventName, properties: NonNullable<IncomingEvent['properties']>): void {
    this.#tellAt(this.#time + Math.round(seconds * 1000), { name, properties, more: {} })
  }

  /** A link of the page goes out, with an id of its own. */
  share(properties: NonNullable<IncomingEvent['properties']>): void {
    const id = `${this.#session.slice(0, 9)}${this.#shares++}`
    this.tell('share', { ...properties, share_id: id })
    this.#about.onShare(id)
  }

  #tellAt(
    time: number,
    {
      name,
      properties,
      more,
    }: { name: KnownEventName; properties: NonNullable<IncomingEvent['properties']>; more: More },
  ): void {
    const { visitor, channel, nextId, isAsked } = this.#about
    const id = nextId()
    if (!isAsked(time)) return
    this.happenings.push({
      event: {
        id,
        name,
        time,
        visitor: visitor.visitor,
        session: this.#session,
        url: this.#url,
        ...(this.#referrer ? { referrer: this.#referrer } : {}),
        title: this.#title,
        ...(this.#entry ? { entry: this.#entry } : {}),
        language: visitor.language,
        ...more,
        properties,
        ip: visitor.ip,
        user_agent: visitor.device.userAgent,
      },
      person: visitor.person,
      channel,
      device: visitor.device,
      country: visitor.country,
    })
  }
}
