import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Overview } from '../../src/contract/report.ts'
import { openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
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
