import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EventRow, type EventStore, migrate, openChdb, StoreUnavailable } from '../events/index.ts'
import { silentLog } from '../platform/log.ts'
import { systemRandom } from '../platform/random.ts'
import { sql } from '../platform/sql.ts'
import { type Collector, createCollector } from './collector.ts'
import type { Door } from './door.ts'

const now = Date.parse('2026-11-20T12:00:00Z')
const door: Door = {
  origin: 'tag',
  ip: '203.113.131.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  pageUrl: 'https://shop.example',
  trusted: false,
  receivedAt: now,
}

let folder = ''
let events: EventStore
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minnow-trouble-'))
  events = await openChdb({ path: join(folder, 'events'), log: silentLog })
  await migrate(events, { now: () => now })
})
afterAll(async () => {
  await events.close()
  await rm(folder, { recursive: true, force: true })
})

/** The real store behind a disk or network that fails: before the rows are stored, or after and unheard. */
type Trouble = 'none' | 'before' | 'after'
const troubled = (start: Trouble, isImpossible: (row: EventRow) => boolean = () => false) => {
  const state = { trouble: start }
  const store: EventStore = {
    ...events,
    async insert(rows) {
      if (state.trouble === 'before' || rows.some(isImpossible)) throw new StoreUnavailable('the disk is full')
      await events.insert(rows)
      if (state.trouble === 'after') throw new StoreUnavailable('the answer was lost')
    },
  }
  return { state, store }
}

const start = (store: EventStore, journal: string): Promise<Collector> =>
  createCollector({
    events: store,
    sites: (id) => ({
      id,
      domains: ['shop.example'],
      timezone: 'UTC',
      currency: 'USD',
      recognition: 'full',
      demo: false,
    }),
    salts: { saltOf: async () => new Uint8Array(32) },
    clock: { now: () => now },
    random: systemRandom,
    log: silentLog,
    journalFolder: join(folder, journal),
  })

const view = (id: string, more: object = {}) => ({ id, name: 'page_view', visitor: id, ...more })
const accept = async (collector: Collector, site: string, sent: object[]): Promise<void> => {
  expect(await collector.collect({ site, events: sent }, door)).toEqual({
    outcome: 'answered',
    answer: { accepted: sent.length, dropped: [] },
  })
}
const namesOf = async (site: string): Promise<string[]> =>
  (await events.query<{ name: string }>(sql`SELECT name FROM events WHERE site = ${site} ORDER BY name`)).map(
    ({ name }) => name,
  )

describe('while the event store takes nothing', () => {
  it.each(['before', 'after'] as const)(
    'events wait in the journal, and are stored once (it fails %s storing)',
    async (trouble) => {
      const { state, store } = troubled(trouble)
      const collector = await start(store, trouble)
      await collector.ready
      await accept(collector, trouble, [view('one'), view('two')])
      await collector.flush()
      expect(collector.state().waitingRows).toBe(2)
      state.trouble = 'none'
      await accept(collector, trouble, [view('three')])
      await collector.flush()
      expect(collector.state().waitingRows).toBe(0)
      expect(await namesOf(trouble)).toHaveLength(3)
      await collector.close()
      expect(await readdir(join(folder, trouble))).toEqual([])
    },
  )

  it('new requests are told to come again once the buffers are full, and nothing accepted is lost', async () => {
    const { state, store } = troubled('before')
    const collector = await start(store, 'full')
    await collector.ready
    let accepted = 0
    let result = await collector.collect({ site: 'full', events: [view('first')] }, door)
    for (let request = 0; result.outcome === 'answered'; request++) {
      accepted += result.answer.accepted
      const sent = Array.from({ length: 500 }, (_, index) => view(`${request}-${index}`))
      result = await collector.collect({ site: 'full', events: sent }, door)
    }
    expect(result).toEqual({ outcome: 'busy', retryAfterSeconds: 2 })
    expect(accepted).toBeGreaterThanOrEqual(50_000)
    state.trouble = 'none'
    await collector.flush()
    await accept(collector, 'full', [view('again')])
    await collector.flush()
    expect(await namesOf('full')).toHaveLength(accepted + 1)
    await collector.close()
  }, 120_000)
})

it('an event that the store never takes does not hold up the others', async () => {
  const { store } = troubled('none', ({ name }) => name === 'impossible')
  const collector = await start(store, 'impossible')
  await collector.ready
  await accept(collector, 'odd', [view('one'), view('two', { name: 'impossible' }), view('three')])
  for (let attempt = 0; collector.state().waitingRows > 0 && attempt < 10; attempt++) await collector.flush()
  expect(await namesOf('odd')).toEqual(['page_view', 'page_view'])
  await collector.close()
  expect(await readdir(join(folder, 'impossible'))).toEqual([])
})

it('who somebody is, is known after a crash, too', async () => {
  const { store } = troubled('before')
  const crashed = await start(store, 'crash')
  const user = { email: 'ann@shop.example' }
  await accept(crashed, 'ties', [view('phone', { user }), view('laptop', { user }), view('other')])
  await crashed.flush()
  const collector = await start(events, 'crash')
  const people = await events.query(
    sql`SELECT toString(count()) AS browsers, toString(uniqExact(person)) AS persons FROM people FINAL WHERE site = 'ties'`,
  )
  expect(people).toEqual([{ browsers: '2', persons: '1' }])
  expect(await namesOf('ties')).toHaveLength(3)
  await crashed.close()
  await collector.close()
})
