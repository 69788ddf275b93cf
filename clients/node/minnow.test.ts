import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { useRunningMinnow } from '../../test/dialects/running-minnow.ts'
import { type Failure, Minnow, type Options } from './minnow.mjs'

const server = useRunningMinnow()
const file = join(import.meta.dirname, 'minnow.mjs')
const named = async (name: string) => (await server.stored()).filter((row) => row.name === name)

const closers: (() => void)[] = []
afterEach(() => {
  for (const close of closers.splice(0)) close()
})

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'minnow-client-'))
  closers.push(() => rmSync(made, { recursive: true, force: true }))
  return made
}

/** A server in front of Minnow that can be told to fail; what it let through goes to Minnow as it is. */
const unreliable = async (answerTo: (request: number) => number): Promise<{ url: string; asked: () => number }> => {
  let asked = 0
  const front: Server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    asked += 1
    const status = answerTo(asked)
    if (status !== 200 && status !== 0) return response.writeHead(status, { 'retry-after': '0' }).end('{}')
    const headers = { 'content-type': 'application/json', authorization: String(request.headers.authorization) }
    const answer = await fetch(`${server.url()}${request.url}`, { method: 'POST', headers, body: Buffer.concat(parts) })
    // Stored, but the sender never hears of it.
    if (status === 0) return request.socket.destroy()
    return response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text())
  })
  front.listen(0)
  await once(front, 'listening')
  closers.push(() => front.close())
  return { url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`, asked: () => asked }
}

const open = (options: Partial<Options> = {}) => {
  const failures: Failure[] = []
  const minnow = new Minnow({
    ...{ url: server.url(), site: server.site(), key: server.key(), firstRetryMs: 5, longestRetryMs: 20 },
    onError: (failure) => failures.push(failure),
    ...options,
  })
  return { minnow, failures }
}

describe("the client for a shop's server", () => {
  test('sends what it is told, with money, order, person and browser', async () => {
    const { minnow, failures } = open()
    minnow.track('purchase', {
      ...{ visitor: 'ann', user: { email: 'ann@shop.example' }, value: 49, currency: 'EUR', transaction_id: 'C-1' },
      ...{ url: 'https://shop.example/thanks', ip: '203.150.0.9', properties: { gift: true } },
      time: new Date(),
    })
    await minnow.close()
    expect(failures).toEqual([])
    expect(await named('purchase')).toMatchObject([
      {
        value: 49,
        currency: 'EUR',
        transaction_id: 'C-1',
        path: '/thanks',
        country: 'TH',
        properties: { gift: 'true' },
      },
    ])
  })

  test('sends in batches', async () => {
    const { url, asked } = await unreliable(() => 200)
    const { minnow } = open({ url, flushAt: 1_000 })
    for (let number = 0; number < 1_200; number++) minnow.track('batched', { visitor: `v${number}` })
    await minnow.close()
    expect(await named('batched')).toHaveLength(1_200)
    expect(asked()).toBe(3)
  })

  test('tries again what the server did not take, and what it took without saying so counts once', async () => {
    const { url, asked } = await unreliable((request) => [503, 0, 429, 200][request - 1] ?? 200)
    const { minnow, failures } = open({ url })
    minnow.track('retried')
    await minnow.close()
    expect(asked()).toBe(4)
    expect(failures).toEqual([])
    expect(await named('retried')).toHaveLength(1)
  })

  test('tells what can never be stored, and stores the rest', async () => {
    const { minnow, failures } = open()
    minnow.track('1 is no letter')
    minnow.track('a letter')
    minnow.track('itself', {
      properties: {
        circle: (() => {
          const all: Record<string, unknown> = {}
          all.all = all
          return all
        })(),
      },
    })
    await minnow.close()
    expect(failures.map(({ reason, events }) => [reason.split(':')[0], events[0]?.name])).toEqual([
      ['unreadable', 'itself'],
      ['invalid', '1 is no letter'],
    ])
    expect(await named('a letter')).toHaveLength(1)
  })

  test('keeps its events while the key is wrong, and says so', async () => {
    const { minnow, failures } = open({ key: 'mnw_wrongwrongwrongwrong', exitMs: 200 })
    minnow.track('kept')
    await minnow.close()
    expect(failures[0]).toMatchObject({ reason: expect.stringContaining('API key'), events: [] })
    expect(failures.at(-1)?.events).toMatchObject([{ name: 'kept' }])
  })

  test("reads the tag's cookie, and knows who opted out", async () => {
    const { minnow } = open()
    const cookie = (value: string) => ({ cookie: `a=b; _minnow_${server.site()}=${value}`, 'user-agent': 'x' })
    expect(minnow.browser(cookie('v1.s1.time'), '10.0.0.1')).toEqual({
      ...{ visitor: 'v1', session: 's1', ip: '10.0.0.1', user_agent: 'x' },
    })
    expect(minnow.browser(cookie('off'))).toBeNull()
    expect(minnow.browser({})?.visitor).toBeUndefined()
    const ofFetch = new Headers(cookie('v1.s1.time'))
    expect(minnow.browser(ofFetch)).toEqual({ visitor: 'v1', session: 's1', ip: undefined, user_agent: 'x' })
    expect(minnow.browser(new Headers(cookie('off')))).toBeNull()
    await minnow.close()
  })

  test('takes no more than it may keep', () => {
    const { minnow, failures } = open({ url: 'http://127.0.0.1:9', maxQueue: 3, exitMs: 1, flushOnExit: false })
    const ids = Array.from({ length: 5 }, () => minnow.track('too many'))
    expect(ids.filter((id) => id !== undefined)).toHaveLength(3)
    expect(failures).toHaveLength(2)
    return minnow.close()
  })
})

describe('when the process ends', () => {
  /** A shop's server that tells three events and then does what `end` says. */
  const run = async (name: string, end: string, options: Partial<Options> = {}) => {
    const script = `
      import { Minnow } from ${JSON.stringify(`file://${file}`)}
      const minnow = new Minnow(${JSON.stringify({ url: server.url(), site: server.site(), key: server.key(), ...options })})
      for (const number of [1, 2, 3]) minnow.track(${JSON.stringify(name)}, { visitor: 'v' + number })
      ${end}`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    return child
  }

  test('of itself, all is sent', async () => {
    const child = await run('at the end', '')
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await named('at the end')).toHaveLength(3)
  })

  test('by SIGTERM, all is sent, and it ends by the signal', async () => {
    const child = await run('at SIGTERM', "setInterval(() => {}, 1000); process.stdout.write('ready')", {
      flushEveryMs: 60_000,
    })
    await once(child.stdout, 'data')
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
    expect(await named('at SIGTERM')).toHaveLength(3)
  })

  test('by a crash, the next process sends what was on disk, each once', async () => {
    const spoolFolder = folder()
    const end = "setInterval(() => {}, 1000); process.stdout.write('ready')"
    const child = await run('before a crash', end, { spoolFolder, url: 'http://127.0.0.1:9' })
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const [written = ''] = readdirSync(spoolFolder)
    // In a container the next process has the same number.
    renameSync(join(spoolFolder, written), join(spoolFolder, written.replace(/^\d+/, String(process.pid))))
    const { minnow } = open({ spoolFolder })
    expect(minnow.waiting).toBe(3)
    minnow.track('before a crash', { visitor: 'v4' })
    await minnow.close()
    expect(await named('before a crash')).toHaveLength(4)
    expect(readdirSync(spoolFolder)).toEqual([])
  })

  test('before the server is back, what is on disk stays there for the next', async () => {
    const spoolFolder = folder()
    const { minnow } = open({ spoolFolder, url: 'http://127.0.0.1:9', exitMs: 50 })
    minnow.track('later')
    await minnow.close()
    expect(readdirSync(spoolFolder)).toHaveLength(1)
  })
})
