/** Details of an event; every one may be left out. */
export type Details = {
  /** Unique for the event; made for you. A resend with the same id counts once. */
  id?: string
  /** When it happened: a Date, milliseconds since 1970, or ISO 8601 with a zone. Now, when left out. */
  time?: Date | number | string
  /** The browser's id: hand on what your page or your own cookie knows. */
  visitor?: string
  session?: string
  /** Who did it: your own id of the customer, the e-mail address, the phone number. Stored as hashes. */
  user?: string | { id?: string; email?: string; phone?: string }
  url?: string
  referrer?: string
  title?: string
  language?: string
  value?: number
  /** Three letters, like VND. The site's own, when left out. */
  currency?: string
  /** The order's number: a purchase counts once for each. */
  transaction_id?: string
  properties?: Record<string, unknown>
  /** What the visitor agreed to, in the words of Consent Mode. */
  consent?: Record<string, 'granted' | 'denied'>
  /** Of the customer's browser, for country and device. The address is not stored. */
  ip?: string
  user_agent?: string
}

/** What was not stored, and why. `events` are the ones that are given up; none where only somebody should know. */
export type Failure = { reason: string; events: (Details & { name: string })[] }

export type Options = {
  /** Where Minnow is, like https://stats.shop.example. */
  url: string
  /** The site's id, from Settings. */
  site: string
  /** A key with `collect`, from Settings. Keep it on the server. */
  key: string
  /** A folder of the shop's own, for events that are not sent yet: they outlive a crash of the process. */
  spoolFolder?: string
  /** Called for what is given up; by default nobody is told. */
  onError?: (failure: Failure) => void
  /** Events that start a request at once. 100. */
  flushAt?: number
  /** The longest that an event waits for others. 1,000. */
  flushEveryMs?: number
  /** Events that wait at most; more are refused. 10,000. */
  maxQueue?: number
  /** How often a batch is tried before it is given up. For ever. */
  maxAttempts?: number
  /** 500, then twice that, and so on up to `longestRetryMs`; what the server asks for goes first. */
  firstRetryMs?: number
  /** 60,000. */
  longestRetryMs?: number
  /** How long one request may take. 10,000. */
  timeoutMs?: number
  /** How long `close` and the end of the process wait. 5,000. */
  exitMs?: number
  /** Send what is left at the end of the process, and on SIGTERM and SIGINT. true. */
  flushOnExit?: boolean
  fetch?: typeof globalThis.fetch
}

export declare class Minnow {
  constructor(options: Options)
  /** Never throws and never waits. Answers the event's id, or undefined when it was refused. */
  track(name: string, details?: Details): string | undefined
  /** Whose browser a request came from, for `track`; null where the visitor opted out of being counted. */
  browser(
    headers: { cookie?: string; 'user-agent'?: string } | { get(name: string): string | null },
    ip?: string,
  ): Pick<Details, 'visitor' | 'session' | 'ip' | 'user_agent'> | null
  /** Events that the server does not have yet. */
  get waiting(): number
  /** Resolves when the server has everything. */
  flush(): Promise<void>
  /** Flushes for at most `exitMs`, and takes nothing more. */
  close(): Promise<void>
}
