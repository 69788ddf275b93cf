import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { afterAll, expect, test } from 'vitest'
import type { IncomingEvent } from '../../contract/collect.ts'
import { type FileFormat, ImportOptions } from '../../contract/imports.ts'
import { UnreadableFile } from './file-row.ts'
import { importFile } from './import-file.ts'
import { mappedEvents, parsePairs } from './mapping.ts'
import { parseTime } from './parse-time.ts'
import { delimiterOf, headerLine } from './read-csv.ts'
import { formatOfName } from './read-rows.ts'
import { rowIds } from './row-id.ts'
import { WrongMapping } from './turn.ts'

const folder = mkdtempSync(join(tmpdir(), 'minnow-import-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Imports a file of this content into a memory that drops repeated ids, as the collector does. */
const memory = () => {
  const events = new Map<string, IncomingEvent>()
  const load = async (
    content: string | Uint8Array,
    { format = 'csv' as FileFormat, map = '', names = '', set = '', timezone = 'UTC' } = {},
  ) => {
    const path = join(folder, 'file')
    writeFileSync(path, content)
    return importFile({
      path,
      format,
      as: mappedEvents,
      context: {
        site: { timezone, currency: 'USD', domains: [] },
        options: ImportOptions.parse({
          map: parsePairs(map, '--map'),
          names: parsePairs(names, '--names'),
          set: parsePairs(set, '--set'),
        }),
      },
      send: async (batch) => {
        const dropped: { index: number; reason: string }[] = []
        for (const [index, event] of (batch as IncomingEvent[]).entries()) {
          if (events.has(event.id ?? '')) dropped.push({ index, reason: 'duplicate' })
          else events.set(event.id ?? '', event)
        }
        return { accepted: batch.length - dropped.length, dropped }
      },
    })
  }
  return { events, load }
}

const shop = `event_time,event_type,product_id,price,user_id
2019-10-01 00:00:00 UTC,view,44600062,35.79,u1
2019-10-01 00:00:01 UTC,view,44600062,35.79,u1
2019-10-01 00:00:01 UTC,view,44600062,35.79,u1
2019-10-01 00:00:02 UTC,purchase,44600062,35.79,u1
`
const shopMap = { map: 'time=event_time,name=event_type,visitor=user_id,value=price', names: 'view=view_item' }

test('columns become fields, the others properties, names are translated', async () => {
  const { events, load } = memory()
  await load(shop, shopMap)
  const [first] = events.values()
  expect(first).toMatchObject({
    name: 'view_item',
    time: Date.parse('2019-10-01T00:00:00Z'),
    visitor: 'u1',
    value: 35.79,
    properties: { product_id: '44600062' },
  })
})

test('identical rows are events of their own; the file again, or its second half, adds nothing', async () => {
  const { load } = memory()
  expect(await load(shop, shopMap)).toMatchObject({ read: 4, accepted: 4, dropped: {} })
  expect(await load(shop, shopMap)).toMatchObject({ read: 4, accepted: 0, dropped: { duplicate: 4 }, problems: [] })
  const [head = '', ...rows] = shop.split('\n')
  expect(await load([head, ...rows.slice(2)].join('\n'), shopMap)).toMatchObject({ read: 2, accepted: 0 })
})

test('a bad line, time or number is told with its line and costs only that line', async () => {
  const { load } = memory()
  const report = await load(
    'time,name,visitor,value\n2026-01-01,a,v,1\nyesterday,a,v,1\n2026-01-02,a,v,twelve\n2026-01-03,a\n2026-01-04,a,v,4\n',
  )
  expect(report).toMatchObject({
    read: 5,
    accepted: 2,
    dropped: { invalid_time: 1, invalid_number: 1, invalid_line: 1 },
    problems: [
      { line: 3, reason: 'invalid_time', detail: '"yesterday" is no time' },
      { line: 4, reason: 'invalid_number', detail: '"twelve" is no number' },
      expect.objectContaining({ line: 5, reason: 'invalid_line' }),
    ],
  })
})

test('semicolons, a byte order mark, UTF-16, gzip and quoted line breaks are read', async () => {
  const text = 'time;name;visitor;note\r\n2026-01-01;mua;Ngọc;"hai\r\ndòng"\r\n'
  const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le')
  for (const content of [text, `\uFEFF${text}`, utf16, gzipSync(text)]) {
    const { events, load } = memory()
    expect(await load(content)).toMatchObject({ read: 1, accepted: 1 })
    expect([...events.values()][0]).toMatchObject({ name: 'mua', visitor: 'Ngọc', properties: { note: 'hai\r\ndòng' } })
  }
})

test('JSON Lines: nested values, and a bad line told with its number', async () => {
  const { events, load } = memory()
  const lines = '{"time":1767225600,"name":"a","visitor":"v","properties":{"x":[1]},"y":{"z":2}}\nnot json\n[1]\n'
  const report = await load(lines, { format: 'jsonl' })
  expect(report).toMatchObject({ read: 3, accepted: 1, dropped: { invalid_line: 2 } })
  expect(report.problems.map(({ line }) => line)).toEqual([2, 3])
  expect([...events.values()][0]).toMatchObject({ time: 1767225600000, properties: { x: [1], y: '{"z":2}' } })
})

test('Parquet: typed columns, 64-bit numbers and times', async () => {
  const { events, load } = memory()
  const content = parquetWriteBuffer({
    columnData: [
      { name: 'time', data: [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T00:00:00Z')], type: 'TIMESTAMP' },
      { name: 'name', data: ['a', 'b'], type: 'STRING' },
      { name: 'visitor', data: [9007199254740993n, 2n], type: 'INT64' },
      { name: 'value', data: [1.5, 2], type: 'DOUBLE' },
    ],
  })
  expect(await load(new Uint8Array(content), { format: 'parquet' })).toMatchObject({
    read: 2,
    accepted: 2,
    dropped: {},
  })
  expect([...events.values()][0]).toMatchObject({
    time: Date.parse('2026-01-01'),
    visitor: '9007199254740993',
    value: 1.5,
  })
})

test.each([
  ['a column that is not there', 'time=when', /no column "when".*time, name/],
  ['a field that is none', 'colour=time', /no field "colour"/],
  ['words that are no pair', 'time', /pairs like a=b/],
])('%s is said', async (_, map, sentence) => {
  const { load } = memory()
  await expect(
    load('time,name,visitor\n', { map }).then(() => load('time,name,visitor\n2026-01-01,a,v\n', { map })),
  ).rejects.toThrow(sentence)
})

test('a file without time, name or visitor says what to add', async () => {
  const { load } = memory()
  await expect(load('a,b\n1,2\n')).rejects.toThrow(WrongMapping)
  await expect(load('a,b\n1,2\n')).rejects.toThrow(/time and name and visitor.*--map time=COLUMN/)
})

test('an empty file, a picture and a file of another format are refused as a whole', async () => {
  const { load } = memory()
  await expect(load('')).rejects.toThrow(UnreadableFile)
  await expect(load(new Uint8Array([137, 80, 78, 71, 0, 0, 0, 1]))).rejects.toThrow(/no text file/)
  await expect(load('PAR1…')).rejects.toThrow(/--format parquet/)
  await expect(load('time,name\n', { format: 'parquet' })).rejects.toThrow(/no Parquet file/)
})

test.each([
  ['2019-10-01 00:00:00 UTC', '2019-10-01T00:00:00.000Z'],
  ['2019-10-01T07:00:00+07:00', '2019-10-01T00:00:00.000Z'],
  ['2019/10/1 7:05', '2019-10-01T00:05:00.000Z'], // no zone: Ho Chi Minh City below
  ['2019-10-01', '2019-09-30T17:00:00.000Z'],
  ['1569888000', '2019-10-01T00:00:00.000Z'],
  ['1569888000123', '2019-10-01T00:00:00.123Z'],
  [1569888000123456n, '2019-10-01T00:00:00.123Z'],
  ['2019-02-30', undefined],
  ['soon', undefined],
  ['', undefined],
])('the time %s is %s', (written, expected) => {
  const time = parseTime(written, 'Asia/Ho_Chi_Minh')
  expect(time === undefined ? undefined : new Date(time).toISOString()).toBe(expected)
})

test('ids depend on content and on the count of equal rows before, not on the order of columns', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ a: fc.constantFrom('1', '2'), b: fc.string() })), (rows) => {
      const [one, other] = [rowIds(), rowIds()]
      const ids = rows.map((row) => one(row))
      expect(new Set(ids).size).toBe(rows.length)
      expect(rows.map(({ a, b }) => other({ b, a }))).toEqual(ids)
    }),
  )
})

