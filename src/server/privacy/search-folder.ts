import { createReadStream } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'

export type Search = { files: number; bytes: number; found: string[] }

const CHUNK_BYTES = 1_048_576

/** Reads until one of these bytes is found. */
export const streamHolds = async (
  stream: AsyncIterable<unknown>,
  patterns: readonly Buffer[],
): Promise<{ bytes: number; isFound: boolean }> => {
  const longest = Math.max(0, ...patterns.map((pattern) => pattern.length))
  let bytes = 0
  let tail = Buffer.alloc(0)
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length
    // What lies across two chunks is found, too.
    const text = Buffer.concat([tail, chunk as Buffer])
    if (patterns.some((pattern) => text.includes(pattern))) return { bytes, isFound: true }
    tail = text.subarray(Math.max(0, text.length - longest + 1))
  }
  return { bytes, isFound: false }
}

/** Reads every file of a folder for any of these bytes. A file that goes away meanwhile holds nothing any more. */
export const searchFolder = async (folder: string, patterns: readonly Buffer[]): Promise<Search> => {
  const search: Search = { files: 0, bytes: 0, found: [] }
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const result = await streamHolds(createReadStream(file, { highWaterMark: CHUNK_BYTES }), patterns).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      },
    )
    if (!result) continue
    search.files += 1
    search.bytes += result.bytes
    if (result.isFound) search.found.push(relative(folder, file))
  }
  return search
}
