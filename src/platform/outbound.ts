import { lookup as systemLookup } from 'node:dns'
import { type BlockList, isIP, type LookupFunction } from 'node:net'
import type { Agent, buildConnector } from 'undici'
import { mayReach, networkList } from './addresses.ts'

/**
 * The only way out of Minnow. Addresses that people type in (feeds, webhooks) must not reach what only this machine can
 * reach: a name is resolved, each of its addresses is checked, and the connection goes to an address that was checked,
 * after every redirect again, so that no name can change its mind in between.
 */
export type Outbound = {
  send(url: string, request?: OutboundRequest): Promise<OutboundAnswer>
  close(): Promise<void>
}

export type OutboundRequest = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  /** From the first look-up to the last byte. */
  timeoutMs?: number
  /** Of the answer, unpacked. */
  maxBytes?: number
  signal?: AbortSignal
}

export type OutboundAnswer = {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: Uint8Array
  /** Where the answer came from, after redirects. */
  url: string
}

export const outboundReasons = {
  bad_address: 'This is no address that starts with http:// or https://.',
  private_address:
    'This address leads into a private network; MINNOW_OUTBOUND_ALLOW lists the networks that may be reached.',
  too_many_redirects: 'The address leads from one to the next without an end.',
  too_large: 'The answer is larger than Minnow reads.',
  too_slow: 'The answer did not come in time.',
  unreachable: 'The address cannot be reached.',
} as const
export type OutboundReason = keyof typeof outboundReasons

/** Nothing came back. Whether the request arrived is not known, unless the reason is bad_address or private_address. */
export class OutboundFailed extends Error {
  override name = 'OutboundFailed'
  readonly reason: OutboundReason
  readonly detail: string

  constructor(reason: OutboundReason, detail = '') {
    super(detail === '' ? outboundReasons[reason] : `${outboundReasons[reason]} (${detail})`)
    this.reason = reason
    this.detail = detail
  }
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 5_000_000
const MOST_REDIRECTS = 5
const redirects = new Set([301, 302, 303, 307, 308])

type Lookup = typeof systemLookup

/** All addresses of a name, or an error when one of them may not be reached: a name for both worlds is a trap. */
const guardedLookup =
  (lookup: Lookup, allowed: BlockList): LookupFunction =>
  (hostname, options, answer) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return answer(error, '', 0)
      const [first] = addresses
      if (!first || !addresses.every(({ address }) => mayReach(address, allowed))) {
        return answer(new OutboundFailed('private_address', hostname), '', 0)
      }
      if (options.all) answer(null, addresses)
      else answer(null, first.address, first.family)
    })
  }

type Undici = typeof import('undici')

const guardedConnector = (undici: Undici, lookup: Lookup, allowed: BlockList): buildConnector.connector => {
  const connect = undici.buildConnector({ lookup: guardedLookup(lookup, allowed), timeout: 10_000 })
  return (options, callback) => {
    // An address in place of a name is not looked up.
    const host = options.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) !== 0 && !mayReach(host, allowed)) {
      callback(new OutboundFailed('private_address', host), null)
      return
    }
    connect(options, callback)
  }
}

const parseAddress = (text: string, base?: string): URL => {
  const url = URL.parse(text, base)
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new OutboundFailed('bad_address', text.slice(0, 200))
  }
  return url
}

const readBody = async (body: AsyncIterable<Uint8Array> | null, maxBytes: number): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes) throw new OutboundFailed('too_large', `more than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The catalogue's word for what undici or the operating system said. */
const failureOf = (error: unknown, signal: AbortSignal): unknown => {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof OutboundFailed) return cause
    if (cause instanceof AggregateError && cause.errors[0] instanceof OutboundFailed) return cause.errors[0]
  }
  if (signal.aborted) {
    const { reason } = signal as { reason: unknown }
    return reason instanceof DOMException && reason.name === 'TimeoutError' ? new OutboundFailed('too_slow') : reason
  }
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (/TIMEOUT|TIMEDOUT/.test(code)) return new OutboundFailed('too_slow', code)
  return new OutboundFailed('unreachable', code || (cause instanceof Error ? cause.message : ''))
}

/** What must not follow to another host. */
const secretHeader = /^(authorization|cookie|proxy-authorization|x-.*(token|key|signature).*)$/i

/**
 * `allow`: networks that may be reached although they are not public. A request that says something (any but GET and
 * HEAD) is not repeated elsewhere: its redirect is the answer.
 */
export const createOutbound = ({
  allow = [],
  lookup = systemLookup,
}: {
  allow?: readonly string[]
  lookup?: Lookup
} = {}): Outbound => {
  let way: Promise<{ dispatcher: Agent; fetch: Undici['fetch'] }> | undefined

  // Loaded with the first request.
  const open = async () => {
    const undici = await import('undici')
    const dispatcher = new undici.Agent({
      connect: guardedConnector(undici, lookup, networkList(allow)),
      maxHeaderSize: 32_768,
      keepAliveTimeout: 10_000,
      connections: 16,
    })
    return { dispatcher, fetch: undici.fetch }
  }

  const sendOnce = async (url: URL, request: OutboundRequest, signal: AbortSignal): Promise<OutboundAnswer> => {
    const { method = 'GET', headers = {}, body, maxBytes = MAX_BYTES } = request
    way ??= open()
    const { dispatcher, fetch } = await way
    const answer = await fetch(url, {
      ...{ method, body, signal, dispatcher },
      headers: { 'user-agent': 'Minnow (self-hosted web analytics)', ...headers },
      redirect: 'manual',
    })
    const content = await readBody(answer.body, maxBytes)
    return { status: answer.status, headers: Object.fromEntries(answer.headers), body: content, url: url.href }
  }

  return {
    async send(text, request = {}) {
      const timeout = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
      const signal = request.signal ? AbortSignal.any([request.signal, timeout]) : timeout
      const follows = ['GET', 'HEAD'].includes(request.method ?? 'GET')
      let url = parseAddress(text)
      let asked = request
      try {
        for (let count = 0; count <= MOST_REDIRECTS; count++) {
          const answer = await sendOnce(url, asked, signal)
          const { location } = answer.headers
          if (!follows || !redirects.has(answer.status) || location === undefined) return answer
          const next = parseAddress(location, url.href)
          if (next.origin !== url.origin) {
            const kept = Object.entries(asked.headers ?? {}).filter(([name]) => !secretHeader.test(name))
            asked = { ...asked, headers: Object.fromEntries(kept) }
          }
          url = next
        }
      } catch (error) {
        throw failureOf(error, signal)
      }
      throw new OutboundFailed('too_many_redirects')
    },
    close: async () => (await way)?.dispatcher.destroy(),
  }
}
