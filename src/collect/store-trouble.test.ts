import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCollector, tagDoor, useEmbeddedEvents } from '../../test/collecting.ts'
import { type EventStore, rowsToText, StoreUnavailable } from '../events/index.ts'
import { sql } from '../platform/sql.ts'
import type { CollectDeps, Collector } from './collector.ts'
import type { Exchange, Note } from './others/exchange.ts'

const embedded = useEmbeddedEvents()

/** The real store behind a disk or network that fails: before the rows are stored, or after and unheard. */
type Trouble = 'none' | 'before' | 'after'
const troubled = (start: Trouble, isImpossible: (text: string) => boolean = () => false) => {
  const state = { trouble: start }
  const store: EventStore = {
    ...embedded.events,
    async insert(rows) {
      const text = 'pieces' in rows ? rows.pieces.join('') : rowsToText(rows).toString()
      if (state.trouble === 'before' || isImpossible(text)) throw new StoreUnavailable('the disk is full')
      await embedded.events.insert(rows)
      if (state.trouble === 'after') throw new StoreUnavailable('the answer was lost')
    },
  }
  return { state, store }
}

const start = (store: EventStore, journal: string, more?: Partial<CollectDeps>): Promise<Collector> =>
  startCollector(store, join(embedded.folder, journal), more)

const view = (id: string, more: object = {}) => ({ id, name: 'page_view', visitor: id, ...more })
const accept = async (collector: Collector, site: string, sent: object[]): Promise<void> => {
  expect(await collector.collect({ site, events: sent }, tagDoor)).toEqual({
    outcome: 'answered',
    answer: { accepted: sent.length, dropped: [] },
  })
}
const namesOf = async (site: string): Promise<string[]> =>
  (await embedded.events.query<{ name: string }>(sql`SELECT name FROM events WHERE site = ${site} ORDER BY name`)).map(
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
      expect(await readdir(join(embedded.folder, trouble))).toEqual([])
    },
  )

  it('new requests are told to come again once the disk that they may take is full; nothing accepted is lost', async () => {
    const { state, store } = troubled('before')
    const collector = await start(store, 'full', { spoolBytes: 20 * 1_048_576 })
    await collector.ready
    let accepted = 0
    let result = await collector.collect({ site: 'full', events: [view('first')] }, tagDoor)
    for (let request = 0; result.outcome === 'answered'; request++) {
      accepted += result.answer.accepted
      const sent = Array.from({ length: 500 }, (_, index) => view(`${request}-${index}`))
      result = await collector.collect({ site: 'full', events: sent }, tagDoor)
    }
    expect(result).toEqual({ outcome: 'busy', retryAfterSeconds: 2 })
    expect(accepted).toBeGreaterThanOrEqual(20_000)
    state.trouble = 'none'
    await collector.flush()
    await accept(collector, 'full', [view('again')])
    await collector.flush()
    expect(await namesOf('full')).toHaveLength(accepted + 1)
    await collector.close()
  }, 120_000)

  it('what waits on disk is known: a resend is none the more, a purchase reported twice counts once', async () => {
    const { state, store } = troubled('before')
    const collector = await start(store, 'spool')
    await collector.ready
    const purchase = { name: 'purchase', transaction_id: 'T1', value: 5 }
    await accept(collector, 'spool', [view('buyer', purchase)])
    const requests = 120
    for (let request = 0; request < requests; request++) {
      await accept(
        collector,
        'spool',
        Array.from({ length: 500 }, (_, index) => view(`${request}-${index}`)),
      )
    }
    const again = await collector.collect({ site: 'spool', events: [view('0-0'), view('buyer', purchase)] }, tagDoor)
    expect(again).toMatchObject({
      answer: { accepted: 0, dropped: [{ reason: 'duplicate' }, { reason: 'duplicate' }] },
    })
    await accept(collector, 'spool', [view('the shop itself', purchase)])
    state.trouble = 'none'
    await collector.flush()
    expect(collector.state().waitingRows).toBe(0)
    const [found] = await embedded.events.query<{ ids: string; rows: string; sales: string }>(
      sql`SELECT toString(uniqExact(id)) AS ids, toString(count()) AS rows,
        toString(countIf(name = 'purchase' AND repeat = 0)) AS sales FROM events WHERE site = 'spool'`,
    )
    expect(found).toEqual({ ids: String(requests * 500 + 2), rows: String(requests * 500 + 2), sales: '1' })
    await collector.close()
    expect(await readdir(join(embedded.folder, 'spool'))).toEqual([])
  }, 120_000)
})

