import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { createOutbound, type OutboundReason, type OutboundRequest } from './outbound.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const listen = async (answer: RequestListener): Promise<number> => {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port
}

type Options = NonNullable<Parameters<typeof createOutbound>[0]>
/** A name server that gives each name its addresses, one list after another. */
const names = (book: Record<string, string[][]>): Options['lookup'] =>
  ((name: string, _options: unknown, answer: (error: Error | null, addresses: object[]) => void) => {
    const lists = book[name] ?? []
    const list = lists.length > 1 ? lists.shift() : lists[0]
    const addresses = (list ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
    answer(list ? null : Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }), addresses)
  }) as Options['lookup']

const outbound = (options: Options = {}) => {
  const made = createOutbound({ allow: ['127.0.0.1'], ...options })
  closing.push(() => made.close())
  return made
}

const refusal = async (url: string, options?: Options, request?: OutboundRequest): Promise<OutboundReason> => {
  try {
    const { status } = await outbound(options).send(url, request)
    throw new Error(`answered ${status}`)
  } catch (error) {
    return (error as { reason: OutboundReason }).reason ?? Promise.reject(error)
  }
}

test('sends what it is given and brings back the answer', async () => {
  const port = await listen((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      response.writeHead(201, { 'X-Kind': 'echo', 'content-encoding': 'gzip' })
      response.end(gzipSync(`${request.method} ${request.headers['x-asked']} ${Buffer.concat(chunks)}`))
    })
  })
  const answer = await outbound().send(`http://127.0.0.1:${port}/hook`, {
    ...{ method: 'POST', body: 'xin chào', headers: { 'X-Asked': 'yes' } },
  })
  expect(answer).toMatchObject({ status: 201, headers: { 'x-kind': 'echo' }, url: `http://127.0.0.1:${port}/hook` })
  expect(Buffer.from(answer.body).toString()).toBe('POST yes xin chào')
})

test.each([
  'http://127.0.0.2/',
  'http://127.2:8123/',
  'http://2130706434/',
  'http://0x7f000002/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.2]/',
  'http://169.254.169.254/latest/meta-data/',
  'http://10.0.0.1/',
  'http://192.168.0.1:9000/',
])('does not reach %s', async (url) => {
  expect(await refusal(url)).toBe('private_address')
})

test.each([
  'file:///etc/passwd',
  'ftp://shop.example/',
  'gopher://shop.example/',
  'http://ann:secret@shop.example/',
  '/x',
  '',
])('"%s" is no address to send to', async (url) => {
  expect(await refusal(url)).toBe('bad_address')
})

test('a name that leads inside is refused, also when it leads outside as well', async () => {
  const lookup = names({ 'in.example': [['127.0.0.2']], 'both.example': [['203.113.131.1', '10.0.0.1']] })
  expect(await refusal('http://in.example/', { lookup })).toBe('private_address')
  expect(await refusal('http://both.example/', { lookup })).toBe('private_address')
  expect(await refusal('http://none.example/', { lookup })).toBe('unreachable')
})

test('a name is looked up once a connection: there is no second answer to change to', async () => {
  const port = await listen((_request, response) => response.end('fine'))
  const lookup = names({ 'turns.example': [['127.0.0.1'], ['127.0.0.2']] })
  const way = outbound({ lookup })
  expect((await way.send(`http://turns.example:${port}/`)).status).toBe(200)
  expect(await refusal('http://turns.example/', { lookup })).toBe('private_address')
})

test.each(['http://127.0.0.2/', 'http://[::1]/', 'http://169.254.169.254/', '//10.0.0.1/'])(
  'a redirect to %s is not followed',
  async (location) => {
    const port = await listen((_request, response) => response.writeHead(302, { location }).end())
    expect(await refusal(`http://127.0.0.1:${port}/`)).toBe('private_address')
  },
)

test('follows redirects, and leaves secrets behind when they lead to another host', async () => {
  const seen: unknown[] = []
  const there = await listen((request, response) => {
    seen.push(request.headers.authorization, request.headers['x-asked'])
    response.end('here')
  })
  const here = await listen((request, response) =>
    request.url === '/two'
      ? response.writeHead(307, { location: `http://127.0.0.1:${there}/` }).end()
      : response.writeHead(301, { location: '/two' }).end(),
  )
  const headers = { Authorization: 'Bearer secret', 'X-Asked': 'yes' }
  const answer = await outbound().send(`http://127.0.0.1:${here}/one`, { headers })
  expect(answer).toMatchObject({ status: 200, url: `http://127.0.0.1:${there}/` })
  expect(seen).toEqual([undefined, 'yes'])
})

test('what says something is said once: its redirect is the answer', async () => {
  let count = 0
  const port = await listen((_request, response) => {
    count += 1
    response.writeHead(307, { location: '/again' }).end()
  })
  const answer = await outbound().send(`http://127.0.0.1:${port}/`, { method: 'POST', body: '{}' })
  expect([answer.status, count]).toEqual([307, 1])
})

test('an endless chain, an endless answer, a bomb and a silence all end', async () => {
  const port = await listen((request, response) => {
    if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end()
    if (request.url === '/bomb') {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(2_000_000)))
    }
    if (request.url === '/endless') {
      const more = (): void => {
        if (response.destroyed) return
        response.write(Buffer.alloc(65_536))
        setImmediate(more)
      }
      more()
    }
  })
  const of = (path: string, request?: OutboundRequest) => refusal(`http://127.0.0.1:${port}${path}`, {}, request)
  expect(await of('/loop')).toBe('too_many_redirects')
  expect(await of('/bomb', { maxBytes: 100_000 })).toBe('too_large')
  expect(await of('/endless', { maxBytes: 1_000_000 })).toBe('too_large')
  expect(await of('/silent', { timeoutMs: 200 })).toBe('too_slow')
})

test('who gives up gets the own reason back', async () => {
  const port = await listen(() => undefined)
  const asking = new AbortController()
  const sent = outbound().send(`http://127.0.0.1:${port}/`, { signal: asking.signal })
  asking.abort(new Error('the server stops'))
  await expect(sent).rejects.toThrow('the server stops')
})
