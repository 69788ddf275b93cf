import { mkdtempSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { sql } from '../../src/platform/sql.ts'
import { openMinnow } from '../../src/server/index.ts'
import { freshCluster, freshPostgres } from '../engines/engines.ts'
import { type ServerProcess, serverProcess } from '../failures/server-process.ts'
import { openWebServer, type WebServer } from '../web-server.ts'

/** Three whole servers of one Minnow, and what they do by themselves: each job once, also when its server is killed. */
const DAY_MS = 86_400_000
const LEASE_MS = 60_000

const rss = `<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title><item><title>The shop</title>
  <link>https://news.example/1</link><guid>1</guid></item></channel></rss>`

let stores: { clickhouseUrl: string; databaseUrl: string }
let database: pg.Client
let feed: WebServer
/** Held open once: whoever asked is in the middle of the job. */
let held: ServerResponse | undefined
let site = ''

/** A feed that is due, and events older than the site keeps, made before any server runs. */
const prepare = async (): Promise<void> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'minnow-jobs-'))
  const minnow = await openMinnow({ ...stores, dataDir, outboundAllow: ['127.0.0.1'], log: silentLog })
  const ask = async (method: 'POST' | 'PATCH', path: string, payload: object): Promise<{ id: string }> => {
    const headers = { host: 'localhost:8787', authorization: `Bearer ${minnow.localToken}` }
    const answer = await minnow.app.inject({ method, url: path, payload, headers, remoteAddress: '127.0.0.1' })
    expect(answer.statusCode, answer.body).toBeLessThan(300)
    return answer.json()
  }
  const facts = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' }
  site = (await ask('POST', '/api/sites', facts)).id
  const days = [40, 39, 2, 1]
  const events = days.map((day) => ({
    ...{ id: `d${day}`, name: 'page_view', url: 'https://shop.example/', visitor: `v${day}` },
    time: Date.now() - day * DAY_MS,
  }))
  await ask('POST', `/api/sites/${site}/import`, { events })
  await ask('PATCH', `/api/sites/${site}/privacy`, { retention_days: 30 })
  await ask('POST', `/api/sites/${site}/feeds`, { name: 'Alerts', url: `${feed.url}/feed.xml` })
  await minnow.close()
  rmSync(dataDir, { recursive: true, force: true })
  await database.query('UPDATE feeds SET next_check = 0')
}

beforeAll(async () => {
  stores = { clickhouseUrl: await freshCluster(), databaseUrl: await freshPostgres() }
  feed = await openWebServer((_, response) => {
    if (feed.asked.length === 2) held = response
    else
      response
        .writeHead(200, { 'content-type': 'application/rss+xml' })
        .end(feed.asked.length === 1 ? rss.replace(/<item>.*<\/item>/s, '') : rss)
  })
  database = new pg.Client({ connectionString: stores.databaseUrl })
  await database.connect()
  await prepare()
}, 120_000)
afterAll(async () => {
  feed?.close()
  await database?.end()
})

const begun = (server: ServerProcess) => server.logged().filter(({ msg }) => msg === 'a job begins')
const isAsking = (server: ServerProcess): boolean => begun(server).some(({ job }) => job === 'ask feeds')
/** Jobs that are done, by one server or by any. */
const finished = async (holder?: string): Promise<string[]> => {
  const done = 'SELECT name, holder FROM leases WHERE done_slot > 0 AND error IS NULL'
  const { rows } = await database.query<{ name: string; holder: string }>(done)
  return rows.filter((row) => holder === undefined || row.holder === holder).map(({ name }) => name)
}
const stored = async (name: string): Promise<number> => {
  const store = await openClickhouse({ url: stores.clickhouseUrl, log: silentLog })
  const [row] = await store.query<{ rows: string }>(
    sql`SELECT toString(count()) AS rows FROM events WHERE site = ${site} AND name = ${name}`,
  )
  await store.close()
  return Number(row?.rows)
}

test('of three servers one does each job, and another goes on with it when that one is killed', async () => {
  const environment = {
    ...{ MINNOW_CLICKHOUSE_URL: stores.clickhouseUrl, MINNOW_DATABASE_URL: stores.databaseUrl },
    ...{ MINNOW_SECRET_KEY: 'the key that all servers of this test share', MINNOW_OUTBOUND_ALLOW: '127.0.0.1' },
    MINNOW_LOG_LEVEL: 'debug',
  }
  const servers = [
    await serverProcess({ environment }),
    await serverProcess({ environment }),
    await serverProcess({ environment }),
  ]
  const starting = Promise.allSettled(servers.map((server) => server.start()))
  // At once, whoever of the others is up by then: an answer is waited for twenty seconds.
  await expect.poll(() => feed.asked.length, { timeout: 60_000, interval: 20 }).toBe(2)
  await expect.poll(() => servers.filter(isAsking).length, { interval: 20 }).toBe(1)
  const killed = servers.find(isAsking)
  await killed?.end('SIGKILL')
  held?.destroy()
  const [lease] = (await database.query<{ holder: string }>("SELECT holder FROM leases WHERE name = 'ask feeds'")).rows
  const doneByKilled = await finished(lease?.holder)
  // The minute for which a server that is gone holds its work.
  await database.query(`UPDATE leases SET expires = expires - ${LEASE_MS} WHERE holder = $1`, [lease?.holder])
  const [alive, jobsOfKilled] = [servers.filter((server) => server !== killed), killed ? begun(killed) : []]
  expect((await starting).filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(alive.length)

  await expect.poll(() => finished(), { timeout: 60_000 }).toHaveLength(10)
  expect(feed.asked).toHaveLength(3)
  const jobsOfAlive = alive.flatMap(begun)
  const each = jobsOfAlive.map(({ job, slot }) => `${job} ${slot}`)
  expect(each).toEqual([...new Set(each)])
  const twice = jobsOfKilled.filter(({ job, slot }) => each.includes(`${job} ${slot}`))
  expect(twice.filter(({ job }) => doneByKilled.includes(job ?? ''))).toEqual([])
  expect(new Set([...jobsOfAlive, ...jobsOfKilled].map(({ job }) => job)).size).toBe(10)
  expect(await stored('page_view')).toBe(2)
  for (const server of alive) await server.end('SIGTERM')
  expect(await stored('mention')).toBe(1)
}, 300_000)
