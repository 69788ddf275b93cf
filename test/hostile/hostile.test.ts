import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { type ControlDatabase, createSite } from '../../src/control/index.ts'
import { systemRandom } from '../../src/platform/random.ts'
import { sql } from '../../src/platform/sql.ts'
import { type FreshMinnow, useMinnow } from '../fresh-minnow.ts'

const userAgent = 'Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const fragments = [
  "'; DROP TABLE events; --",
  "' OR 1=1 --",
  '{p1:String}',
  '$'.concat('{7*7}'),
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '\\',
  "\\'",
  '\t\n\r\0',
  '\u2028\u202e\ufeff',
  '\ud800',
  '=cmd|calc',
  '../../etc/passwd',
  '%00%ff',
  '__proto__',
  'constructor',
  'NaN',
  '𝕏'.repeat(50),
  'a'.repeat(5_000),
]
const fragment = fc.constantFrom(...fragments)
const value = fc.oneof(
  { weight: 4, arbitrary: fragment },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(1e308, -1, 2 ** 63, '1e999') },
)
const event = fc.record(
  {
    id: value,
    name: fc.oneof(fc.constant('page_view'), value),
    time: fc.oneof(fc.constant(undefined), value),
    visitor: value,
    session: value,
    url: fc.oneof(
      fragment.map((text) => `https://shop.example/${text}?q=${text}&utm_source=${text}&gclid=${text}`),
      value,
    ),
    referrer: value,
    title: value,
    entry: value,
    language: value,
    value,
    currency: value,
    transaction_id: value,
    user: fc.oneof(value, fc.record({ id: value, email: value, phone: value }, { requiredKeys: [] })),
    properties: fc.oneof(fc.dictionary(fc.oneof(fragment, fc.string()), value), value),
  },
  { requiredKeys: ['name'] },
)

const open = useMinnow()
let minnow: FreshMinnow
let port = 0
let site = ''
let other = ''

const add = async (db: ControlDatabase, domain: string): Promise<string> =>
  (
    await createSite(
      db,
      { name: domain, domains: [domain], timezone: 'UTC', currency: 'USD', recognition: 'full' },
      { random: systemRandom, now: minnow.now() },
    )
  ).id

beforeAll(async () => {
  minnow = await open()
  const { app, deps } = minnow.minnow
  site = await add(deps.control.db, 'shop.example')
  other = await add(deps.control.db, 'other.example')
  await deps.sites.reload()
  await app.listen({ port: 0, host: '127.0.0.1' })
  const address = app.server.address()
  port = typeof address === 'object' && address ? address.port : 0
})

type Answer = { status: number; body: string }

const post = async (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Answer> => {
  const answer = await fetch(`http://127.0.0.1:${port}/api/collect`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': userAgent,
      origin: 'https://shop.example',
      ...headers,
    },
    body,
  })
  return { status: answer.status, body: await answer.text() }
}

const stored = async (of: string): Promise<number> => {
  const [row] = await minnow.minnow.deps.events.query<{ n: string }>(
    sql`SELECT toString(count()) AS n FROM events WHERE site = ${of}`,
  )
  return Number(row?.n)
}

/** 202 with what was stored or why not, or 4xx with a reason; never a failure of ours. */
const expectCivil = ({ status, body }: Answer): void => {
  const answer = JSON.parse(body) as { accepted?: number; dropped?: { reason: string }[]; error?: { message: string } }
  if (status === 202) {
    expect((answer.accepted ?? 0) + (answer.dropped ?? []).length).toBeGreaterThan(0)
    return
  }
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
  expect(answer.error?.message).toBeTruthy()
}

/** Bytes as they are, over a connection of its own; what came back until the server or we closed. */
const sendRaw = async (bytes: string | Uint8Array, { thenLeave = false } = {}): Promise<string> => {
  const socket = connect(port, '127.0.0.1')
  let got = ''
  socket.on('data', (chunk) => {
    got += chunk.toString('latin1')
    socket.end()
  })
  socket.on('error', () => socket.destroy())
  await once(socket, 'connect')
  socket.write(bytes)
  if (thenLeave) socket.destroy()
  if (!socket.destroyed) await once(socket, 'close')
  return got
}

