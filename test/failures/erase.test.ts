import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import type { Erasure, PersonSummary } from '../../src/contract/person.ts'
import { startClickhouse } from '../engines/start-clickhouse.ts'
import { addShop, type ServerProcess, serverProcess } from './server-process.ts'

const ann = { visitor: 'annsbrowser7f3k', email: 'ann.q8x2@shop.example' }
const ben = { visitor: 'bensbrowser2m9z', email: 'ben.w4t6@shop.example' }

type Shop = { id: string; key: string }

const api = async <Answer>(server: ServerProcess, { id, key }: Shop, path: string, body?: object): Promise<Answer> => {
  const answer = await fetch(`${server.url}/api/sites/${id}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

const visits = async (server: ServerProcess, shop: Shop, { visitor, email }: typeof ann, times: number) => {
  const events = Array.from({ length: times }, (_, index) => ({
    ...{ id: `${visitor}-${index}`, name: 'page_view', visitor, user: { email } },
    url: `https://shop.example/tea/${index}`,
  }))
  const answer = await fetch(`${server.url}/api/collect`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${shop.key}` },
    body: JSON.stringify({ site: shop.id, events }),
  })
  return (await answer.json()) as { accepted: number; dropped: { reason: string }[] }
}

const eventsOf = async (server: ServerProcess, shop: Shop, { email }: typeof ann): Promise<number> =>
  (await api<PersonSummary>(server, shop, '/person', { email })).events

const erasures = (server: ServerProcess, shop: Shop) => api<Erasure[]>(server, shop, '/erasures')

test('an erasure that was killed goes on at the next start, until nothing is left', async () => {
  const server = await serverProcess()
  const shop = await addShop(server)
  await server.start()
  expect((await visits(server, shop, ann, 40)).accepted).toBe(40)
  expect((await visits(server, shop, ben, 40)).accepted).toBe(40)
  expect(await eventsOf(server, shop, ann)).toBe(40)

  // As soon as it is written down, whatever else is done by then.
  const asked = api<Erasure>(server, shop, '/person/erase', { email: ann.email }).catch(() => undefined)
  while ((await erasures(server, shop)).length === 0) await wait(2)
  await server.end('SIGKILL')
  await asked
  await server.start()
  // And while the disk is cleaned.
  await wait(500)
  await server.end('SIGKILL')
  await server.start()

  await expect
    .poll(async () => (await erasures(server, shop))[0]?.finished, { timeout: 180_000, interval: 500 })
    .toEqual(expect.any(Number))
  const [erasure] = await erasures(server, shop)
  expect(erasure?.proof).toMatchObject({
    ...{ rows_left: 0, old_parts_left: 0, found_in: [], disk: 'searched' },
    places: [{ place: 'data_folder', outcome: 'clean' }],
  })
  expect(erasure?.proof?.files_searched).toBeGreaterThan(20)
  expect(await eventsOf(server, shop, ann)).toBe(0)
  expect(await eventsOf(server, shop, ben)).toBe(40)
}, 300_000)

/** What a server that people installed writes down, too; with a log file all that it is asked. */
const configuration = (logFile?: string): string => `<clickhouse>
  ${logFile ? `<logger><log>${logFile}</log></logger>` : ''}
  <query_log><database>system</database><table>query_log</table>
    <flush_interval_milliseconds>100</flush_interval_milliseconds></query_log>
</clickhouse>`

const loggingServer = async (logFile?: string): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-logging-'))
  const config = join(folder, 'logging.xml')
  const log = logFile && join(folder, logFile)
  writeFileSync(config, configuration(log))
  const clickhouse = await startClickhouse({ config })
  onTestFinished(async () => {
    await clickhouse.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  // What it wrote before that file was full.
  if (log) writeFileSync(`${log}.0.gz`, gzipSync(`<Debug> executeQuery: SELECT '${ann.email}'\n`))
  return clickhouse.url
}

test('on a ClickHouse server whose files can be read they are searched, and so is what it wrote down', async () => {
  const usual = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: `${await loggingServer()}/usual` } })
  const shop = await addShop(usual)
  await usual.start()
  await visits(usual, shop, ann, 5)
  await visits(usual, shop, ben, 5)
  expect(await eventsOf(usual, shop, ann)).toBe(5)
  const who = ['--site', shop.id, '--email', ann.email]
  await expect(usual.run('person', 'erase', ...who)).rejects.toThrow('This would erase 5 events of 1 browsers')
  const said = await usual.run('person', 'erase', ...who, '--yes')
  expect(said).toMatch(/^Erased: \d+ rows of 5 events\. Nothing is left: \d+ files/)
  expect(said).not.toContain('Not searched')
  const [erasure] = await erasures(usual, shop)
  expect(erasure?.proof?.files_searched).toBeGreaterThan(50)
  expect(erasure?.proof).toMatchObject({
    ...{ rows_left: 0, old_parts_left: 0, found_in: [], disk: 'searched' },
    places: [
      { place: 'data_folder', outcome: 'clean' },
      { place: 'server_files', outcome: 'clean' },
      { place: 'server_queries', outcome: 'clean' },
      { place: 'server_messages', outcome: 'clean' },
      { place: 'server_log_files', outcome: 'clean' },
    ],
  })
  expect(await eventsOf(usual, shop, ben)).toBe(5)
  await usual.end('SIGTERM')
}, 300_000)

test('statements that a ClickHouse server wrote down in a table or its log files are found, and said', async () => {
  const url = await loggingServer('server.log')
  const logged = await serverProcess({ environment: { MINNOW_CLICKHOUSE_URL: `${url}/logged?query_log=1` } })
  const other = await addShop(logged)
  await logged.start()
  await visits(logged, other, ann, 5)
  const told = await logged.run('person', 'erase', '--site', other.id, '--email', ann.email, '--yes')
  expect(told).toMatch(/Something is left.*Traces are in: .*server\.log, .*server\.log\.0\.gz, the ClickHouse server's/)
  expect((await erasures(logged, other))[0]?.proof?.places).toMatchObject([
    { place: 'data_folder', outcome: 'clean' },
    { place: 'server_files', outcome: 'clean' },
    { place: 'server_queries', outcome: 'found' },
    { place: 'server_messages', outcome: 'clean' },
    { place: 'server_log_files', outcome: 'found' },
  ])
  expect((await erasures(logged, other))[0]?.finished).toBeNull()
}, 300_000)
