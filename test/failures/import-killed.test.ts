import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { expectWhole, halfDone, ROWS, shopOf } from './long-import.ts'
import { addShop, serverProcess } from './server-process.ts'

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
