import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventStores } from '../../../../test/engines/event-stores.ts'
import { rowsOf } from '../../../../test/rows.ts'
import { silentLog } from '../../../platform/log.ts'
import { raw, sql } from '../../../platform/sql.ts'
import {
  type EventStore,
  migrate,
  openChdb,
  openClickhouse,
  QueryInvalid,
  QueryTooHeavy,
  StoreRefused,
  StoreUnavailable,
} from '../../index.ts'

const { folder, engines } = eventStores()
const endless = sql`SELECT sum(cityHash64(number)) AS s FROM numbers(1000000000000)`
const clock = { now: () => 1_700_000_000_000 }
const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined).catch((error) => error)

describe.each(engines)('the event store on %s', (_name, open) => {
  let store: EventStore
  let sites = 0
  const freshSite = (): string => `site-${++sites}`
  const count = async (site: string): Promise<number> =>
    Number((await store.query<{ n: string }>(sql`SELECT count() AS n FROM events WHERE site = ${site}`))[0]?.n)

  beforeAll(async () => {
    store = await open()
    await migrate(store, clock)
  })
  afterAll(() => store.close())

  test('gives back what was put in, to the last bit and letter', async () => {
    const site = freshSite()
    const most = 18_446_744_073_709_551_615n
    const text = 'cá bé 🐟 ปลา "\'\\ \t\n\r\0 {p1:String} -- ; DROP'
    const [row] = rowsOf(site, [{ at: '2026-11-22T10:00:00.123', by: 1, path: text, value: -0.1, lag: -5 }])
    if (!row) throw new Error('no row')
    await store.insert([{ ...row, id: most, visitor: most, properties: { [text]: text, empty: '' } }])
    const [found] = await store.query(
      sql`SELECT id, visitor, path, value, lag, properties, toUnixTimestamp64Milli(ts) AS at FROM events WHERE site = ${site} AND path = ${text}`,
    )
    expect(found).toEqual({
      ...{ id: String(most), visitor: String(most), path: text, value: -0.1, lag: '-5', at: String(row.ts) },
      properties: { [text]: text, empty: '' },
    })
  })

  test('any text comes back unchanged, as a value stored and as a value asked with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 20 }), async (texts) => {
        const site = freshSite()
        await store.insert(
          rowsOf(
            site,
            texts.map((title, by) => ({ at: by, by, title, properties: { [title]: title } })),
          ),
        )
        const rows = await store.query<{ title: string; properties: Record<string, string>; asked: string[] }>(
          sql`SELECT title, properties, ${texts} AS asked FROM events WHERE site = ${site} ORDER BY ts`,
        )
        expect(rows.map(({ title }) => title)).toEqual(texts)
        expect(rows.map(({ properties }) => properties)).toEqual(texts.map((text) => ({ [text]: text })))
        expect(rows[0]?.asked).toEqual(texts)
      }),
      { numRuns: 15 },
    )
  })

  test('takes times from 1970 on, and over a hundred months at once', async () => {
    const site = freshSite()
    const times = Array.from({ length: 150 }, (_, month) => Date.UTC(2012, month, 1, 0, 0, 0, month))
    const old = [0, 1, 999_999_999_999, 1_000_000_000_000]
    await store.insert(
      rowsOf(
        site,
        [...old, ...times].map((at) => ({ at, by: 1 })),
      ),
    )
    const rows = await store.query<{ at: string }>(
      sql`SELECT toUnixTimestamp64Milli(ts) AS at FROM events WHERE site = ${site} ORDER BY ts`,
    )
    expect(rows.map(({ at }) => Number(at))).toEqual([...old, ...times].sort((one, other) => one - other))
  })

  test('nothing to store is no error', async () => {
    await expect(store.insert([])).resolves.toBeUndefined()
  })

  test('events of one millisecond keep their order of arrival', async () => {
    const site = freshSite()
    await store.insert(
      rowsOf(
        site,
        [2, 0, 1].map((tie) => ({ at: 5_000, by: 1, tie, name: `n${tie}` })),
      ),
    )
    const rows = await store.query<{ name: string }>(sql`SELECT name FROM events WHERE site = ${site} ORDER BY ts, tie`)
    expect(rows.map(({ name }) => name)).toEqual(['n0', 'n1', 'n2'])
  })

  test('a limit of one query is not the limit of the next', async () => {
    expect(await rejection(store.query(endless, { maxSeconds: 1 }))).toBeInstanceOf(QueryTooHeavy)
    const [limit] = await store.query<{ seconds: string }>(
      sql`SELECT toString(getSetting('max_execution_time')) AS seconds`,
    )
    expect(limit?.seconds).toBe('30')
  })

  test('a query over its memory is refused, and the store goes on', async () => {
    const greedy = sql`SELECT length(groupArray(number)) AS n FROM numbers(1000000000)`
    expect(await rejection(store.query(greedy))).toBeInstanceOf(QueryTooHeavy)
    expect(await store.query(sql`SELECT 1 AS one`)).toEqual([{ one: 1 }])
  })

  test('an aborted query stops working, not only answering, however early it was aborted', async () => {
    const running = async () =>
      (
        await store.query<{ n: string }>(
          raw(
            `SELECT count() AS n FROM system.processes WHERE query LIKE '%1000000000000)%' AND query NOT LIKE '%processes%'`,
          ),
        )
      )[0]?.n
    for (const waitMs of [0, 5, 20, 40, undefined]) {
      const abort = new AbortController()
      const aborted = rejection(store.query(endless, { signal: abort.signal, maxSeconds: 60 }))
      if (waitMs === undefined) await expect.poll(running, { timeout: 10_000 }).toBe('1')
      else await setTimeout(waitMs)
      abort.abort()
      expect(await aborted).toMatchObject({ name: 'AbortError' })
      await expect.poll(running, { timeout: 10_000 }).toBe('0')
    }
  })

  test('inserts do not wait for a slow query', async () => {
    const site = freshSite()
    const abort = new AbortController()
    const slow = rejection(store.query(endless, { signal: abort.signal, maxSeconds: 60 }))
    for (let round = 0; round < 5; round++) await store.insert(rowsOf(site, [{ at: round, by: 1 }]))
    expect(await count(site)).toBe(5)
    abort.abort()
    await slow
  })

  test('concurrent inserts and queries all arrive', async () => {
    const site = freshSite()
    const rounds = Array.from({ length: 20 }, (_, by) =>
      store.insert(
        rowsOf(site, [
          { at: by, by },
          { at: by, by },
        ]),
      ),
    )
    await Promise.all([...rounds, ...Array.from({ length: 10 }, () => count(site))])
    expect(await count(site)).toBe(40)
  })

  test('a pattern that the engine does not understand is the asker’s mistake', async () => {
    expect(await rejection(store.query(sql`SELECT match('a', ${'(a'}) AS m`))).toBeInstanceOf(QueryInvalid)
  })

  test('the table syncs every insert to disk', async () => {
    const [table] = await store.query<{ q: string }>(
      sql`SELECT create_table_query AS q FROM system.tables
        WHERE database = currentDatabase() AND name IN ('events', 'events_local') AND engine LIKE '%MergeTree'`,
    )
    expect(table?.q).toMatch(/fsync_after_insert = 1, fsync_part_directory = 1/)
  })

  test('the parts on disk are those of all servers, by the tables that were asked for', async () => {
    const site = freshSite()
    await store.insert(
      rowsOf(
        site,
        Array.from({ length: 50 }, (_, by) => ({ at: '2026-11-22', by: by + 1 })),
      ),
    )
    const [held] = await store.query<{ rows: string }>(
      sql`SELECT toString(sum(rows)) AS rows FROM system.parts
        WHERE database = currentDatabase() AND active AND table = 'events'`,
    )
    const [all] = await store.query<{ rows: string }>(sql`SELECT toString(count()) AS rows FROM events`)
    expect(Number(held?.rows)).toBeGreaterThanOrEqual(Number(all?.rows))
    expect(Number(all?.rows)).toBeGreaterThanOrEqual(50)
  })

  test('migrating again changes nothing; newer data are refused untouched', async () => {
    await migrate(store, clock)
    await store.command(
      sql`INSERT INTO schema_versions VALUES (${999}, ${'future'}, ${'x'}, fromUnixTimestamp64Milli(${0}))`,
    )
    expect(await rejection(migrate(store, clock))).toBeInstanceOf(StoreRefused)
    await store.command(sql`ALTER TABLE schema_versions DELETE WHERE version = 999 SETTINGS mutations_sync = 1`)
    await migrate(store, clock)
  })

  test('a closed store says so', async () => {
    if (_name === 'chDB')
      return expect(await rejection(openChdb({ path: join(folder, 'other'), log: silentLog }))).toBeInstanceOf(
        StoreRefused,
      )
    const other = await open()
    await other.close()
    expect(await rejection(other.query(sql`SELECT 1`))).toBeInstanceOf(StoreUnavailable)
  })
})

test('a server that does not answer is unavailable, not a mistake', async () => {
  const opening = openClickhouse({ url: 'http://127.0.0.1:9/minnow', log: silentLog })
  expect(await rejection(opening)).toBeInstanceOf(StoreUnavailable)
})
