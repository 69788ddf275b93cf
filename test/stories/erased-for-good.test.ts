import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Erasure, Erasure as ErasureShape, type PersonExport } from '../../src/contract/person.ts'
import type { Overview } from '../../src/contract/report.ts'
import { type OpenMinnow, openMinnow } from '../../src/server/minnow.ts'
import { minnow, newDataFolder } from '../cli.ts'
import { userAgents } from '../visitor-story.ts'

const { folder, remove } = newDataFolder()
const backup = join(folder, '../backup')
const elsewhere = join(folder, '../elsewhere')
const logged: string[] = []
const note = (facts: object, message: string): void => {
  logged.push(`${JSON.stringify(facts, (_, value) => (typeof value === 'bigint' ? String(value) : value))} ${message}`)
}

let server: OpenMinnow
let site = ''
beforeAll(async () => {
  server = await openMinnow({ dataDir: folder, log: { debug: note, info: note, warn: note, error: note } })
})
afterAll(async () => {
  await server.close()
  remove()
})

const ask = async <Answer>(method: 'GET' | 'POST', url: string, body?: object): Promise<Answer> => {
  const answer = await server.app.inject({
    ...{ method, url, remoteAddress: '127.0.0.1' },
    headers: { authorization: `Bearer ${server.localToken}`, 'content-type': 'application/json' },
    payload: JSON.stringify(body ?? {}),
  })
  if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}: ${answer.body}`)
  return answer.json() as Answer
}

const ann = { visitor: 'annsbrowser7f3k', email: 'ann.q8x2@shop.example', word: 'Quetzalcoatlus', title: 'Ann reads' }
const ben = { visitor: 'bensbrowser2m9z', email: 'ben.w4t6@shop.example', word: 'Archaeopteryx', title: 'Ben reads' }

const eventsOf = ({ visitor, email, word, title }: typeof ann) => [
  {
    id: `${visitor}-1`,
    name: 'page_view',
    visitor,
    title,
    url: `https://shop.example/tea?color=${word}`,
    user: { email },
  },
  { id: `${visitor}-2`, name: 'survey_answer', visitor, properties: { answer: word } },
]
const sent = async (somebody: typeof ann) => {
  const answer = await server.app.inject({
    ...{ method: 'POST', url: '/api/collect', remoteAddress: '203.113.131.7' },
    headers: { 'content-type': 'application/json', origin: 'https://shop.example', 'user-agent': userAgents.phone },
    payload: JSON.stringify({ site, events: eventsOf(somebody) }),
  })
  return answer.json() as { accepted: number; dropped: { reason: string }[] }
}

/** Files of the data folder that hold any of these bytes: of everything that could tell of somebody. */
const filesWith = (traces: readonly Buffer[]): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file)
      return traces.some((trace) => bytes.includes(trace))
    })

const tracesOf = async (somebody: typeof ann): Promise<Buffer[]> => {
  const { visitors, identities } = await ask<PersonExport>('POST', `/api/sites/${site}/person/export`, {
    email: somebody.email,
  })
  const numbers = [...visitors, ...identities.map(({ hash }) => hash)]
  expect(numbers).toHaveLength(3)
  const asBytes = numbers.map((number) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigUInt64LE(BigInt(number))
    return bytes
  })
  return [...[...Object.values(somebody), ...numbers].map((text) => Buffer.from(text)), ...asBytes]
}

test('nothing of an erased person is left on disk, and an older backup does not bring them back', async () => {
  site = (
    await ask<{ id: string }>('POST', '/api/sites', {
      ...{ name: 'Shop', domains: ['shop.example'], timezone: 'UTC', currency: 'USD', recognition: 'full' },
    })
  ).id
  expect((await sent(ann)).accepted).toBe(2)
  expect((await sent(ben)).accepted).toBe(2)
  const traces = { ann: await tracesOf(ann), ben: await tracesOf(ben) }
  await ask('POST', '/api/backup', { folder: backup })
  // The search finds what is there: in the journal, and in parts of the event store.
  const before = filesWith(traces.ann)
  expect(before.some((file) => file.includes('journal'))).toBe(true)
  expect(before.some((file) => file.includes('store'))).toBe(true)

  const { id } = await ask<Erasure>('POST', `/api/sites/${site}/person/erase`, { email: ann.email })
  const erasure = async (): Promise<Erasure> => {
    const all = ErasureShape.array().parse(await ask('GET', `/api/sites/${site}/erasures`))
    return all.find((one) => one.id === id) as Erasure
  }
  await expect.poll(async () => (await erasure()).finished, { timeout: 180_000, interval: 1_000 }).not.toBeNull()
  expect(await erasure()).toMatchObject({
    rows_erased: 5,
    proof: { rows_left: 0, old_parts_left: 0, found_in: [], disk: 'searched' },
  })
  expect(filesWith(traces.ann)).toEqual([])
  expect(logged.filter((line) => traces.ann.some((trace) => line.includes(trace.toString())))).toEqual([])
  expect(filesWith(traces.ben)).not.toEqual([])
  expect((await sent(ben)).dropped.map(({ reason }) => reason)).toEqual(['duplicate', 'duplicate'])

  const restored = await minnow('restore', backup, '--data', elsewhere, '--json')
  expect(restored.json()).toMatchObject({ events: 2, erased_since: 1, erasures_known: true })
  const gone = await minnow('person', 'export', '--site', site, '--email', ann.email, '--data', elsewhere)
  expect(gone.code).toBe(3)
  const kept = await minnow('person', 'export', '--site', site, '--visitor', ben.visitor, '--data', elsewhere)
  expect(
    kept
      .json<PersonExport>()
      .events.map(({ name }) => name)
      .sort(),
  ).toEqual(['page_view', 'survey_answer'])
}, 300_000)

test('who comes again after being erased is somebody new', async () => {
  const events = [{ name: 'page_view', visitor: ann.visitor, url: 'https://shop.example/', user: { email: ann.email } }]
  const answer = await server.app.inject({
    ...{ method: 'POST', url: '/api/collect', remoteAddress: '203.113.131.7' },
    headers: { 'content-type': 'application/json', origin: 'https://shop.example', 'user-agent': userAgents.phone },
    payload: JSON.stringify({ site, events }),
  })
  expect(answer.json()).toEqual({ accepted: 1, dropped: [] })
  const { totals } = await ask<Overview>('POST', `/api/sites/${site}/reports/overview`, {
    ...{ from: '2020-01-01', to: '2040-01-01' },
  })
  expect(totals.people).toBe(2)
})
