import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hash64 } from '../../src/collect/index.ts'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import { alone, readNotes } from '../../src/control/index.ts'
import { type EventStore, openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { sql } from '../../src/platform/sql.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/index.ts'
import { freshCluster, freshPostgres } from '../engines/engines.ts'

/** Three servers of one Minnow, each with a data folder of its own, on a cluster of two shards and one PostgreSQL. */
const start = Date.UTC(2026, 10, 22, 12)
const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

const folders: string[] = []
let now = start
let servers: OpenMinnow[] = []
let store: EventStore
let open: () => Promise<OpenMinnow>

beforeAll(async () => {
  const [clickhouseUrl, databaseUrl] = [await freshCluster(), await freshPostgres()]
  open = async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'minnow-several-'))
    folders.push(dataDir)
    return openMinnow({ dataDir, clickhouseUrl, databaseUrl, clock: { now: () => now }, log: silentLog })
  }
  servers = await Promise.all([open(), open(), open()])
  store = await openClickhouse({ url: clickhouseUrl, log: silentLog })
}, 120_000)
afterAll(async () => {
  await store?.close()
  for (const server of servers) await server.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const at = (index: number): OpenMinnow => servers[index % servers.length] as OpenMinnow
const ask = async (server: OpenMinnow, path: string, payload: object, headers: Record<string, string> = {}) =>
  server.app.inject({
    ...{ method: 'POST', url: path, payload, remoteAddress: '127.0.0.1' },
    headers: { host: 'localhost:8787', authorization: `Bearer ${server.localToken}`, ...headers },
  })
/** A little later, because an unknown site is looked for once a second. */
const makeSite = async (server: OpenMinnow): Promise<string> => {
  now += 2 * SECOND_MS
  const facts = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' }
  return (await ask(server, '/api/sites', facts)).json<{ id: string }>().id
}
const send = async (server: OpenMinnow, site: string, events: object[]): Promise<CollectAnswer> => {
  const answer = await ask(
    server,
    '/api/collect',
    { site, events },
    {
      ...{ authorization: '', origin: 'https://shop.example', 'user-agent': browser },
    },
  )
  expect(answer.statusCode).toBe(202)
  return answer.json<CollectAnswer>()
}
const flush = () => Promise.all(servers.map(({ collector }) => collector.flush()))
const count = async (site: string, what: ReturnType<typeof sql>): Promise<unknown> =>
  (await store.query<{ n: unknown }>(sql`SELECT ${what} AS n FROM events WHERE site = ${site}`))[0]?.n
const numbers = async (site: string) => ({
  events: Number(await count(site, sql`count()`)),
  sales: Number(await count(site, sql`countIf(name = 'purchase' AND repeat = 0)`)),
  sessions: Number(await count(site, sql`uniqExact(visitor, session)`)),
  openings: Number(await count(site, sql`sum(session_opens)`)),
})
const view = (id: string, more: object = {}) => ({
  name: 'page_view',
  url: 'https://shop.example/',
  visitor: 'v',
  id,
  ...more,
})
const time = () => new Date(now).toISOString()

describe('several servers on the same stores', () => {
  test('a site made at one is known to the others at once', async () => {
    const site = await makeSite(at(0))
    for (const server of servers) expect((await send(server, site, [view(String(Math.random()))])).accepted).toBe(1)
  })

  test('the same events, sent to all of them at once in any grouping, count once', async () => {
    const site = await makeSite(at(0))
    const events = Array.from({ length: 60 }, (_, index) =>
      view(`e${index}`, { visitor: `v${index % 20}`, time: time() }),
    )
    await Promise.all([
      send(at(0), site, events),
      send(at(1), site, events.toReversed()),
      ...events.map((event) => send(at(2), site, [event])),
    ])
    await flush()
    expect(await numbers(site)).toMatchObject({ events: 60, sessions: 20, openings: 20 })
    now += 3 * DAY_MS
    for (const server of servers) {
      const answer = await ask(server, `/api/sites/${site}/import`, { events })
      expect(answer.json()).toMatchObject({ accepted: 0 })
    }
    await flush()
    expect(await numbers(site)).toMatchObject({ events: 60 })
  })

  test('a purchase told by the page and by the shop’s server, to different servers at once, is one sale', async () => {
    const site = await makeSite(at(1))
    const purchase = (id: string) => view(id, { name: 'purchase', transaction_id: 'T1', value: 20, currency: 'USD' })
    await Promise.all(servers.map((server, index) => send(server, site, [purchase(`p${index}`)])))
    await flush()
    await send(at(0), site, [purchase('late')])
    await flush()
    expect(await numbers(site)).toMatchObject({ events: 4, sales: 1 })
  })

  test('mentions that come by several servers within minutes are no visit of anybody', async () => {
    const site = await makeSite(at(0))
    for (const [index, server] of [...servers, ...servers].entries()) {
      const mentions = [{ network: 'facebook', author: `author ${index}`, text: 'Lovely tea', time: time() }]
      const answer = await ask(server, `/api/sites/${site}/mentions`, { mentions })
      expect(answer.json()).toMatchObject({ accepted: 1 })
      await server.collector.flush()
      now += MINUTE_MS
    }
    expect(await numbers(site)).toMatchObject({ events: 6, openings: 0 })
    expect(Number(await count(site, sql`countIf(visitor != 0 OR session != 0)`))).toBe(0)
    // Each row is of its own time: none was taken for the continuation of another's.
    expect(Number(await count(site, sql`countIf(session_started != toDateTime(ts))`))).toBe(0)
  })

  test.each([
    ['with the tag’s own session', { session: 's1' }],
    ['without', {}],
  ])('a visit whose requests go from server to server is one session %s', async (_, more) => {
    const site = await makeSite(at(2))
    for (let step = 0; step < 6; step++) {
      const url = step === 0 ? 'https://shop.example/?utm_source=news&utm_medium=email' : `https://shop.example/${step}`
      await send(at(step), site, [view(`w${step}`, { url, time: time(), ...more })])
      await at(step).collector.flush()
      now += 10 * MINUTE_MS
    }
    // Two more where it had been for a while, then nobody else tells of it any more.
    for (let step = 6; step < 10; step++) {
      await send(at(1), site, [view(`w${step}`, { time: time(), ...more })])
      now += 20 * MINUTE_MS
    }
    await flush()
    expect(await numbers(site)).toEqual({ events: 10, sales: 0, sessions: 1, openings: 1 })
    expect(await count(site, sql`groupUniqArray((source, medium))`)).toEqual([['news', 'email']])
  })

  test('servers put the sessions of the same visitors in order one after another, to the same end', async () => {
    const site = await makeSite(at(0))
    const visitors = Array.from({ length: 30 }, (_, index) => `late ${index}`)
    // Two visits of two pages each; whichever page comes late, and by which server, the pause between them decides.
    const minutes = [0, 20, 90, 110]
    const began = now
    now += 2 * HOUR_MS
    for (const [turn, minute] of [90, 0, 110, 20].entries()) {
      const order = minutes.indexOf(minute)
      await Promise.all(
        visitors.map((visitor, index) => {
          const when = new Date(began + minute * MINUTE_MS).toISOString()
          return send(at(index + turn), site, [view(`${visitor} ${order}`, { visitor, time: when })])
        }),
      )
      await flush()
    }
    const mendAll = () => Promise.all(servers.map(({ collector }) => collector.mend()))
    const held = Promise.withResolvers<void>()
    const { control } = at(0).deps
    const holding = alone(control, () => held.promise, 'sessions')
    let isMended = false
    const mending = mendAll().then(() => {
      isMended = true
    })
    await setTimeout(1_000)
    expect(isMended).toBe(false)
    held.resolve()
    await Promise.all([holding, mending])
    await mendAll()
    expect(await numbers(site)).toEqual({ events: 120, sales: 0, sessions: 60, openings: 60 })
  })

  test('a server that ends without a word leaves nothing uncounted and nothing double', async () => {
    const site = await makeSite(at(0))
    const crashing = await open()
    const events = Array.from({ length: 20 }, (_, index) => view(`c${index}`, { time: time() }))
    await send(crashing, site, events)
    // The sender had no answer and comes again, elsewhere.
    await send(at(0), site, events.slice(0, 10))
    await flush()
    await crashing.close()
    await flush()
    expect(await numbers(site)).toEqual({ events: 20, sales: 0, sessions: 1, openings: 1 })
  })

  test('a server that had nothing to do for hours knows what the others stored meanwhile', async () => {
    const site = await makeSite(at(0))
    const events = Array.from({ length: 20 }, (_, index) => view(`h${index}`, { time: time() }))
    await send(at(0), site, events)
    await at(0).collector.flush()
    // What was told is kept for half an hour; then something newer is told.
    for (const id of ['later', 'latest']) {
      now += HOUR_MS
      await send(at(1), site, [view(id, { time: time() })])
      await at(1).collector.flush()
    }
    await send(at(2), site, [...events, view('new', { time: time() })])
    await flush()
    expect(await numbers(site)).toMatchObject({ events: 23 })
  })

  test('two servers that learn who somebody is agree about it', async () => {
    const site = await makeSite(at(0))
    const user = { email: 'ann@shop.example' }
    await Promise.all(
      servers.map((server, index) =>
        send(server, site, [view(`i${index}`, { visitor: `b${index}`, user, time: time() })]),
      ),
    )
    await flush()
    const [people] = await store.query(
      sql`SELECT toString(count()) AS browsers, toString(uniqExact(person)) AS persons FROM people FINAL WHERE site = ${site}`,
    )
    expect(people).toEqual({ browsers: '3', persons: '1' })
  })

  test('who is erased at one is in nothing that servers tell each other', async () => {
    const site = await makeSite(at(0))
    await send(at(1), site, [
      { id: 'a', name: 'page_view', visitor: 'ann', url: 'https://shop.example/' },
      { id: 'b', name: 'page_view', visitor: 'ben', url: 'https://shop.example/' },
    ])
    await flush()
    const told = async (): Promise<bigint[]> => {
      const { notes } = await readNotes(at(0).deps.control.db, { after: 0, except: '' })
      return notes.flatMap(({ visitors }) => [...visitors])
    }
    const [ann, ben] = [hash64(site, 'ann'), hash64(site, 'ben')]
    expect(await told()).toEqual(expect.arrayContaining([ann, ben]))
    expect((await ask(at(2), `/api/sites/${site}/person/erase`, { visitor: 'ann' })).statusCode).toBe(200)
    await expect.poll(told).not.toContain(ann)
    expect(await told()).toContain(ben)
  })
})
