import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

const bytesIn = (folder: string): number =>
  readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0)
const MB = 1_048_576
const AN_HOUR_OF_EVENTS = 360_000

test('an hour without ClickHouse at a hundred events a second: all wait on disk, and go in once', async () => {
  const store = `${clickhouse.url}/hour`
  const server = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: store } })
  const { id: site } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site, senders: 4, events: 500 })
  await load.more(2_000)
  const before = server.memoryBytes()
  await clickhouse.crash()
  for (let events = 0; events < AN_HOUR_OF_EVENTS; events += 20_000) await load.more(20_000)
  const grown = server.memoryBytes() - before
  process.stdout.write(
    `  ${load.acknowledged.size} events wait in ${Math.round(bytesIn(join(server.folder, 'journal')) / MB)} MB; memory grew by ${Math.round(grown / MB)} MB\n`,
  )
  await clickhouse.start()
  await load.more(2_000)
  await load.stop()
  await server.end('SIGTERM')
  // What an orderly end did not bring into the store goes in after the next start.
  await server.start()
  await expect.poll(() => readdirSync(join(server.folder, 'journal')), { timeout: 120_000, interval: 500 }).toEqual([])
  await server.end('SIGTERM')
  expect(readdirSync(join(server.folder, 'journal'))).toEqual([])
  const events = await openClickhouse({ url: store, log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
  expect(grown).toBeLessThan(512 * MB)
})

test('the spool is bounded: beyond, senders are told when to come again, and come again', async () => {
  const store = `${clickhouse.url}/bounded`
  const server = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: store, MINNOW_SPOOL_MB: '16' } })
  const { id: site } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site, senders: 4, events: 500 })
  await load.more(2_000)
  await clickhouse.crash()
  await load.answered(503, 20)
  expect(load.retryAfter()).toMatch(/^\d+$/)
  expect(bytesIn(join(server.folder, 'journal'))).toBeLessThan(24 * MB)
  await clickhouse.start()
  await load.more(20_000)
  await load.stop()
  await server.end('SIGTERM')
  await server.start()
  await expect.poll(() => readdirSync(join(server.folder, 'journal')), { timeout: 120_000, interval: 500 }).toEqual([])
  await server.end('SIGTERM')
  const events = await openClickhouse({ url: store, log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
})
