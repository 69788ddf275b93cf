import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CollectAnswer } from '../../src/contract/collect.ts'
import type { Erasure, PersonSummary } from '../../src/contract/person.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/index.ts'
import { jobs } from '../../src/server/jobs/jobs.ts'
import { freshCluster, freshPostgres } from '../engines/engines.ts'
import { addShop, serverProcess } from '../failures/server-process.ts'

test('on a cluster of two shards and PostgreSQL nothing of an erased person is left, and what cannot be searched is said', async () => {
  const environment = { MINNOW_CLICKHOUSE_URL: await freshCluster(), MINNOW_DATABASE_URL: await freshPostgres() }
  const server = await serverProcess({ environment })
  const { id: site, key } = await addShop(server)
  await server.start()
  // Many browsers, so that both shards have some.
  const events = Array.from({ length: 20 }, (_, index) => ({
    ...{ id: `e${index}`, name: 'page_view', visitor: `browser${index}`, url: 'https://shop.example/' },
    user: { email: index % 2 === 0 ? 'ann.q8x2@shop.example' : 'ben.w4t6@shop.example' },
  }))
  const answer = await fetch(`${server.url}/api/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ site, events }),
  })
  expect(((await answer.json()) as { accepted: number }).accepted).toBe(20)
  const said = await server.run('person', 'erase', '--site', site, '--email', 'ann.q8x2@shop.example', '--yes')
  expect(said).toMatch(/^Erased: 2\d rows of 10 events\. Nothing is left: \d+ files/)
  expect(said).toContain("Not searched, because Minnow cannot: PostgreSQL's files")
  const left = await server.run('person', 'export', '--site', site, '--email', 'ben.w4t6@shop.example')
  expect(JSON.parse(left)).toMatchObject({ visitors: { length: 10 }, events: { length: 10 } })
}, 300_000)

test('what another server takes of somebody before it hears of the erasure is erased as well', async () => {
  let now = Date.UTC(2026, 10, 22, 12)
  const stores = { clickhouseUrl: await freshCluster(), databaseUrl: await freshPostgres() }
  const open = async (): Promise<OpenMinnow> => {
    const dataDir = mkdtempSync(join(tmpdir(), 'minnow-erase-several-'))
    const secretKeys = ['the key that all servers of this test share']
    const server = await openMinnow({ ...stores, dataDir, secretKeys, clock: { now: () => now }, log: silentLog })
    onTestFinished(async () => {
      await server.close()
      rmSync(dataDir, { recursive: true, force: true })
    })
    return server
  }
  const [one, two] = [await open(), await open()]
  const ask = async <Answer>(server: OpenMinnow, path: string, payload?: object): Promise<Answer> => {
    const headers = { host: 'localhost:8787', authorization: `Bearer ${server.localToken}` }
    const method = payload ? 'POST' : 'GET'
    const answer = await server.app.inject({ method, url: path, headers, ...(payload && { payload }) })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.json<Answer>()
  }
  const facts = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' }
  const own = `/api/sites/${(await ask<{ id: string }>(one, '/api/sites', facts)).id}`
  now += 2_000
  const times = now - 60_000
  const told = (server: OpenMinnow, id: string) =>
    ask<CollectAnswer>(server, `${own}/import`, {
      events: [{ id, name: 'page_view', visitor: 'ann', time: times, user: { email: 'ann.q8x2@shop.example' } }],
    })
  const ann = { email: 'ann.q8x2@shop.example' }
  const events = async () => (await ask<PersonSummary>(one, `${own}/person`, ann)).events
  const erasure = async () => (await ask<Erasure[]>(one, `${own}/erasures`))[0]

  expect(await told(one, 'a')).toMatchObject({ accepted: 1 })
  await ask(one, `${own}/person/erase`, ann)
  expect(await events()).toBe(0)
  // A server looks every five seconds; this one has not looked yet.
  expect(await told(two, 'b')).toMatchObject({ accepted: 1 })
  expect(await events()).toBe(1)
  await expect.poll(async () => (await erasure())?.proof, { timeout: 200_000, interval: 1_000 }).toBeTruthy()
  if ((await erasure())?.finished === null) {
    expect((await erasure())?.proof?.rows_left).toBeGreaterThan(0)
    now += 21 * 60_000
    await jobs(two.deps)
      .find(({ name }) => name === 'finish erasures')
      ?.run(new AbortController().signal)
  }
  expect(await erasure()).toMatchObject({ finished: expect.any(Number) })
  expect(await events()).toBe(0)
  await two.deps.erased.reload()
  expect(await told(two, 'c')).toMatchObject({ accepted: 0, dropped: [{ reason: 'erased' }] })
}, 400_000)
