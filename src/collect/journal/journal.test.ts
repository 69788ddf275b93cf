import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Journal, type Segment } from './journal.ts'
import { decodeRecords, encodeRecord, type StoredRow } from './record.ts'

const row = (id: bigint, more: Partial<StoredRow> = {}): StoredRow => ({
  site: 's',
  ts: 1_763_600_000_123,
  lag: 5,
  tie: 0,
  id,
  name: 'page_view',
  visitor: 2n ** 64n - 1n,
  session: 3n,
  session_started: 1_763_600_000_123,
  session_opens: 1,
  evidence: 17,
  repeat: 0,
  host: '',
  path: '/giày',
  query: '',
  title: 'Two\nlines',
  referrer: '',
  channel: '',
  source: '',
  medium: '',
  campaign: '',
  term: '',
  content: '',
  click_id_kind: '',
  click_id: '',
  landing_page: '',
  device: '',
  browser: '',
  browser_version: '',
  os: '',
  country: '',
  os_version: '',
  region: '',
  city: '',
  import: '',
  consent: '',
  language: '',
  value: 0.1,
  currency: '',
  transaction_id: '',
  origin: 'tag',
  properties: { a: '"x"' },
  identities: [{ kind: 'email', hash: 2n ** 63n }],
  ...more,
})

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minnow-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the journal', () => {
  it('gives back exactly what was written', () => {
    const rows = [row(1n), row(2n, { path: '/', identities: [] })]
    expect(decodeRecords(Buffer.concat([encodeRecord(rows), encodeRecord([row(3n)])]))).toEqual([...rows, row(3n)])
  })

  it('ends at a record that was cut off or changed', () => {
    const whole = encodeRecord([row(1n)])
    const second = encodeRecord([row(2n)])
    for (let cut = 0; cut < second.length; cut += 17) {
      expect(decodeRecords(Buffer.concat([whole, second.subarray(0, cut)]))).toEqual([row(1n)])
    }
    second.writeUInt8(0, 40)
    expect(decodeRecords(Buffer.concat([whole, second]))).toEqual([row(1n)])
  })

  it('keeps rows over a crash until they are stored, and then leaves no file', async () => {
    const { journal } = await Journal.open(folder)
    await journal.append([row(1n)])
    await journal.append([row(2n)])
    const again = await Journal.open(folder)
    const [left] = again.left as [Segment]
    expect((await again.journal.read(left)).map(({ id }) => id)).toEqual([1n, 2n])
    const { segment } = await again.journal.append([row(3n)])
    await again.journal.stored(left, 0)
    await again.journal.stored(segment, 1)
    await again.journal.close()
    expect(again.journal.bytes).toBe(segment.bytes)
    await journal.close()
    expect(await readdir(folder)).toEqual([])
  })

  it('goes on in a new file after one that ends broken', async () => {
    const first = await Journal.open(folder)
    await first.journal.append([row(1n)])
    const [name = ''] = await readdir(folder)
    await appendFile(join(folder, name), 'half a rec')
    const second = await Journal.open(folder)
    await second.journal.append([row(2n)])
    const { journal, left } = await Journal.open(folder)
    const rows = await Promise.all(left.map((segment) => journal.read(segment)))
    expect(rows.flat().map(({ id }) => id)).toEqual([1n, 2n])
  })
})
