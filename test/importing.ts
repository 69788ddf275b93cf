import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import { formatOfKind } from '../src/collect/import/formats/all.ts'
import { importFile } from '../src/collect/import/import-file.ts'
import { recognise } from '../src/collect/import/recognise.ts'
import { type FileReport, ImportOptions } from '../src/contract/imports.ts'

export type Item = Record<string, unknown>
export type Read = { kind: string; made: Item[]; report: FileReport }

/** What a file is taken for, and what becomes of its rows, for a shop in Vilnius. */
const read = async (path: string, options: object = {}): Promise<Read> => {
  const { kind, format } = await recognise(path, path)
  const made: Item[] = []
  const site = { timezone: 'Europe/Vilnius', currency: 'EUR', domains: ['shop.example'] }
  const report = await importFile({
    ...{ path, format, as: formatOfKind(kind), context: { site, options: ImportOptions.parse(options) } },
    send: async (batch) => {
      made.push(...(batch as Item[]))
      return { accepted: batch.length, dropped: [] }
    },
  })
  return { kind, made, report }
}

export const importsFolder = fileURLToPath(new URL('data/imports', import.meta.url))

/** Reads a file of test/data/imports. */
export const file = (name: string, options?: object): Promise<Read> => read(join(importsFolder, name), options)

/** Answers a reader of files with a given content, which are gone when the tests of the file are over. */
export const writtenFiles = () => {
  const folder = mkdtempSync(join(tmpdir(), 'minnow-formats-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return (name: string, content: string | Uint8Array, options?: object): Promise<Read> => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return read(path, options)
  }
}
