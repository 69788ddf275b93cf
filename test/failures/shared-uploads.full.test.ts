import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { freshClickhouse, freshPostgres } from '../engines/engines.ts'
import { expectWhole, halfDone, ROWS, shopOf } from './long-import.ts'
import { addShop, serverProcess } from './server-process.ts'

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
