import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import type { Import, Upload } from '../../src/contract/imports.ts'
import type { Overview } from '../../src/contract/report.ts'
import { freshClickhouse, freshPostgres } from '../engines/engines.ts'
import { addShop, type ServerProcess, serverProcess } from './server-process.ts'

const ROWS = 60_000
const DAY = Date.UTC(2026, 4, 1)
/** A minute apart, by visitors who each come once. */
const history = (): string => {
  const lines = Array.from({ length: ROWS }, (_, index) => {
    const time = new Date(DAY + index * 60_000).toISOString()
    return `${time},page_view,v${index},https://shop.example/tea/${index % 50}`
  })
  return ['time,name,visitor,url', ...lines].join('\n')
}

type Shop = { id: string; key: string }

const shopOf = ({ id, key }: Shop) => {
  const authorization = `Bearer ${key}`
  const at = async <Answer>({ url }: ServerProcess, path: string, body?: unknown, type = 'application/json') => {
    const answer = await fetch(`${url}/api/sites/${id}${path}`, {
      ...(body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': type }) },
    })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as Answer
  }
  return {
    uploads: (server: ServerProcess) =>
      at<Upload>(server, '/uploads?file=history.csv', history(), 'application/octet-stream'),
    begins: (server: ServerProcess, { upload, kind }: Upload) =>
      at<Import>(server, `/uploads/${upload}/import`, { kind, options: {} }),
    import: (server: ServerProcess, { id: which }: Import) => at<Import>(server, `/imports/${which}`),
    events: async (server: ServerProcess) =>
      (await at<Overview>(server, '/reports/overview', { from: '2026-04-01', to: '2026-07-01' })).totals.events,
  }
}

const halfDone = async (asked: () => Promise<Import>): Promise<Import> => {
  for (;;) {
    const seen = await asked()
    if (seen.accepted > 0 || seen.state !== 'running') return seen
    await wait(20)
  }
}

const expectWhole = (one: Import): void => {
  expect(one).toMatchObject({ state: 'done', accepted: ROWS, progress: 1, problem: '' })
  const line = one.report?.lines.find(({ measure }) => measure === 'events')
  expect(line).toMatchObject({ file: ROWS, minnow: ROWS, why: [] })
}

test('an import that is killed goes on by itself at the next start, and counts each row once', async () => {
  const server = await serverProcess()
  const shop = await addShop(server)
  await server.start()
  const site = shopOf(shop)
  const begun = await site.begins(server, await site.uploads(server))
  expect(await halfDone(() => site.import(server, begun))).toMatchObject({ state: 'running', resumed: 0 })
  await server.end('SIGKILL')
  await server.start()
  await expect.poll(async () => (await site.import(server, begun)).resumed, { timeout: 30_000 }).toBe(1)
  await halfDone(() => site.import(server, begun))
  // An orderly stop is no other.
  await server.end('SIGTERM')
  await server.start()
  await expect
    .poll(async () => (await site.import(server, begun)).state, { timeout: 120_000, interval: 200 })
    .not.toBe('running')
  const done = await site.import(server, begun)
  expectWhole(done)
  expect(await site.events(server)).toBe(ROWS)
  expect(readdirSync(join(server.folder, 'uploads'))).toEqual([])
}, 240_000)

test('of several servers that share the uploads, any imports a file, and another goes on when it is gone', async () => {
  const uploads = mkdtempSync(join(tmpdir(), 'minnow-uploads-'))
  onTestFinished(() => rmSync(uploads, { recursive: true, force: true }))
  const environment = {
    MINNOW_CLICKHOUSE_URL: await freshClickhouse(),
    MINNOW_DATABASE_URL: await freshPostgres(),
    MINNOW_SECRET_KEY: 'the key that all servers of this test share',
    MINNOW_UPLOADS: uploads,
  }
  const [one, two] = [await serverProcess({ environment }), await serverProcess({ environment })]
  const shop = await addShop(one)
  await one.start()
  await two.start()
  const site = shopOf(shop)
  const begun = await site.begins(two, await site.uploads(one))
  expect(await halfDone(() => site.import(one, begun))).toMatchObject({ state: 'running' })
  await two.end('SIGKILL')
  await expect
    .poll(async () => (await site.import(one, begun)).state, { timeout: 150_000, interval: 500 })
    .not.toBe('running')
  const done = await site.import(one, begun)
  expectWhole(done)
  expect(done.resumed).toBe(1)
  expect(await site.events(one)).toBe(ROWS)
  expect(readdirSync(uploads)).toEqual([])
}, 300_000)
