import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiError } from '../../src/contract/error.ts'
import type { Overview } from '../../src/contract/report.ts'
import { openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { sql } from '../../src/platform/sql.ts'
import { type Breakable, startClickhouse } from '../engines/start-clickhouse.ts'
import { expectAllOnce, startLoad } from './load.ts'
import { addShop, serverProcess } from './server-process.ts'

let clickhouse: Breakable
beforeAll(async () => {
  clickhouse = await startClickhouse()
})
afterAll(() => clickhouse.stop())

const DAY_MS = 86_400_000
const lastDays = () => {
  const day = (time: number) => new Date(time).toISOString().slice(0, 10)
  return { from: day(Date.now() - DAY_MS), to: day(Date.now() + DAY_MS) }
}

type Ready = { status: string; event_store: string; collecting: boolean }

test('Minnow starts while ClickHouse is away, takes events, says so, and catches up', async () => {
  const store = `${clickhouse.url}/late`
  await clickhouse.crash()
  const server = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: store } })
  // The very first start, when there is no table yet.
  await server.start()
  const { id: site, key } = await addShop(server)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` }
  const ready = async () => (await (await fetch(`${server.url}/ready`)).json()) as Ready
  const overview = () =>
    fetch(`${server.url}/api/sites/${site}/reports/overview`, {
      ...{ method: 'POST', headers, body: JSON.stringify(lastDays()) },
    })
  const annOpens = async (path: string) => {
    const events = [{ id: path, name: 'page_view', visitor: 'ann', url: `https://shop.example${path}` }]
    const answer = await fetch(`${server.url}/api/collect`, {
      ...{ method: 'POST', headers, body: JSON.stringify({ site, events }) },
    })
    expect(answer.status).toBe(202)
  }
  const load = startLoad(server.url, { site })
  await load.more(300)
  await annOpens('/first')
  expect(await ready()).toMatchObject({ status: 'degraded', event_store: 'unavailable', collecting: true })
  const refused = await overview()
  expect(refused.status).toBe(503)
  expect(((await refused.json()) as ApiError).error.code).toBe('store_unavailable')

  // Killed, and started again while it is still away: the files of the process before wait as well.
  await server.end('SIGKILL')
  await server.start()
  await load.more(300)
  await annOpens('/second')
  await clickhouse.start()
  await expect.poll(async () => (await ready()).event_store, { timeout: 60_000, interval: 200 }).toBe('ok')
  expect(await ready()).toMatchObject({ status: 'ok' })
  await load.more(200)

  // The same with visits of before: they go on.
  await clickhouse.crash()
  await server.end('SIGKILL')
  await server.start()
  await annOpens('/third')
  await load.more(200)
  await clickhouse.start()
  await load.stop()
  const sessions = async (): Promise<unknown> => {
    const events = await openClickhouse({ url: store, log: silentLog })
    const [row] = await events.query(
      sql`SELECT toString(count()) AS views, toString(uniqExact(session)) AS sessions, toString(sum(session_opens)) AS opens
        FROM events WHERE site = ${site} AND visitor = xxHash64(concat(${site}, '\\0ann'))`,
    )
    await events.close()
    return row
  }
  await expect.poll(sessions, { timeout: 90_000, interval: 1_000 }).toEqual({ views: '3', sessions: '1', opens: '1' })
  await expect.poll(async () => (await overview()).status, { timeout: 60_000 }).toBe(200)
  await server.end('SIGTERM')
  expect(readdirSync(join(server.folder, 'journal'))).toEqual([])
  const events = await openClickhouse({ url: store, log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
}, 240_000)

test('while ClickHouse is gone, and while it hangs, events wait on disk; they go in once', async () => {
  const store = `${clickhouse.url}/minnow`
  const server = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: store } })
  const { id: site, key } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site })
  await load.more(200)

  await clickhouse.crash()
  await load.more(500)
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200)
  await clickhouse.start()
  await load.more(200)

  clickhouse.pause()
  await load.more(500)
  clickhouse.resume()
  await load.more(200)

  // It hangs, and Minnow is asked to stop: the stop does not hang with it.
  clickhouse.pause()
  await load.more(200)
  await server.end('SIGTERM')
  clickhouse.resume()
  await server.start()
  await load.more(200)

  // Gone, and Minnow with it: what was acknowledged is in the journal only.
  await clickhouse.crash()
  await load.more(300)
  await server.end('SIGKILL')
  expect(readdirSync(join(server.folder, 'journal'))).not.toEqual([])
  await clickhouse.start()
  await server.start()
  await load.more(200)
  await load.stop()

  const asked = await fetch(`${server.url}/api/sites/${site}/reports/overview`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify(lastDays()),
  })
  const { totals } = (await asked.json()) as Overview
  await server.end('SIGTERM')
  expect(readdirSync(join(server.folder, 'journal'))).toEqual([])
  const events = await openClickhouse({ url: store, log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
  expect(totals.events).toBeGreaterThanOrEqual(load.acknowledged.size)
}, 240_000)
