import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type Search, streamHolds } from './search-folder.ts'

const streamOf = (file: string): Readable => {
  const stream = createReadStream(file)
  if (!file.endsWith('.gz')) return stream
  const unpacked = createGunzip()
  stream.on('error', (error) => unpacked.destroy(error))
  return stream.pipe(unpacked)
}

/** A log file, and what it became when it was full: `x.log.0`, `x.log.1.gz`. */
const generationsOf = async (file: string): Promise<{ files: string[]; isReadable: boolean }> => {
  const folder = dirname(file)
  const name = basename(file)
  const names = (await readdir(folder)).filter((one) => one === name || one.startsWith(`${name}.`))
  const isKnown = (one: string): boolean => /^(\.\d+)?(\.gz)?$/.test(one.slice(name.length))
  return { files: names.filter(isKnown).map((one) => join(folder, one)), isReadable: names.every(isKnown) }
}

/** Undefined when one of the files is not here, cannot be read, or is packed in a way that is not known. */
export const searchLogs = async (logs: readonly string[], patterns: readonly Buffer[]): Promise<Search | undefined> => {
  const search: Search = { files: 0, bytes: 0, found: [] }
  for (const log of logs) {
    const { files, isReadable } = await generationsOf(log)
    if (!isReadable || files.length === 0) return undefined
    for (const file of files) {
      const { bytes, isFound } = await streamHolds(streamOf(file), patterns)
      search.files += 1
      search.bytes += bytes
      if (isFound) search.found.push(file)
    }
  }
  return search
}