describe('while the event store does not say what it has', () => {
  it.each(['refuses', 'is silent'])('a resend is taken, and known when the store is back (it %s)', async (how) => {
    let isAway = false
    const unanswered: ((error: Error) => void)[] = []
    const away = (): Promise<never> =>
      how === 'refuses'
        ? Promise.reject(new StoreUnavailable('away'))
        : new Promise((_, reject) => unanswered.push(reject))
    const store: EventStore = {
      ...embedded.events,
      insert: (rows) => (isAway ? Promise.reject(new StoreUnavailable('away')) : embedded.events.insert(rows)),
      query: (...asked) => (isAway ? away() : embedded.events.query(...asked)),
    }
    const site = `asked-${how}`
    const collector = await start(store, site)
    await collector.ready
    const purchase = (id: string) => view(id, { name: 'purchase', transaction_id: 'T1', value: 5 })
    await accept(collector, site, [view('one'), purchase('sale')])
    await collector.flush()
    isAway = true
    // Two known, one new, one purchase that another tagDoor reports.
    await accept(collector, site, [view('one'), purchase('sale'), view('new'), purchase('again')])
    isAway = false
    for (const reject of unanswered) reject(new StoreUnavailable('the line was cut'))
    await collector.flush()
    await collector.flush()
    const [found] = await embedded.events.query<{ rows: string; ids: string; sales: string }>(
      sql`SELECT toString(count()) AS rows, toString(uniqExact(id)) AS ids,
        toString(countIf(name = 'purchase' AND repeat = 0)) AS sales FROM events WHERE site = ${site}`,
    )
    expect(found).toEqual({ rows: '4', ids: '4', sales: '1' })
    await collector.close()
  })
})

describe('two collectors on one store', () => {
  /** One after the other, as a lock in the database makes them; each hears what the others told. */
  const meeting = (): (() => Exchange) => {
    let last: Promise<unknown> = Promise.resolve()
    const told: { by: symbol; note: Note }[] = []
    return () => {
      const me = Symbol()
      return {
        turn: (work) => {
          const mine = last.then(work, work)
          last = mine
          return mine
        },
        order: (work) => work(),
        positionAt: async () => 0,
        read: async (after) => ({
          notes: told.slice(after).flatMap(({ by, note }) => (by === me ? [] : [note])),
          position: told.length,
          missed: false,
        }),
        tell: async (note) => {
          told.push({ by: me, note })
        },
      }
    }
  }

  it('count what both were sent once, also when it was sent to both at the same time', async () => {
    const join = meeting()
    const one = await start(embedded.events, 'one', { exchange: join() })
    const other = await start(embedded.events, 'other', { exchange: join() })
    await Promise.all([one.ready, other.ready])
    const sent = Array.from({ length: 100 }, (_, index) => view(`shared-${index}`))
    const purchase = (id: string) => view(id, { name: 'purchase', transaction_id: 'T9', value: 3 })
    await Promise.all([
      accept(one, 'two', [...sent, purchase('page')]),
      accept(other, 'two', [...sent.toReversed(), purchase('server')]),
    ])
    await Promise.all([one.flush(), other.flush()])
    // Once more, in another grouping, to the one who may not have heard of them.
    await accept(other, 'two', [purchase('once more')])
    await Promise.all(sent.map((event) => other.collect({ site: 'two', events: [event] }, tagDoor)))
    await other.flush()
    const [found] = await embedded.events.query<{ views: string; sales: string; purchases: string }>(
      sql`SELECT toString(countIf(name = 'page_view')) AS views, toString(countIf(name = 'purchase')) AS purchases,
        toString(countIf(name = 'purchase' AND repeat = 0)) AS sales FROM events WHERE site = 'two'`,
    )
    expect(found).toEqual({ views: '100', purchases: '3', sales: '1' })
    await Promise.all([one.close(), other.close()])
  })
})

it('an event that the store never takes does not hold up the others', async () => {
  const { store } = troubled('none', (text) => text.includes('impossible'))
  const collector = await start(store, 'impossible')
  await collector.ready
  await accept(collector, 'odd', [view('one'), view('two', { name: 'impossible' }), view('three')])
  for (let attempt = 0; collector.state().waitingRows > 0 && attempt < 10; attempt++) await collector.flush()
  expect(await namesOf('odd')).toEqual(['page_view', 'page_view'])
  await collector.close()
  expect(await readdir(join(embedded.folder, 'impossible'))).toEqual([])
})

it('who somebody is, is known after a crash, too', async () => {
  const { store } = troubled('before')
  const crashed = await start(store, 'crash')
  const user = { email: 'ann@shop.example' }
  await accept(crashed, 'ties', [view('phone', { user }), view('laptop', { user }), view('other')])
  await crashed.flush()
  const collector = await start(embedded.events, 'crash')
  const people = await embedded.events.query(
    sql`SELECT toString(count()) AS browsers, toString(uniqExact(person)) AS persons FROM people FINAL WHERE site = 'ties'`,
  )
  expect(people).toEqual([{ browsers: '2', persons: '1' }])
  expect(await namesOf('ties')).toHaveLength(3)
  await crashed.close()
  await collector.close()
})
