import { Import, type NewImport, type Reconciliation } from '../contract/imports.ts'
import { type Random, randomText } from '../platform/random.ts'
import type { ControlTables } from './schema.ts'
import type { ControlDatabase } from './store.ts'

type Row = ControlTables['imports']

const toImport = ({ report, ...row }: Row): Import =>
  Import.parse({ ...row, report: report === '' ? null : JSON.parse(report) })

/** Newest first. */
export const listImports = async (db: ControlDatabase, site: string): Promise<Import[]> => {
  const rows = await db
    .selectFrom('imports')
    .selectAll()
    .where('site', '=', site)
    .orderBy('started', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.map(toImport)
}

export const findImport = async (db: ControlDatabase, site: string, id: string): Promise<Import | undefined> => {
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('site', '=', site)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && toImport(row)
}

export const createImport = async (
  db: ControlDatabase,
  site: string,
  { kind, file, bytes }: NewImport,
  { random, now }: { random: Random; now: number },
): Promise<Import> => {
  const row: Row = {
    ...{ id: randomText(random, 10), site, kind, file, bytes, state: 'running', started: now, finished: null },
    ...{ progress: 0, accepted: 0, problem: '', report: '', resumed: 0 },
  }
  await db.insertInto('imports').values(row).execute()
  return toImport(row)
}

export type ImportChange = Partial<
  Pick<Import, 'state' | 'finished' | 'progress' | 'accepted' | 'problem' | 'resumed'>
> & {
  report?: Reconciliation
}

export const updateImport = async (
  db: ControlDatabase,
  { site, id }: { site: string; id: string },
  { report, ...change }: ImportChange,
): Promise<Import | undefined> => {
  await db
    .updateTable('imports')
    .set({ ...change, ...(report && { report: JSON.stringify(report) }) })
    .where('site', '=', site)
    .where('id', '=', id)
    .execute()
  return findImport(db, site, id)
}

/** An import that has not ended for a day never will: whoever did it is gone. */
const LEFT_MS = 24 * 3_600_000

export const stopLeftImports = async (db: ControlDatabase, now: number): Promise<void> => {
  await db
    .updateTable('imports')
    .set({ state: 'stopped', finished: now })
    .where('state', '=', 'running')
    .where('started', '<', now - LEFT_MS)
    .execute()
}
