import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { z } from 'zod'
import { StoreRefused } from '../../store.ts'

/** What wrote the folder last: the version of the package chdb, and of the schema. */
const Mark = z.object({ engine: z.string(), schema: z.number() })

const fileOf = (folder: string): string => join(folder, 'minnow.json')
const { version: engine } = createRequire(import.meta.url)('chdb/package.json') as { version: string }

const isNewer = (one: string, other: string): boolean => one.localeCompare(other, 'en', { numeric: true }) > 0

/** Throws StoreRefused when a newer Minnow wrote the folder, before an older engine changes anything in it. */
export const checkMark = (folder: string, schema: number): void => {
  const file = fileOf(folder)
  if (!existsSync(file)) return
  const mark = Mark.safeParse(JSON.parse(readFileSync(file, 'utf8')))
  if (!mark.success) throw new StoreRefused(`${file} cannot be understood; it says which version wrote this folder.`)
  if (mark.data.schema > schema || isNewer(mark.data.engine, engine)) {
    throw new StoreRefused(
      `The folder ${folder} was written by a newer Minnow (schema ${mark.data.schema}, engine ${mark.data.engine}; this one has ${schema} and ${engine}). Install the newer version again.`,
    )
  }
}

export const writeMark = (folder: string, schema: number): void => {
  const file = fileOf(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify({ engine, schema })}\n`)
  renameSync(`${file}.new`, file)
}
