// Minnow's client for a shop's own server. One file without dependencies, for Node 20 and later: copy it, or import it.
//
//   import { Minnow } from './minnow.mjs'
//   const minnow = new Minnow({ url: 'https://stats.shop.example', site: 'your-site-id', key: process.env.MINNOW_KEY })
//   minnow.track('purchase', { user: { email }, value: 49, currency: 'EUR', transaction_id: order.number })
//   await minnow.close()   // when the server stops; done by itself at the end of the process and on SIGTERM and SIGINT
//
// `track` never throws and never waits. Events are sent in batches; what the server does not take is sent again, later and
// later, with the same ids, so that each counts once. With `spoolFolder` they are on disk first and outlive a crash.
// The key needs the scope `collect`. All options and fields: docs/node-client.md, and minnow.d.mts beside this file.
import { randomUUID } from 'node:crypto'
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'

/** What one request may hold: 500 events and 1 MiB, with room for the envelope. */
const BATCH_EVENTS = 500
const BATCH_BYTES = 900_000
const signals = ['SIGTERM', 'SIGINT']

const defaults = {
  flushAt: 100,
  flushEveryMs: 1_000,
  maxQueue: 10_000,
  maxAttempts: Number.POSITIVE_INFINITY,
  firstRetryMs: 500,
  longestRetryMs: 60_000,
  timeoutMs: 10_000,
  exitMs: 5_000,
  flushOnExit: true,
  fetch: (...all) => globalThis.fetch(...all),
}

/** Files that this very process writes: in a container every process has the same number as the one before it. */
const own = new Set()

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

const isWritten = (name) => {
  const pid = Number(name.split('-')[0])
  return pid === process.pid ? own.has(name) : isAlive(pid)
}

/** Not written whole, when the process died in the middle: that line was never acknowledged to anybody. */
const readLine = (line) => {
  try {
    return [JSON.parse(line)]
  } catch {
    return []
  }
}

/** Events on disk: one file a batch, named after the process that writes it, removed when the server has it. */
class Spool {
  #folder
  #current

  constructor(folder) {
    this.#folder = folder
    mkdirSync(folder, { recursive: true })
    this.#begin()
  }

