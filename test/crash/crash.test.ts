import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openChdb } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { sql } from '../../src/platform/sql.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const KILLS = 20
const SENDERS = 12
const userAgent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'

let folder = ''
let port = 0
let server: ChildProcess | undefined

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  return typeof address === 'object' && address ? address.port : 0
}

const start = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, MINNOW_DATA: folder, MINNOW_PORT: String(port), MINNOW_HOST: '127.0.0.1' },
  })
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`)
    const isUp = await fetch(`http://127.0.0.1:${port}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isUp) return child
    await wait(20)
  }
}

const end = async (child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> => {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

const addSite = async (): Promise<string> => {
  const options = ['--domain', 'shop.example', '--timezone', 'UTC', '--currency', 'USD', '--json', '--data', folder]
  const child = spawn(process.execPath, ['src/cli/main.ts', 'site', 'add', 'Shop', ...options], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let out = ''
  child.stdout.on('data', (chunk) => {
    out += String(chunk)
  })
  await once(child, 'close')
  return (JSON.parse(out) as { id: string }).id
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minnow-crash-'))
  port = await freePort()
})
afterAll(async () => {
  if (server?.exitCode === null && server.signalCode === null) await end(server, 'SIGKILL')
  await rm(folder, { recursive: true, force: true })
})

it(`loses no acknowledged event, and counts none twice, when the server is killed ${KILLS} times under load`, async () => {
  const site = await addSite()
  const acknowledged = new Set<string>()
  const transactions = new Set<string>()
  let next = 0
  let loading = true

  /** Sends until it is acknowledged, as the tag does: over every crash, with the same ids. */
  const sendBatch = async (sender: number): Promise<void> => {
    const number = next++
    const size = 1 + (number % 4)
    const events = Array.from({ length: size }, (_, index) => ({
      id: `${number}-${index}`,
      name: index === 0 && number % 3 === 0 ? 'purchase' : 'page_view',
      // Two senders report each purchase: the tag and the shop's server.
      ...(index === 0 && number % 3 === 0 && { transaction_id: `T${number >> 1}`, value: 1 }),
      time: Date.now(),
      visitor: `v${sender}-${number % 50}`,
      url: `https://shop.example/${number % 20}`,
    }))
    while (loading) {
      const status = await fetch(`http://127.0.0.1:${port}/api/collect`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': userAgent, origin: 'https://shop.example' },
        body: JSON.stringify({ site, events }),
      }).then(
        async (answer) => {
          await answer.text()
          return answer.status
        },
        () => 0,
      )
      if (status === 202) {
        for (const { id, transaction_id: transaction } of events) {
          acknowledged.add(id)
          if (transaction) transactions.add(transaction)
        }
        return
      }
      expect([0, 503]).toContain(status)
      await wait(20)
    }
  }
  const sender = async (index: number): Promise<void> => {
    while (loading) await sendBatch(index)
  }

  server = await start()
  const senders = Array.from({ length: SENDERS }, (_, index) => sender(index))
  for (let kill = 0; kill < KILLS; kill++) {
    await wait(100 + Math.random() * 900)
    await end(server, 'SIGKILL')
    server = await start()
  }
  loading = false
  await Promise.all(senders)
  await end(server, 'SIGTERM')

  const events = await openChdb({ path: join(folder, 'events'), log: silentLog })
  const rows = await events.query<{ id: string; times: string }>(
    sql`SELECT toString(id) AS id, toString(count()) AS times FROM events WHERE site = ${site} GROUP BY id`,
  )
  const ids = [...acknowledged]
  const hashed = await events.query<{ id: string }>(
    sql`SELECT toString(xxHash64(concat(${site}, '\\0', arrayJoin(${ids})))) AS id`,
  )
  const counted = await events.query<{ counted: string }>(
    sql`SELECT toString(countIf(repeat = 0)) AS counted FROM events
      WHERE site = ${site} AND name = 'purchase' GROUP BY transaction_id`,
  )
  await events.close()

  expect(acknowledged.size).toBeGreaterThan(KILLS * 10)
  expect(rows.filter(({ times }) => times !== '1')).toEqual([])
  const stored = new Set(rows.map(({ id }) => id))
  expect(hashed.filter(({ id }) => !stored.has(id))).toEqual([])
  expect(counted.filter(({ counted: times }) => times !== '1')).toEqual([])
  expect(counted.length).toBeGreaterThanOrEqual(transactions.size)
}, 400_000)
