import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type EndpointName, endpoints } from '../src/contract/api.ts'
import { type ControlPlace, openControl } from '../src/control/index.ts'
import { type EventStore, migrate, openChdb } from '../src/events/index.ts'
import type { Clock } from '../src/platform/clock.ts'
import { type Config, readConfig } from '../src/platform/config.ts'
import { silentLog } from '../src/platform/log.ts'
import { systemRandom } from '../src/platform/random.ts'
import { buildApp, type Minnow } from '../src/server/index.ts'

export type Answer = { status: number; json: unknown; headers: Record<string, unknown> }
export type Ask = { body?: unknown; params?: Record<string, string>; headers?: Record<string, string> }

/** Somebody with a browser of their own: keeps cookies, and sends what a page of this server sends. */
export type Browser = {
  ask(method: string, path: string, ask?: Ask): Promise<Answer>
  call(name: EndpointName, ask?: Ask): Promise<Answer>
}

export type FreshMinnow = {
  minnow: Minnow
  /** A visitor without an account, with an address of their own. */
  browser(): Browser
  /** A script with a key, or the command line with its token. */
  script(secret: string): Browser
  /** Moves the clock. */
  pass(ms: number): void
  now(): number
}

export const LOCAL_TOKEN = 'the-token-in-the-data-folder'
export const ORIGIN = 'http://localhost:8787'
const START = Date.UTC(2026, 10, 22, 5)

const fill = (path: string, params: Record<string, string>): string =>
  path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

const cookiesIn = (header: unknown): [string, string][] =>
  [header ?? []].flat().map((line) => {
    const [pair = ''] = String(line).split(';')
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })

/**
 * Real servers without a port, each with a control store of its own, on one event store a test file (the embedded
 * engine opens one folder a process).
 */
export const useMinnow = (): ((
  options?: Partial<Config> & { control?: ControlPlace; clock?: Clock },
) => Promise<FreshMinnow>) => {
  const opened: { close(): Promise<void> }[] = []
  const folder = mkdtempSync(join(tmpdir(), 'minnow-test-'))
  let events: EventStore
  let addresses = 0

  beforeAll(async () => {
    events = await openChdb({ path: join(folder, 'events'), log: silentLog })
    await migrate(events, { now: () => START })
  })
  afterAll(async () => {
    for (const one of opened.toReversed()) await one.close()
    await events.close()
    rmSync(folder, { recursive: true, force: true })
  })

  return async ({ control: place = { path: ':memory:' }, clock, ...options } = {}) => {
    let now = START
    const control = await openControl(place)
    opened.push(control)
    const config = readConfig({ dataDir: join(folder, String(opened.length)), ...options }, {})
    const minnow = await buildApp({
      config,
      events,
      control,
      clock: clock ?? { now: () => now },
      random: systemRandom,
      log: silentLog,
      localToken: LOCAL_TOKEN,
    })
    opened.push(minnow)

    const sender = (own: Record<string, string>, cookies: Map<string, string>): Browser => {
      addresses += 1
      const remoteAddress = own.authorization ? '127.0.0.1' : `10.0.${addresses >> 8}.${addresses & 255}`
      const ask: Browser['ask'] = async (method, path, { body, headers } = {}) => {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const answer = await minnow.app.inject({
          method: method as 'GET',
          url: path,
          remoteAddress,
          headers: {
            host: 'localhost:8787',
            ...own,
            ...(cookie && { cookie }),
            ...(body !== undefined && { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body !== undefined && { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
        })
        for (const [name, value] of cookiesIn(answer.headers['set-cookie'])) cookies.set(name, value)
        const isJson = String(answer.headers['content-type']).includes('json')
        return { status: answer.statusCode, json: isJson ? answer.json() : answer.body, headers: answer.headers }
      }
      return {
        ask,
        call: (name, { params = {}, ...rest } = {}) =>
          ask(endpoints[name].method, fill(endpoints[name].path, params), rest),
      }
    }
    return {
      minnow,
      browser: () => sender({ origin: ORIGIN }, new Map()),
      script: (secret) => sender({ authorization: `Bearer ${secret}` }, new Map()),
      pass: (ms) => {
        now += ms
      },
      now: () => now,
    }
  }
}

export const PASSWORD = 'ca be nuoi ca lon'

/** The first account, signed in. */
export const createOwner = async (fresh: FreshMinnow): Promise<Browser> => {
  const owner = fresh.browser()
  await owner.call('createOwner', { body: { name: 'An', email: 'an@shop.example', password: PASSWORD } })
  return owner
}

export const createShop = async (owner: Browser, name = 'Shop'): Promise<string> => {
  const body = { name, domains: ['shop.example'], timezone: 'Asia/Ho_Chi_Minh', currency: 'VND' }
  const { json } = await owner.call('createSite', { body })
  return (json as { id: string }).id
}

/** Somebody invited to a site, with an account of their own. */
export const invited = async (
  fresh: FreshMinnow,
  owner: Browser,
  { site, role, email }: { site: string; role: string; email: string },
): Promise<Browser> => {
  const { json } = await owner.call('invite', { params: { site }, body: { role } })
  const token = (json as { link: string }).link.split('/').at(-1) ?? ''
  const guest = fresh.browser()
  await guest.call('acceptInvitation', { params: { token }, body: { name: 'Guest', email, password: PASSWORD } })
  return guest
}