test('ids stay unique past the first growth of their table', () => {
  const idOf = rowIds()
  const ids = Array.from({ length: 20_000 }, (_, index) => idOf({ n: index % 9_000 }))
  expect(new Set(ids).size).toBe(20_000)
})

test('format and delimiter are guessed from name and first line', () => {
  expect(['a.csv.gz', 'B.TSV', 'x.ndjson', 'y.parquet', 'z.xlsx'].map(formatOfName)).toEqual([
    'csv',
    'csv',
    'jsonl',
    'parquet',
    undefined,
  ])
  expect(['a,b;c,d', 'a;b', 'a\tb', '"x,y,z";b', 'one'].map(delimiterOf)).toEqual([',', ';', '\t', ';', ','])
})

test.each(['\n', '\r\n', '\r'])('the last line may end otherwise than the others (%j)', async (ending) => {
  const { events, load } = memory()
  const lines = shop.trimEnd().split('\n')
  await load(lines.join(ending), shopMap)
  expect(events.size).toBe(4)
  for (const last of ['', '\n', '\r\n'].filter((one) => ending !== '\r' || one === '')) {
    expect(await load(lines.join(ending) + last, shopMap)).toMatchObject({ read: 4, accepted: 0 })
  }
})

test('what somebody had agreed to comes along, as an export writes it or as an object', async () => {
  const { events, load } = memory()
  const columns = 'time,name,visitor,consent\n'
  await load(`${columns}2026-11-20T10:00:00Z,purchase,u1,ad_user_data=denied analytics_storage=granted gpc=on\n`)
  const row = { time: '2026-11-20T11:00:00Z', name: 'purchase', visitor: 'u2', consent: { ad_storage: 'denied' } }
  await load(JSON.stringify(row), { format: 'jsonl' })
  expect([...events.values()].map(({ consent }) => consent)).toEqual([
    { ad_user_data: 'denied', analytics_storage: 'granted', gpc: true },
    { ad_storage: 'denied' },
  ])
})

test.each([
  ['the first line of a plain file', ['a,b,c', '1,2,3', '4,5,6'], 0],
  ['the first line, though others are broken', ['a,b,c,d', '1,2', '1,2', '1,2,3,4,5'], 0],
  ['the first line of a single column', ['email', 'ann@shop.example', 'ben@shop.example, twice'], 0],
  ['the first line where cells have several lines', ['a,b,c', '1,"two', 'lines",3', '4,5,6'], 0],
  ['below a title and a period', ['Report', 'November 1, 2026', 'a;b;c;d;e;f', '1;2;3;4;5;6'], 2],
  ['below remarks', ['# ---', '# From: 20261101, to: 20261130, all, of, it', '', 'a,b,c', '1,2,3'], 3],
])('columns are named in %s', (_, lines, line) => {
  expect(headerLine(lines)).toBe(line)
})

test('the line of a mistake is that of the file, lines before the columns included', async () => {
  const remarked = '# Report\n\ntime,name,visitor\n2026-11-20,view,v1\nnever,view,v2\n'
  const report = await memory().load(remarked, { map: 'time=time,name=name,visitor=visitor' })
  expect(report).toMatchObject({ accepted: 1, problems: [{ line: 5, reason: 'invalid_time' }] })
})
