import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/platform/config.ts'
import { silentLog } from '../../src/platform/log.ts'
import { FolderInUse, listen, PortTaken, type RunningServer } from '../../src/server/index.ts'
import { newDataFolder } from '../cli.ts'

const { folder, remove } = newDataFolder()
const running: RunningServer[] = []
afterAll(async () => {
  for (const server of running) await server.close()
  remove()
})

test('a server listens, leaves a note for the command line, and takes it away when it stops', async () => {
  const server = await listen({ dataDir: folder, port: 0, log: silentLog })
  running.push(server)
  const note = join(folder, 'server.json')
  expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ pid: process.pid, token: server.localToken })
  expect(statSync(note).mode & 0o777).toBe(0o600)
  const { url, token } = JSON.parse(readFileSync(note, 'utf8')) as { url: string; token: string }
  const asked = await fetch(`${url}/api/accounts`, { headers: { authorization: `Bearer ${token}` } })
  expect(await asked.json()).toEqual([])

  await expect(listen({ dataDir: folder, port: 0, log: silentLog })).rejects.toThrow(FolderInUse)

  await running.pop()?.close()
  expect(existsSync(note)).toBe(false)
})

test('what was collected before a stop is there after it', async () => {
  const first = await listen({ dataDir: folder, port: 0, log: silentLog })
  const headers = { authorization: `Bearer ${first.localToken}`, 'content-type': 'application/json' }
  const body = JSON.stringify({ name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD' })
  const made = await fetch(`${first.url}/api/sites`, { method: 'POST', headers, body })
  const { id } = (await made.json()) as { id: string }
  const events = [{ id: '1', name: 'purchase', visitor: 'ann', value: 5 }]
  const sent = await fetch(`${first.url}/api/collect`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ site: id, events }),
  })
  expect(sent.status).toBe(202)
  await first.close()

  const second = await listen({ dataDir: folder, port: 0, log: silentLog })
  running.push(second)
  const status = await fetch(`${second.url}/api/sites/${id}/status`, {
    headers: { authorization: `Bearer ${second.localToken}` },
  })
  expect(await status.json()).toMatchObject({ events_today: 1 })

  const other = newDataFolder()
  const taken = listen({ dataDir: other.folder, host: '127.0.0.1', port: second.port, log: silentLog })
  await expect(taken).rejects.toThrow(PortTaken)
  await expect(taken).rejects.toThrow(`Port ${second.port} is in use`)
  other.remove()
})

test('a setting that cannot be used is said with its name and an example', () => {
  expect(() => readConfig({}, { MINNOW_PORT: 'abc' })).toThrow(ConfigError)
  expect(() => readConfig({}, { MINNOW_PORT: 'abc' })).toThrow('MINNOW_PORT must be a number')
  expect(() => readConfig({}, { MINNOW_PUBLIC_URL: 'minnow' })).toThrow('https://minnow.example')
  expect(readConfig({}, { MINNOW_DEMOO: '1' }).unknown).toEqual(['MINNOW_DEMOO'])
  expect(readConfig({ port: 9000 }, { MINNOW_PORT: '8000', MINNOW_DATA: '' })).toMatchObject({
    port: 9000,
    publicUrl: 'http://localhost:9000',
  })
})
