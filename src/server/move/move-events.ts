import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { ClickhouseStore, EventStore } from '../../events/index.ts'
import { identifier, raw, type Sql, sql } from '../../platform/sql.ts'

/** A table in pieces that are copied and compared on their own: days of what happened, all other tables whole. */
type Table = { name: string; columns: string[]; byDay: boolean; newestCounts: boolean }
type Sums = Map<string, { rows: number; checksum: string }>
export type MovedTable = { table: string; rows: number; pieces: number; copied: number }

/** Each row is read and compared once; the largest tables take their time. */
const sumSeconds = 3_600

/** What was copied is not what is there, although nobody else should write. */
export class MoveDiffers extends Error {
  override name = 'MoveDiffers'
}

/** The source's tables of rows, with the columns that are stored as they are given. */
const tablesOf = async (store: EventStore): Promise<Table[]> => {
  const rows = await store.query<{ table: string; engine: string; columns: string[] }>(
    sql`SELECT t.name AS table, t.engine AS engine, groupArray(c.name) AS columns
      FROM system.tables AS t INNER JOIN (
        SELECT table, name FROM system.columns WHERE database = currentDatabase() AND default_kind = '' ORDER BY position
      ) AS c ON c.table = t.name
      WHERE t.database = currentDatabase() AND t.engine LIKE '%MergeTree' AND t.name != 'schema_versions'
      GROUP BY t.name, t.engine ORDER BY t.name`,
  )
  return rows.map(({ table, engine, columns }) => ({
    name: table,
    columns,
    byDay: columns.includes('ts'),
    newestCounts: engine !== 'MergeTree',
  }))
}

const list = (columns: readonly string[]): Sql => raw(columns.map((name) => `\`${name}\``).join(', '))

const sumsOf = async (store: EventStore, { name, columns, byDay, newestCounts }: Table): Promise<Sums> => {
  const piece = byDay ? sql`toString(toDate(ts))` : sql`''`
  const rows = await store.query<{ piece: string; rows: string; checksum: string }>(
    sql`SELECT ${piece} AS piece, toString(count()) AS rows, toString(sum(cityHash64(${list(columns)}))) AS checksum
      FROM ${identifier(name)} ${newestCounts ? sql`FINAL` : sql``} GROUP BY piece ORDER BY piece`,
    { maxSeconds: sumSeconds },
  )
  return new Map(rows.map(({ piece, rows, checksum }) => [piece, { rows: Number(rows), checksum }]))
}

const isSame = (one: Sums, other: Sums, piece: string): boolean =>
  one.get(piece)?.rows === other.get(piece)?.rows && one.get(piece)?.checksum === other.get(piece)?.checksum

type Stores = { from: EventStore; to: ClickhouseStore; folder: string }

const copyPiece = async ({ from, to, folder }: Stores, table: Table, piece: string): Promise<void> => {
  const { name, columns, byDay, newestCounts } = table
  const where = byDay ? sql`toDate(ts) = toDate(${piece})` : sql`true`
  // A move that was stopped here before left a part of the piece.
  await to.command(sql`DELETE FROM ${identifier(name)} WHERE ${where}`)
  const file = join(folder, 'piece.native')
  rmSync(file, { force: true })
  await from.command(
    sql`INSERT INTO FUNCTION file(${file}, 'Native')
      SELECT ${list(columns)} FROM ${identifier(name)} ${newestCounts ? sql`FINAL` : sql``} WHERE ${where}`,
  )
  await to.insertNative({ table: name, columns, file })
  rmSync(file, { force: true })
}

const moveTable = async (stores: Stores, table: Table, onPiece: () => void): Promise<MovedTable> => {
  const wanted = await sumsOf(stores.from, table)
  const found = await sumsOf(stores.to, table)
  const strange = [...found.keys()].find((piece) => !wanted.has(piece))
  if (strange !== undefined) {
    throw new MoveDiffers(`The new store has rows in ${table.name} (${strange}) that the old one does not have.`)
  }
  let copied = 0
  for (const piece of wanted.keys()) {
    if (!isSame(wanted, found, piece)) {
      await copyPiece(stores, table, piece)
      copied++
    }
    onPiece()
  }
  const after = await sumsOf(stores.to, table)
  const wrong = [...wanted.keys()].find((piece) => !isSame(wanted, after, piece))
  if (wrong !== undefined) {
    const [had, has] = [wanted.get(wrong)?.rows, after.get(wrong)?.rows ?? 0]
    throw new MoveDiffers(
      `${table.name} ${wrong} differs after copying: ${had} rows here, ${has} there. Run the move again.`,
    )
  }
  const rows = [...wanted.values()].reduce((sum, { rows: each }) => sum + each, 0)
  return { table: table.name, rows, pieces: wanted.size, copied }
}

/** Every table, piece by piece; pieces that are there already are not copied again. */
export const moveEvents = async (
  stores: Stores,
  onProgress: (done: { table: string; pieces: number }) => void,
): Promise<MovedTable[]> => {
  const moved: MovedTable[] = []
  for (const table of await tablesOf(stores.from)) {
    let pieces = 0
    moved.push(await moveTable(stores, table, () => onProgress({ table: table.name, pieces: ++pieces })))
  }
  return moved
}
