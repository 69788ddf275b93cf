import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Erasure, PersonSummary } from '../../src/contract/person.ts'
import { openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { raw } from '../../src/platform/sql.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/index.ts'
import { jobs } from '../../src/server/jobs/jobs.ts'
import { type Breakable, startClickhouse } from '../engines/start-clickhouse.ts'

/** Somebody is erased on a ClickHouse server whose files this machine does not see; a quarter of an hour in seconds. */
const MINUTE_MS = 60_000
const dataDir = mkdtempSync(join(tmpdir(), 'minnow-erase-away-'))
let now = Date.UTC(2026, 10, 22, 12)
let waitedMs = 0
const clock = {
  now: () => now,
  wait: async (ms: number, signal: AbortSignal) => {
    now += ms
    waitedMs += ms
    await sleep(1, undefined, { signal })
  },
}

let clickhouse: Breakable
let minnow: OpenMinnow
let own = ''

const ask = async <Answer>(method: 'GET' | 'POST', path: string, payload?: object): Promise<Answer> => {
  const answer = await minnow.app.inject({
    ...{ method, url: path, remoteAddress: '127.0.0.1' },
    headers: { host: 'localhost:8787', authorization: `Bearer ${minnow.localToken}` },
    ...(payload && { payload }),
  })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json<Answer>()
}
const erasure = async (): Promise<Erasure | undefined> => (await ask<Erasure[]>('GET', `${own}/erasures`))[0]
const eventsOf = async (email: string) => (await ask<PersonSummary>('POST', `${own}/person`, { email })).events

beforeAll(async () => {
  clickhouse = await startClickhouse({ isElsewhere: true })
  minnow = await openMinnow({ dataDir, clickhouseUrl: `${clickhouse.url}/minnow`, clock, log: silentLog })
  const facts = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' }
  own = `/api/sites/${(await ask<{ id: string }>('POST', '/api/sites', facts)).id}`
  const events = ['ann', 'ben'].flatMap((name) =>
    [1, 2, 3].map((index) => ({
      ...{ id: `${name}${index}`, name: 'page_view', visitor: name, url: 'https://shop.example/' },
      ...{ time: now - index * MINUTE_MS, user: { email: `${name}@shop.example` } },
    })),
  )
  await ask('POST', `${own}/import`, { events })
}, 120_000)
afterAll(async () => {
  await minnow?.close()
  await clickhouse?.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

test('it is waited for what the server replaced, said that it is still there, and tried again until it is gone', async () => {
  expect(await ask<Erasure>('POST', `${own}/person/erase`, { email: 'ann@shop.example' })).toMatchObject({
    finished: null,
  })
  expect([await eventsOf('ann@shop.example'), await eventsOf('ben@shop.example')]).toEqual([0, 3])

  // The server keeps for eight minutes what it replaced; this one for longer than Minnow has patience.
  await expect.poll(async () => (await erasure())?.proof, { timeout: 90_000 }).toBeTruthy()
  expect(waitedMs).toBeGreaterThanOrEqual(15 * MINUTE_MS)
  const first = await erasure()
  expect(first?.finished).toBeNull()
  expect(first?.proof).toMatchObject({
    ...{ rows_left: 0, found_in: [], disk: 'server' },
    places: [
      { place: 'data_folder', outcome: 'clean' },
      { place: 'server_files', outcome: 'not_searched' },
      { place: 'server_queries', outcome: 'clean' },
      { place: 'server_messages', outcome: 'clean' },
      { place: 'server_log_files', outcome: 'not_searched' },
    ],
  })
  expect(first?.proof?.old_parts_left).toBeGreaterThan(0)

  // Its own time comes, and the job's.
  const store = await openClickhouse({ url: `${clickhouse.url}/minnow`, log: silentLog })
  const tables = await store.query<{ name: string }>(
    raw(`SELECT DISTINCT table AS name FROM system.parts WHERE database = currentDatabase()`),
  )
  const soon = 'old_parts_lifetime = 1, cleanup_delay_period = 1, cleanup_delay_period_random_add = 0'
  for (const { name } of tables) {
    await store.command(raw(`ALTER TABLE ${name} MODIFY SETTING ${soon}, max_cleanup_delay_period = 1`))
  }
  const oldParts = async () =>
    (await store.query(raw('SELECT 1 FROM system.parts WHERE database = currentDatabase() AND NOT active'))).length
  await expect.poll(oldParts, { timeout: 90_000 }).toBe(0)
  await store.close()
  now += 21 * MINUTE_MS
  const job = jobs(minnow.deps).find(({ name }) => name === 'finish erasures')
  await job?.run(new AbortController().signal)
  const last = await erasure()
  expect(last?.finished).toBe(now)
  expect(last?.proof).toMatchObject({ rows_left: 0, old_parts_left: 0, disk: 'server' })
  expect(await eventsOf('ben@shop.example')).toBe(3)
}, 240_000)
