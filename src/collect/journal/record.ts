import xxhash from 'xxhash-wasm'
import { type ColumnName, columns, type EventRow, type Identity } from '../../events/index.ts'

const { h64Raw } = await xxhash()

/** Length of the content, then its xxhash64: a record that was cut off by a crash is recognised. */
const HEADER_BYTES = 12

/** A row, and the identities that its event gave to the visitor: they are joined to a person when the row is stored. */
export type StoredRow = EventRow & {
  identities: readonly Identity[]
  /** The store did not say whether it has this id, or this transaction, when the event arrived: it is asked again. */
  doubtful?: true
}

const wideColumns = (Object.keys(columns) as ColumnName[]).filter((name) => columns[name] === 'UInt64')
const textColumns = (Object.keys(columns) as ColumnName[]).filter((name) =>
  /^(LowCardinality\()?String\)?$/.test(columns[name]),
)

const encodeRow = (row: StoredRow): string =>
  JSON.stringify({
    ...row,
    id: String(row.id),
    visitor: String(row.visitor),
    session: String(row.session),
    identities: row.identities.map(({ kind, hash }) => ({ kind, hash: String(hash) })),
  })

const decodeRow = (line: string): StoredRow => {
  const row = JSON.parse(line) as Record<string, unknown> & { identities: { kind: Identity['kind']; hash: string }[] }
  for (const name of wideColumns) row[name] = BigInt(String(row[name]))
  // Written by an earlier Minnow, before an upgrade: columns added since are all texts.
  for (const name of textColumns) row[name] ??= ''
  row.evidence ??= 0
  const identities = row.identities.map(({ kind, hash }) => ({ kind, hash: BigInt(hash) }))
  return { ...row, identities } as unknown as StoredRow
}

/** The rows of one write: a header, then a line of JSON each. */
export const encodeRecord = (rows: readonly StoredRow[]): Buffer => {
  let text = ''
  for (const row of rows) text += `${encodeRow(row)}\n`
  const length = Buffer.byteLength(text)
  const record = Buffer.allocUnsafe(HEADER_BYTES + length)
  record.write(text, HEADER_BYTES)
  record.writeUInt32LE(length, 0)
  record.writeBigUInt64LE(h64Raw(record.subarray(HEADER_BYTES)), 4)
  return record
}

/** Every whole record from the start; what follows a broken one was never answered for. */
export const decodeRecords = (file: Buffer): StoredRow[] => {
  const rows: StoredRow[] = []
  let position = 0
  while (position + HEADER_BYTES <= file.length) {
    const length = file.readUInt32LE(position)
    const content = file.subarray(position + HEADER_BYTES, position + HEADER_BYTES + length)
    if (content.length < length || h64Raw(content) !== file.readBigUInt64LE(position + 4)) break
    for (const line of content.toString('utf8').split('\n')) if (line !== '') rows.push(decodeRow(line))
    position += HEADER_BYTES + length
  }
  return rows
}