describe('hostile input', () => {
  it('in any field is stored as it is or refused with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 4 }), async (events) => {
        expectCivil(await post(JSON.stringify({ site, events })))
      }),
      { numRuns: 300 },
    )
  })

  it('in a text is stored as it is', async () => {
    let stamp = 0
    await fc.assert(
      fc.asyncProperty(fragment, fragment, async (one, two) => {
        const id = `text-${stamp++}`
        const [title, visitor] = [one.slice(0, 400).toWellFormed(), two.slice(0, 100)]
        const sent = {
          id,
          name: 'page_view',
          title,
          visitor,
          session: visitor,
          url: `https://shop.example/${one}`,
          properties: { x: two },
        }
        const answer = await post(JSON.stringify({ site, events: [{ ...sent, url: sent.url.slice(0, 2_000) }] }))
        expect(answer).toEqual({ status: 202, body: '{"accepted":1,"dropped":[]}' })
        const rows = await minnow.minnow.deps.events.query<{ title: string }>(
          sql`SELECT title FROM events WHERE site = ${site} AND id = xxHash64(concat(${site}, '\\0', ${id}))`,
        )
        expect(rows).toEqual([{ title }])
      }),
      { numRuns: 60 },
    )
  })

  it('does not pollute a prototype', async () => {
    const body = `{"site":"${site}","__proto__":{"trusted":true},"events":[{"name":"x","properties":{"__proto__":{"y":1}}}]}`
    expectCivil(await post(body))
    expect(({} as Record<string, unknown>).trusted).toBeUndefined()
  })

  it('of any JSON in place of a request is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.jsonValue(),
          fc.record({ site: value, events: fc.oneof(value, fc.array(value)) }),
          fc.record({ site: fc.constant(site), sent_at: value, events: fc.array(value, { maxLength: 3 }) }),
        ),
        async (body) => expectCivil(await post(JSON.stringify(body))),
      ),
      { numRuns: 200 },
    )
  })

  it('of any bytes and any declared type is refused', async () => {
    const type = fc.constantFrom('application/json', 'text/plain', 'text/plain;charset=utf-16', 'application/xml', 'x')
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), type, async (bytes, contentType) => {
        expectCivil(await post(Uint8Array.from(bytes), { 'content-type': contentType }))
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['cut off', '{"site":"SITE","events":[{"name":"page_vi'],
    ['an empty body', ''],
    ['a thousand events', `{"site":"SITE","events":[${Array(1_000).fill('{"name":"x"}').join(',')}]}`],
    ['a number too large', '{"site":"SITE","events":[{"name":"x","value":1e999}]}'],
    [
      'many properties',
      `{"site":"SITE","events":[{"name":"x","properties":{${Array.from({ length: 5_000 }, (_, n) => `"p${n}":1`).join(',')}}}]}`,
    ],
  ])('%s is refused', async (_, body) => {
    const answer = await post(body.replace('SITE', site))
    expectCivil(answer)
    expect(answer.status).not.toBe(202)
  })

  it('nested a hundred thousand deep is stored without what is nested', async () => {
    const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`
    const answer = await post(`{"site":"${site}","events":[{"name":"x","properties":{"a":${deep},"b":1}}]}`)
    expect(answer.status).toBe(202)
    expect(JSON.parse(answer.body)).toMatchObject({ left_out: [{ reason: 'property_too_large', property: 'a' }] })
  })

  it('of two megabytes is refused', async () => {
    expectCivil(await post(`{"site":"${site}","events":[{"name":"${'x'.repeat(2_000_000)}"}]}`))
  })

  it('in UTF-16 or with a broken compression is refused', async () => {
    const body = JSON.stringify({ site, events: [{ name: 'page_view' }] })
    const wide = await post(Uint8Array.from(Buffer.from(body, 'utf16le')))
    expectCivil(wide)
    expect(wide.status).not.toBe(202)
    expectCivil(await post(body, { 'content-encoding': 'gzip' }))
  })

  it('half sent stores nothing and harms nobody', async () => {
    const before = await stored(site)
    const head = `POST /api/collect HTTP/1.1\r\nhost: x\r\nuser-agent: ${userAgent}\r\ncontent-type: application/json\r\n`
    const half = `{"site":"${site}","events":[{"name":"page_view"`
    await Promise.all(
      Array.from({ length: 20 }, () => sendRaw(`${head}content-length: 5000\r\n\r\n${half}`, { thenLeave: true })),
    )
    expect(await sendRaw('\0\xff not http at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 4\d\d/)
    expect(await sendRaw(`${head}content-length: -1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d/)
    expect(await sendRaw(`${head}transfer-encoding: chunked\r\n\r\nzz\r\n`)).toMatch(/^HTTP\/1\.1 4\d\d/)
    expect(await stored(site)).toBe(before)
  })

  it('reaches no other site', async () => {
    expect(await stored(other)).toBe(0)
    const answer = await post(
      JSON.stringify({ site: other, events: [{ name: 'page_view', url: 'https://shop.example/' }] }),
    )
    expect(answer.status).toBe(403)
    expect(await stored(other)).toBe(0)
  })

  it('leaves the server in good order', async () => {
    const ok = await post(
      JSON.stringify({ site, events: [{ name: 'page_view', id: 'fine', url: 'https://shop.example/' }] }),
    )
    expect(ok).toEqual({ status: 202, body: '{"accepted":1,"dropped":[]}' })
    const again = await post(JSON.stringify({ site, events: [{ name: 'page_view', id: 'fine' }] }))
    expect(JSON.parse(again.body)).toEqual({ accepted: 0, dropped: [{ index: 0, reason: 'duplicate' }] })
  })
})
