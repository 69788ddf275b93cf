import type { ControlDatabase } from './store.ts'

/** What a collector told the others: hashes of 64 bits, of what it is about to store. */
export type CollectorNote = { ids: BigUint64Array; transactions: BigUint64Array; visitors: BigUint64Array }

/** Who was away for longer asks the event store instead. */
const KEPT_MS = 30 * 60_000

const toText = (hashes: BigUint64Array): string =>
  Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength).toString('base64')

const fromText = (text: string): BigUint64Array => {
  const bytes = new Uint8Array(Buffer.from(text, 'base64'))
  return new BigUint64Array(bytes.buffer, 0, Math.floor(bytes.length / 8))
}

/** The last position before a time: reading after it gives everything told since then. */
export const notePositionAt = async (db: ControlDatabase, time: number): Promise<number> => {
  const row = await db
    .selectFrom('collector_notes')
    .select(({ fn }) => fn.max('position').as('position'))
    .where('told', '<', time)
    .executeTakeFirst()
  return Number(row?.position ?? 0)
}

/** What all but one collector told after a position. `missed`: something in between is not kept any more. */
export const readNotes = async (
  db: ControlDatabase,
  { after, except }: { after: number; except: string },
): Promise<{ notes: CollectorNote[]; position: number; missed: boolean }> => {
  const ends = await db
    .selectFrom('collector_notes')
    .select(({ fn }) => [fn.min('position').as('first'), fn.max('position').as('last')])
    .executeTakeFirst()
  const [first, last] = [Number(ends?.first ?? 0), Number(ends?.last ?? 0)]
  const rows = await db
    .selectFrom('collector_notes')
    .select(['ids', 'transactions', 'visitors'])
    .where('position', '>', after)
    .where('position', '<=', last)
    .where('collector', '!=', except)
    .orderBy('position')
    .execute()
  const notes = rows.map(({ ids, transactions, visitors }) => ({
    ids: fromText(ids),
    transactions: fromText(transactions),
    visitors: fromText(visitors),
  }))
  return { notes, position: Math.max(after, last), missed: first > after + 1 }
}

/** Takes somebody out of what is kept. Answers how often they were in it. */
export const eraseFromNotes = async (db: ControlDatabase, isErased: (visitor: bigint) => boolean): Promise<number> => {
  const rows = await db.selectFrom('collector_notes').select(['position', 'visitors']).execute()
  let erased = 0
  for (const { position, visitors } of rows) {
    const before = fromText(visitors)
    const after = before.filter((visitor) => !isErased(visitor))
    if (after.length === before.length) continue
    erased += before.length - after.length
    await db
      .updateTable('collector_notes')
      .set({ visitors: toText(after) })
      .where('position', '=', position)
      .execute()
  }
  return erased
}

/** Call while no other process does. */
export const tellNote = async (
  db: ControlDatabase,
  { collector, note, now }: { collector: string; note: CollectorNote; now: number },
): Promise<void> => {
  await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('collector_notes')
      .select(({ fn }) => fn.max('position').as('position'))
      .executeTakeFirst()
    const position = Number(row?.position ?? 0) + 1
    await transaction
      .insertInto('collector_notes')
      .values({
        ...{ position, collector, told: now },
        ids: toText(note.ids),
        transactions: toText(note.transactions),
        visitors: toText(note.visitors),
      })
      .execute()
    await transaction
      .deleteFrom('collector_notes')
      .where('told', '<', now - KEPT_MS)
      .where('position', '<', position)
      .execute()
  })
}
