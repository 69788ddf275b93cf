import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ApiError } from '../../src/contract/error.ts'
import { openChdb } from '../../src/events/index.ts'
import { silentLog } from '../../src/platform/log.ts'
import type { Breakable } from '../engines/start-clickhouse.ts'
import { startPostgres } from '../engines/start-postgres.ts'
import { expectAllOnce, startLoad } from './load.ts'
import { addShop, serverProcess } from './server-process.ts'

let postgres: Breakable
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

test('while PostgreSQL is gone collecting goes on; what needs it says so, and comes back by itself', async () => {
  const server = await serverProcess({ environment: { MINNOW_DATABASE_URL: postgres.url } })
  const { id: site, key } = await addShop(server)
  await server.start()
  const load = startLoad(server.url, { site })
  const ofTheShop = (number: number) =>
    fetch(`${server.url}/api/collect`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ site, events: [{ id: `server-${number}`, name: 'page_view', visitor: 'ann' }] }),
    })
  const goals = () => fetch(`${server.url}/api/sites/${site}/goals`, { headers: { authorization: `Bearer ${key}` } })
  await load.more(200)
  expect((await ofTheShop(1)).status).toBe(202)

  await postgres.crash()
  await load.more(500)
  expect((await ofTheShop(2)).status).toBe(202)
  const refused = await goals()
  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(((await refused.json()) as ApiError).error.code).toBe('store_unavailable')
  expect((await fetch(`${server.url}/api/me`)).status).toBe(503)
  const signIn = await fetch(`${server.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ email: 'an@shop.example', password: 'whatever it is' }),
  })
  expect(signIn.status).toBe(503)

  await postgres.start()
  await load.more(200)
  expect((await fetch(`${server.url}/api/me`)).status).toBe(200)
  expect((await ofTheShop(3)).status).toBe(202)
  await load.stop()
  await server.end('SIGTERM')
  const events = await openChdb({ path: join(server.folder, 'events'), log: silentLog })
  await expectAllOnce(events, { site, load })
  await events.close()
}, 180_000)

test('a start while PostgreSQL is gone waits for it; a command says that it is gone', async () => {
  await postgres.crash()
  const server = await serverProcess({ environment: { MINNOW_DATABASE_URL: postgres.url } })
  await expect(server.run('site', 'list')).rejects.toThrow('PostgreSQL cannot be reached')
  const starting = server.start()
  // Nothing is answered: which sites there are is not known, and a balancer sends to others.
  await wait(3_000)
  await expect(fetch(`${server.url}/ready`)).rejects.toThrow()
  await postgres.start()
  await starting
  const { id: site } = await addShop(server)
  const load = startLoad(server.url, { site })
  await load.more(100)
  await load.stop()
}, 180_000)
