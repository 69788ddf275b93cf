import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { IncomingEvent } from '../../contract/collect.ts'
import { decompress } from './decompress.ts'
import { type DialectRequest, isTranslation, Unreadable } from './dialect.ts'
import { dialects } from './dialects.ts'

const hostile = [
  "'; DROP TABLE events; --",
  '<script>alert(1)</script>',
  '\0\t\r\n',
  '\u2028\u202e',
  '\ud800',
  '__proto__',
  'constructor',
  'NaN',
  '𝕏'.repeat(2_000),
  '%00%ff',
  '[['.repeat(500),
]
/** Words that the translators look for, so that what is made reaches the inner parts. */
const words = [
  ...[
    'track',
    'page',
    'identify',
    'Order Completed',
    'pageview',
    'engagement',
    '$pageview',
    '$autocapture',
    'purchase',
  ],
  ...['event', 'performance', 'batch', 'granted', 'click', 'uuid', '0', '1'],
]
const names = [
  ...['type', 'event', 'events', 'properties', 'traits', 'context', 'page', 'products', 'items', 'batch', 'payload'],
  ...['name', 'params', 'client_id', 'website', 'url', 'props', 'revenue', 'domain', 'd', 'n', 'u', 'p', 'requests'],
  ...['messageId', 'timestamp', 'sentAt', 'data', 'hostname', 'lcp', 'user_properties', 'consent', 'timestamp_micros'],
  ...['distinct_id', '$set', '$elements', 'api_key', 'uuid', 'userId', 'writeKey', 'campaign', 'title', 'token'],
]
const text = fc.oneof(fc.constantFrom(...hostile, ...words), fc.string({ unit: 'binary', maxLength: 60 }))
const name = fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...names) }, { weight: 1, arbitrary: text })
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    text,
    fc.double(),
    fc.constantFrom(null, true, -1, 1e308, 2 ** 53),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 8 }),
  ),
}))
const body = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(name, tree, { maxKeys: 10 }).map((value) => JSON.stringify(value)) },
  { weight: 3, arbitrary: fc.array(tree, { maxLength: 4 }).map((value) => JSON.stringify(value)) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
)
const matomoNames = [
  'idsite',
  'rec',
  'url',
  '_id',
  'ec_items',
  'idgoal',
  'ec_id',
  'e_c',
  'e_a',
  '_cvar',
  'search',
  'link',
  'ma_id',
  'cdt',
]
const query = fc
  .array(fc.tuple(fc.constantFrom(...matomoNames, 'data', 'compression', 'measurement_id'), text), { maxLength: 10 })
  .map((pairs) => new URLSearchParams([...pairs, ['rec', '1'], ['idsite', 's']]))

const translate = (tool: number, route: number, rest: Partial<DialectRequest>) => {
  const dialect = dialects[tool % dialects.length]
  const { method = 'POST', path = '/' } = dialect?.routes[route % (dialect.routes.length || 1)] ?? {}
  const request: DialectRequest = {
    ...{
      method,
      path,
      query: new URLSearchParams(),
      headers: {},
      body: Buffer.alloc(0),
      receivedAt: Date.UTC(2026, 10, 22),
    },
    ...{ baseUrl: 'https://stats.shop.example', newId: () => '00000000-0000-4000-a000-000000000000' },
    ...rest,
  }
  return dialect?.translate(request)
}

describe("whatever is sent to another tool's API", () => {
  test('is refused in words, or becomes events within the limits of the pipeline', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), body, query, (tool, route, sent, asked) => {
        try {
          const made = translate(tool, route, { body: Buffer.from(sent), query: asked })
          if (!made || !isTranslation(made)) return
          for (const { events } of made.parcels) for (const event of events) IncomingEvent.parse(event)
          expect(made.answer([]).status).toBeLessThan(300)
        } catch (error) {
          if (!(error instanceof Unreadable)) throw error
          expect(error.message.length).toBeGreaterThan(10)
        }
      }),
      { numRuns: 5_000 },
    )
  })

  test('is decompressed within a limit', async () => {
    const bomb = gzipSync('0'.repeat(5_000_000))
    await expect(decompress(bomb, { encoding: 'gzip', limitBytes: 1_000_000 })).rejects.toThrow('too large')
    await expect(decompress(Buffer.from('\x1f\x8bno', 'latin1'), { encoding: '', limitBytes: 100 })).rejects.toThrow(
      'not gzip',
    )
    await expect(decompress(Buffer.from('x'), { encoding: 'zstd', limitBytes: 100 })).rejects.toThrow('not known')
    // A proxy decompressed it and left the header.
    expect(String(await decompress(Buffer.from('{}'), { encoding: 'gzip', limitBytes: 100 }))).toBe('{}')
  })
})