  #begin() {
    const name = `${process.pid}-${randomUUID()}.jsonl`
    own.add(name)
    this.#current = join(this.#folder, name)
  }

  write(line) {
    appendFileSync(this.#current, `${line}\n`)
  }

  /** Ends the file that was written to; answers it. */
  cut() {
    const file = this.#current
    this.#begin()
    return file
  }

  remove(file) {
    rmSync(file, { force: true })
    own.delete(basename(file))
  }

  /** What processes that are no more have left. */
  leftovers() {
    return readdirSync(this.#folder)
      .filter((name) => name.endsWith('.jsonl') && !isWritten(name))
      .map((name) => {
        const file = join(this.#folder, name)
        return { file, events: readFileSync(file, 'utf8').split('\n').flatMap(readLine) }
      })
  }
}

/** All that are open: one handler a signal closes them together. */
const open = new Set()

const closeAll = () => Promise.all([...open].map((one) => one.close()))

const atEnd = () => {
  if ([...open].some(({ waiting }) => waiting > 0)) closeAll()
}

/** A signal that nobody else handles ends the process, once everything is sent; one that somebody handles is theirs. */
const onSignal = async (signal) => {
  const isOurs = process.listenerCount(signal) === 1
  await closeAll()
  if (isOurs) process.kill(process.pid, signal)
}

const watchExit = (one) => {
  if (open.size === 0) {
    process.on('beforeExit', atEnd)
    for (const signal of signals) process.on(signal, onSignal)
  }
  open.add(one)
}

const unwatchExit = (one) => {
  if (!open.delete(one) || open.size > 0) return
  process.off('beforeExit', atEnd)
  for (const signal of signals) process.off(signal, onSignal)
}

export class Minnow {
  #options
  #spool
  #events = []
  #bytes = 0
  #batches = []
  #waiting = 0
  #timer
  #sending
  #closing
  #wake
  #isClosed = false
  #isOver = false

  constructor(options) {
    for (const name of ['url', 'site', 'key']) {
      if (typeof options?.[name] !== 'string' || options[name] === '') throw new TypeError(`Minnow needs ${name}`)
    }
    this.#options = { ...defaults, ...options, url: options.url.replace(/\/+$/, '') }
    if (options.spoolFolder) this.#openSpool(options.spoolFolder)
    if (this.#options.flushOnExit) watchExit(this)
  }

  /** Remembers an event and answers its id; undefined when it was not taken (`onError` says why). */
  track(name, details = {}) {
    const id = details.id ?? randomUUID()
    const event = { ...details, id, name, time: details.time ?? Date.now() }
    if (event.time instanceof Date) event.time = event.time.getTime()
    if (this.#isClosed) return this.#refuse(event, 'closed: track was called after close')
    if (this.#waiting >= this.#options.maxQueue)
      return this.#refuse(event, 'full: the server takes nothing for too long')
    let line
    try {
      line = JSON.stringify(event)
    } catch (error) {
      return this.#refuse(event, `unreadable: ${error.message}`)
    }
    const bytes = Buffer.byteLength(line) + 1
    if (bytes > BATCH_BYTES) return this.#refuse(event, 'too large: an event has at most 900 kB')
    if (this.#events.length >= BATCH_EVENTS || this.#bytes + bytes > BATCH_BYTES) this.#cut()
    try {
      this.#spool?.write(line)
    } catch (error) {
      // A full disk: the event is still in memory and on its way.
      this.#say({ reason: `spool: ${error.message}`, events: [] })
    }
    this.#events.push(event)
    this.#bytes += bytes
    this.#waiting += 1
    if (this.#events.length >= this.#options.flushAt) this.#send()
    else this.#timer ??= setTimeout(() => this.#send(), this.#options.flushEveryMs).unref()
    return id
  }

  /**
   * Whose browser a request came from: spread it into the details of `track`. Null where the visitor opted out of being
   * counted: then do not track. With the tag in full mode its cookie says which visitor and session it is. Takes headers
   * as Node, Express and Fastify have them, and the `Headers` of a fetch request (Next.js, Hono).
   */
  browser(headers, ip) {
    const header = (name) => (typeof headers.get === 'function' ? headers.get(name) : headers[name]) ?? ''
    const cookie = new RegExp(`(?:^|;\\s*)_minnow_${this.#options.site}=([^;]*)`).exec(header('cookie'))?.[1] ?? ''
    if (cookie === 'off') return null
    const [, visitor, session] = /^(\w+)\.(\w+)\.\w+$/.exec(cookie) ?? []
    return { visitor, session, ip, user_agent: header('user-agent') || undefined }
  }

  /** Events that the server does not have yet. */
  get waiting() {
    return this.#waiting
  }

  /** Sends all there is. Resolves when the server has it, or when `maxAttempts` is reached. */
  async flush() {
    this.#wake?.()
    while (this.#waiting > 0 && !this.#isOver) await this.#send()
  }

  /** Flushes for at most `exitMs` and takes nothing more. What is left then stays in the spool, if there is one. */
  async close() {
    this.#closing ??= this.#close()
    await this.#closing
  }

  async #close() {
    this.#isClosed = true
    let timer
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, this.#options.exitMs)
    })
    await Promise.race([this.flush(), late])
    clearTimeout(timer)
    this.#isOver = true
    this.#wake?.()
    unwatchExit(this)
    if (this.#waiting > 0 && !this.#spool) {
      const events = [...this.#batches.flatMap((batch) => batch.events), ...this.#events]
      this.#say({ reason: 'closed: the server did not take these in time', events })
    }
  }

  #openSpool(folder) {
    this.#spool = new Spool(folder)
    for (const batch of this.#spool.leftovers()) {
      if (batch.events.length === 0) this.#spool.remove(batch.file)
      else {
        this.#batches.push(batch)
        this.#waiting += batch.events.length
      }
    }
    if (this.#waiting > 0) this.#timer = setTimeout(() => this.#send(), 0).unref()
  }

  #cut() {
    if (this.#events.length === 0) return
    this.#batches.push({ events: this.#events, file: this.#spool?.cut() })
    this.#events = []
    this.#bytes = 0
  }

  /** One request at a time, the oldest batch first. */
  #send() {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#cut()
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = undefined
    })
    return this.#sending
  }

  async #sendAll() {
    for (let batch = this.#batches[0]; batch; batch = this.#batches[0]) {
      if (!(await this.#deliver(batch.events))) return
      this.#batches.shift()
      this.#waiting -= batch.events.length
      if (batch.file) this.#spool.remove(batch.file)
    }
  }

  /** False when it was too late for that. */
  async #deliver(events) {
    for (let attempt = 1; ; attempt++) {
      const failure = await this.#post(events)
      if (failure === undefined) return true
      if (!failure.mayRetry || attempt >= this.#options.maxAttempts) {
        this.#say({ reason: failure.reason, events })
        return true
      }
      // A wrong key or site is for somebody to mend: nothing is given up meanwhile.
      if (failure.isForOwner && attempt === 1) this.#say({ reason: failure.reason, events: [] })
      if (this.#isOver) return false
      await this.#wait(failure.afterMs ?? this.#backoff(attempt))
      if (this.#isOver) return false
    }
  }

  /** Doubles each time; the half of it is chance, so that many servers do not come back at once. */
  #backoff(attempt) {
    const { firstRetryMs, longestRetryMs } = this.#options
    const longest = Math.min(longestRetryMs, firstRetryMs * 2 ** (attempt - 1))
    return longest / 2 + (Math.random() * longest) / 2
  }

  #wait(ms) {
    return new Promise((resolve) => {
      // While the process would end otherwise, flush() waits for this; a timer alone does not keep it alive.
      const timer = setTimeout(resolve, ms)
      if (!this.#isClosed) timer.unref()
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Undefined when the server has the events. */
  async #post(events) {
    const { url, site, key, timeoutMs, fetch } = this.#options
    let answer
    let body
    try {
      answer = await fetch(`${url}/api/collect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ site, sent_at: Date.now(), events }),
        signal: AbortSignal.timeout(timeoutMs),
      })
      body = await answer.json().catch(() => ({}))
    } catch (error) {
      return { mayRetry: true, reason: `not reached: ${error.cause?.message ?? error.message}` }
    }
    const dropped = (body.dropped ?? []).filter(({ reason }) => reason !== 'duplicate')
    if (answer.ok) {
      for (const { index, reason, detail } of dropped) {
        this.#say({ reason: `${reason}${detail ? `: ${detail}` : ''}`, events: [events[index]] })
      }
      return undefined
    }
    const said = body.error?.message ?? `status ${answer.status}`
    const why = dropped[0] ? ` (${dropped[0].reason}${dropped[0].detail ? `: ${dropped[0].detail}` : ''})` : ''
    const isForOwner = [401, 403, 404].includes(answer.status)
    const mayRetry = isForOwner || answer.status >= 500 || answer.status === 429 || answer.status === 408
    const seconds = Number(answer.headers.get('retry-after'))
    return { mayRetry, isForOwner, reason: `${said}${why}`, ...(seconds > 0 && { afterMs: seconds * 1_000 }) }
  }

  #refuse(event, reason) {
    this.#say({ reason, events: [event] })
    return undefined
  }

  #say(failure) {
    try {
      this.#options.onError?.(failure)
    } catch {
      // What the shop does with it is no reason to lose more.
    }
  }
}
