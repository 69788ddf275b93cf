type Details = Record<string, unknown>
type Identity = { id?: string; email?: string; phone?: string }
type Send = (events: Details[], headers: Record<string, string>) => Promise<undefined>

const units = { millisecond: 1, second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const browser =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'

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
  #events: Details[] = []
  #time: number
  #page = '/'
  #user: Identity | undefined
  #count = 0

  constructor({ name, begin, send }: { name: string; begin: number; send: Send }) {
    this.#name = name
    this.#time = begin
    this.#send = send
  }

  after(time: string): this {
    this.#time += duration(time)
    return this
  }

  /** A page of the shop; `from` is the page that led here. */
  opens(path: string, { from }: { from?: string } = {}): this {
    this.#page = path
    return this.does('page_view', from === undefined ? {} : { referrer: from })
  }

  does(name: string, details: Details = {}): this {
    this.#count += 1
    this.#events.push({
      id: `${this.#name}-${this.#count}`,
      name,
      time: this.#time,
      visitor: this.#name,
      url: `https://shop.example${this.#page}`,
      ...(this.#user && { user: this.#user }),
      ...details,
    })
    return this
  }

  buys({ value, order = `${this.#name}-order-${this.#count}` }: { value: number; order?: string }): this {
    return this.does('purchase', { value, currency: 'USD', transaction_id: order })
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
    const headers = { origin: 'https://shop.example', 'user-agent': browser }
    return this.#send(events, headers).then(done, failed)
  }
}
