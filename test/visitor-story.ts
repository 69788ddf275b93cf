export type Details = Record<string, unknown>
type Identity = { id?: string; email?: string; phone?: string }
type Send = (events: Details[], headers: Record<string, string>) => Promise<unknown>

const units = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }

export const userAgents = {
  phone:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  laptop:
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15',
} as const

/** First address of a block of the country; private ones are nowhere. */
const blocks = { VN: '203.113.131', TH: '203.150.0', LT: '78.56.0' } as const

/** Where somebody sits, and at what. */
export type Place = { on?: keyof typeof userAgents; in?: keyof typeof blocks; speaks?: string }

export const addressIn = (country: Place['in'], number: number): string =>
  `${country === undefined ? '10.1.0' : blocks[country]}.${number + 1}`

/** "2 minutes" in milliseconds. */
const duration = (text: string): number => {
  const [, count, unit] = /^(\d+) (millisecond|second|minute|hour|day)s?$/.exec(text) ?? []
  if (unit === undefined) throw new Error(`${text} is no duration like "2 minutes"`)
  return Number(count) * units[unit as keyof typeof units]
}

/** What somebody does, said in a row; it is sent when it is awaited, as the tag would. */
export class VisitorStory implements PromiseLike<undefined> {
  readonly #name: string
  readonly #send: Send
  readonly #place: Place
  #events: Details[] = []
  #time: number
  #page = '/'
  #user: Identity | undefined
  #count = 0

  constructor({ name, begin, place = {}, send }: { name: string; begin: number; place?: Place; send: Send }) {
    this.#name = name
    this.#time = begin
    this.#place = place
    this.#send = send
  }

  after(time: string): this {
    this.#time += duration(time)
    return this
  }

  /** "2026-11-20T09:30", in UTC. */
  at(time: string): this {
    this.#time = Date.parse(`${time}Z`)
    return this
  }

  /** A page of the shop; `from` is the page that led here. */
  opens(path: string, { from, title }: { from?: string; title?: string } = {}): this {
    this.#page = path
    return this.does('page_view', {
      ...(from !== undefined && { referrer: from }),
      ...(title !== undefined && { title }),
    })
  }

  does(name: string, details: Details = {}): this {
    this.#count += 1
    this.#events.push({
      id: `${this.#name}-${this.#count}`,
      name,
      time: this.#time,
      visitor: this.#name,
      url: `https://shop.example${this.#page}`,
      ...(this.#place.speaks && { language: this.#place.speaks }),
      ...(this.#user && { user: this.#user }),
      ...details,
    })
    return this
  }

  buys({ value, order = `${this.#name}-order-${this.#count}` }: { value: number; order?: string }): this {
    return this.does('purchase', { value, currency: 'USD', transaction_id: order })
  }

  /** The order comes back, in whole unless a value is said. */
  returns(order: string, value?: number): this {
    return this.does('refund', { transaction_id: order, ...(value !== undefined && { value, currency: 'USD' }) })
  }

  /** What the tag says each time the page is hidden: how far, how long, and what it said the time before. */
  reads({ seconds, percent, before }: { seconds: number; percent: number; before?: [number, number] }): this {
    const [secondsBefore, percentBefore] = before ?? [0, 0]
    return this.does('engagement', {
      properties: {
        ...{ engaged_seconds: seconds, engaged_seconds_before: secondsBefore },
        ...{ scroll_percent: percent, scroll_percent_before: percentBefore },
      },
    })
  }

  /** From here on the visitor is known by these. */
  logsIn(user: Identity): this {
    this.#user = user
    return this.does('login')
  }

  /** Somebody else sits down at the same browser. */
  logsOut(): this {
    this.#user = undefined
    return this
  }

  // biome-ignore lint/suspicious/noThenProperty: a story is awaited as a whole.
  then<Done = undefined, Failed = never>(
    done?: ((value: undefined) => Done | PromiseLike<Done>) | null,
    failed?: ((reason: unknown) => Failed | PromiseLike<Failed>) | null,
  ): Promise<Done | Failed> {
    const events = this.#events
    this.#events = []
    const headers = { origin: 'https://shop.example', 'user-agent': userAgents[this.#place.on ?? 'phone'] }
    return this.#send(events, headers)
      .then(() => undefined)
      .then(done, failed)
  }
}
