import { Erasure, type ErasureProof } from '../contract/person.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

/** Somebody who was erased. `marks` are hashes; who it was cannot be read from them. */
export type ErasureMarks = { id: string; site: string; at: number; marks: string[] }

type Row = ControlTables['erasures']

const toErasure = (row: Row): Erasure =>
  Erasure.parse({
    ...{ id: row.id, at: Number(row.at), known_by: JSON.parse(row.known_by), rows_erased: Number(row.rows_erased) },
    finished: row.finished === null ? null : Number(row.finished),
    proof: row.proof === null ? null : JSON.parse(row.proof),
  })

const toMarks = ({ id, site, at, marks }: Pick<Row, 'id' | 'site' | 'at' | 'marks'>): ErasureMarks => ({
  ...{ id, site, at: Number(at) },
  marks: JSON.parse(marks) as string[],
})

export const addErasure = async (
  db: ControlDatabase,
  { marks, ...erasure }: ErasureMarks,
  { knownBy, sealedTraces }: { knownBy: Erasure['known_by']; sealedTraces: string | null },
): Promise<void> => {
  await db
    .insertInto('erasures')
    .values({
      ...{ ...erasure, marks: JSON.stringify(marks), known_by: JSON.stringify(knownBy) },
      ...{ rows_erased: 0, finished: null, proof: null, sealed_traces: sealedTraces },
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}

export const countErased = async (db: ControlDatabase, id: string, rows: number): Promise<void> => {
  await db
    .updateTable('erasures')
    .set((row) => ({ rows_erased: row('rows_erased', '+', rows) }))
    .where('id', '=', id)
    .execute()
}

export const finishErasure = async (
  db: ControlDatabase,
  id: string,
  { at, proof }: { at: number | null; proof: ErasureProof },
): Promise<void> => {
  await db
    .updateTable('erasures')
    .set({ finished: at, proof: JSON.stringify(proof), ...(at !== null && { sealed_traces: null }) })
    .where('id', '=', id)
    .execute()
}

export const findErasure = async (db: ControlDatabase, id: string): Promise<Erasure | undefined> => {
  const row = await db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()
  return row && toErasure(row)
}

/** The newest first. */
export const listErasures = async (db: ControlDatabase, site: string): Promise<Erasure[]> => {
  const rows = await db
    .selectFrom('erasures')
    .selectAll()
    .where('site', '=', site)
    .orderBy('at', 'desc')
    .limit(200)
    .execute()
  return rows.map(toErasure)
}

/** All of them, of every site. */
export const listErasureMarks = async (db: ControlDatabase): Promise<ErasureMarks[]> =>
  (await db.selectFrom('erasures').select(['id', 'site', 'at', 'marks']).orderBy('at').execute()).map(toMarks)

/** Those whose last trace may still be on disk. */
export const unfinishedErasures = async (
  db: ControlDatabase,
): Promise<(ErasureMarks & { sealedTraces: string | null })[]> => {
  const rows = await db
    .selectFrom('erasures')
    .select(['id', 'site', 'at', 'marks', 'sealed_traces'])
    .where('finished', 'is', null)
    .orderBy('at')
    .execute()
  return rows.map((row) => ({ ...toMarks(row), sealedTraces: row.sealed_traces }))
}
