import { spawn } from 'node:child_process'
import { cpSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { simulate } from '../../examples/shop/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/index.ts'
import { minnow, newDataFolder } from '../cli.ts'
import { freshCluster, freshPostgres } from '../engines/engines.ts'

/**
 * Three days of the demo shop move from one folder into a cluster and PostgreSQL, killed on the way; the last events were
 * acknowledged by a server that ended without a word before it had stored them.
 */
const DAY_MS = 86_400_000
const now = Date.UTC(2026, 10, 22, 12)
const shop = { timezone: 'UTC', currency: 'USD' }
const batch = 1_000
const acknowledged = 30

const embedded = newDataFolder()
const scaled = newDataFolder()
const copy = newDataFolder()
let site = ''
let before: unknown[] = []
let to: { clickhouseUrl: string; databaseUrl: string }
let words: string[] = []

const ask = async (server: OpenMinnow, path: string, payload: object): Promise<unknown> => {
  const headers = { host: 'localhost:8787', authorization: `Bearer ${server.localToken}` }
  const answer = await server.app.inject({ method: 'POST', url: path, payload, headers, remoteAddress: '127.0.0.1' })
  expect(answer.statusCode, answer.body).toBeLessThan(300)
  return answer.json()
}
const open = (more: object) => openMinnow({ clock: { now: () => now }, log: silentLog, ...more })

const answers = async (server: OpenMinnow): Promise<unknown[]> => {
  const frame = { from: '2026-11-15', to: '2026-11-23', compare: 'none' }
  const steps = ['page_view', 'view_item', 'add_to_cart', 'purchase'].map((event) => ({ event }))
  const reports = `/api/sites/${site}/reports`
  return [
    await ask(server, `${reports}/overview`, frame),
    await ask(server, `${reports}/goals`, frame),
    await ask(server, `${reports}/funnel`, { ...frame, steps }),
    await ask(server, `${reports}/breakdown`, { ...frame, by: 'page' }),
  ]
}

const journalBytes = (): number =>
  readdirSync(join(embedded.folder, 'journal')).reduce(
    (sum, file) => sum + statSync(join(embedded.folder, 'journal', file)).size,
    0,
  )

/** The folder gets a journal of events that its store has never seen; answers what a restart would have told of them. */
const answersOfKilled = async (): Promise<unknown[]> => {
  cpSync(embedded.folder, copy.folder, { recursive: true })
  const server = await open({ dataDir: copy.folder })
  const events = Array.from({ length: acknowledged }, (_, index) => ({
    ...{ id: `last${index}`, name: 'page_view', url: 'https://shop.example/last', visitor: `late${index}` },
    ...{ time: now - 60_000, user: { email: `somebody${index % 10}@shop.example` } },
  }))
  const { key } = (await ask(server, `/api/sites/${site}/keys`, { name: 'server', scopes: ['collect'] })) as {
    key: string
  }
  const answer = await server.app.inject({
    ...{ method: 'POST', url: '/api/collect', payload: { site, events }, remoteAddress: '127.0.0.1' },
    headers: { host: 'localhost:8787', authorization: `Bearer ${key}` },
  })
  expect(answer.json()).toMatchObject({ accepted: acknowledged })
  cpSync(join(copy.folder, 'journal'), join(embedded.folder, 'journal'), { recursive: true })
  expect(journalBytes()).toBeGreaterThan(1_000)
  const told = await answers(server)
  await server.close()
  return told
}

beforeAll(async () => {
  to = { clickhouseUrl: await freshCluster(), databaseUrl: await freshPostgres() }
  words = ['move', '--data', embedded.folder, '--clickhouse', to.clickhouseUrl, '--database', to.databaseUrl]
  const server = await open({ dataDir: embedded.folder })
  const made = await ask(server, '/api/sites', {
    name: 'Shop',
    domains: ['shop.example'],
    recognition: 'full',
    ...shop,
  })
  site = (made as { id: string }).id
  const events = [...simulate({ seed: 5, from: now - 3 * DAY_MS, to: now, ...shop })]
  for (let start = 0; start < events.length; start += batch) {
    await ask(server, `/api/sites/${site}/import`, { events: events.slice(start, start + batch) })
  }
  await server.close()
  before = await answersOfKilled()
}, 300_000)
afterAll(() => {
  copy.remove()
  embedded.remove()
  scaled.remove()
})

/** Ends the command without warning once a day of events is there. */
const killedOnTheWay = (): Promise<void> =>
  new Promise((resolve) => {
    const program = join(import.meta.dirname, '../../src/cli/main.ts')
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (chunk: Buffer) => {
      if (chunk.includes('events: 1')) child.kill('SIGKILL')
    })
    child.once('exit', () => resolve())
  })

test('a move that was killed goes on, is compared, and the reports say the same', async () => {
  await killedOnTheWay()
  // Half of an installation is nothing to work on.
  await expect(open({ dataDir: scaled.folder, ...to })).rejects.toThrow(/move into these stores has not finished/)

  const again = await minnow(...words, '--json')
  expect(again.err).toBe('')
  const { events, settings } = again.json<{ events: object[]; settings: object[] }>()
  const moved = (events as { table: string; pieces: number; copied: number }[]).find(({ table }) => table === 'events')
  expect(moved?.pieces).toBeGreaterThan(2)
  expect(moved?.copied).toBeLessThan(moved?.pieces ?? 0)
  expect(settings).toContainEqual(expect.objectContaining({ table: 'sites', rows: 1 }))

  const server = await open({ dataDir: scaled.folder, ...to })
  expect(await answers(server)).toEqual(before)
  const last = { from: '2026-11-15', to: '2026-11-23', filters: [{ field: 'page', op: 'is', values: ['/last'] }] }
  expect(await ask(server, `/api/sites/${site}/reports/overview`, last)).toMatchObject({
    totals: { events: acknowledged, people: 10 },
  })
  await server.close()
  expect(journalBytes()).toBe(0)

  const third = await minnow(...words)
  expect(third.code).toBe(2)
  expect(third.err).toContain('not empty')
}, 240_000)
