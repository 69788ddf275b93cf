import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openClickhouse } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { sql } from '../../src/platform/sql.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/index.ts'
import { freshPostgres } from '../engines/engines.ts'
import { startCluster } from '../engines/start-cluster.ts'

/** Two servers of Minnow under load, while one shard of the cluster is killed and starts again, several times. */
const rounds = 3
const senders = 6
const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

let cluster: Awaited<ReturnType<typeof startCluster>>
let clickhouseUrl = ''
const folders: string[] = []
let servers: OpenMinnow[] = []

beforeAll(async () => {
  cluster = await startCluster()
  clickhouseUrl = cluster.url.replace('DATABASE', 'minnow')
  const databaseUrl = await freshPostgres()
  const open = () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'minnow-shard-'))
    folders.push(dataDir)
    return openMinnow({ dataDir, clickhouseUrl, databaseUrl, log: silentLog })
  }
  servers = [await open(), await open()]
})
afterAll(async () => {
  for (const server of servers) await server.close()
  await cluster?.stop()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

const at = (index: number): OpenMinnow => servers[index % servers.length] as OpenMinnow
const post = (server: OpenMinnow, path: string, payload: object, headers: Record<string, string>) =>
  server.app.inject({
    ...{ method: 'POST', url: path, payload, remoteAddress: '127.0.0.1' },
    headers: { host: 'localhost:8787', ...headers },
  })

test('what was acknowledged is there once, on whichever shard, when both live again', async () => {
  const facts = { name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' }
  const made = await post(at(0), '/api/sites', facts, { authorization: `Bearer ${at(0).localToken}` })
  const { id: site } = made.json<{ id: string }>()
  const page = { origin: 'https://shop.example', 'user-agent': browser }
  const acknowledged = new Set<string>()
  let isOver = false

  const load = async (sender: number): Promise<void> => {
    for (let step = 0; !isOver; step++) {
      const events = Array.from({ length: 3 }, (_, index) => ({
        ...{ name: 'page_view', url: 'https://shop.example/', visitor: `v${sender}-${step % 40}` },
        id: `${sender}-${step}-${index}`,
      }))
      // Every other request has no answer in time, as it seems, and goes to the other server as well.
      const twice = step % 2 === 0 ? [at(sender), at(sender + 1)] : [at(sender)]
      const answers = await Promise.all(twice.map((server) => post(server, '/api/collect', { site, events }, page)))
      if (answers.some(({ statusCode }) => statusCode === 202)) for (const { id } of events) acknowledged.add(id)
      await wait(20)
    }
  }
  const loads = Array.from({ length: senders }, (_, sender) => load(sender))
  for (let round = 0; round < rounds; round++) {
    await wait(3_000)
    await cluster.shards[round % 2]?.crash()
    await wait(3_000)
    await cluster.shards[round % 2]?.start()
  }
  await wait(2_000)
  isOver = true
  await Promise.all(loads)
  for (let tries = 0; tries < 200 && servers.some((one) => one.collector.state().waitingRows > 0); tries++) {
    await Promise.all(servers.map(({ collector }) => collector.flush()))
    await wait(200)
  }

  expect(acknowledged.size).toBeGreaterThan(300)
  const store = await openClickhouse({ url: clickhouseUrl, log: silentLog })
  const [found] = await store.query(
    sql`SELECT toString(count()) AS rows, toString(uniqExact(id)) AS events FROM events WHERE site = ${site}`,
  )
  await store.close()
  expect(found).toEqual({ rows: String(acknowledged.size), events: String(acknowledged.size) })
})
