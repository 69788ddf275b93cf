import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Random, randomText } from '../../platform/random.ts'
import { Refusal } from '../errors.ts'

export type StoredUpload = { id: string; site: string; file: string; path: string; bytes: number }

/** Bytes of one file. */
export const uploadBytes = 4 * 1024 ** 3
const KEPT_MS = 24 * 3_600_000
const validId = /^[A-Za-z0-9_-]{1,40}$/

/** Files that were sent and not imported yet: a folder each, with the file and what is known of it. */
export class Uploads {
  readonly #folder: string
  readonly #random: Random

  constructor(dataDir: string, random: Random) {
    this.#folder = join(dataDir, 'uploads')
    this.#random = random
  }

  /** Rejects with a Refusal when the file is too large or ends in the middle; then nothing is kept. */
  async save(site: string, file: string, body: Readable): Promise<StoredUpload> {
    const id = randomText(this.#random, 16)
    const folder = join(this.#folder, id)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const path = join(folder, 'file')
    let bytes = 0
    const counted = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        bytes += chunk.length
        if (bytes > uploadBytes) throw new Refusal('too_large')
        yield chunk
      }
    }
    try {
      await pipeline(body, counted, createWriteStream(path, { mode: 0o600 }))
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
    const upload: StoredUpload = { id, site, file, path, bytes }
    await writeFile(join(folder, 'upload.json'), JSON.stringify({ site, file, bytes }), { mode: 0o600 })
    return upload
  }

  /** Rejects with a Refusal when the site has no such upload (any more). */
  async find(site: string, id: string): Promise<StoredUpload> {
    const note = join(this.#folder, id, 'upload.json')
    if (!validId.test(id) || !existsSync(note)) throw new Refusal('upload_not_found')
    const known = JSON.parse(await readFile(note, 'utf8')) as { site: string; file: string; bytes: number }
    if (known.site !== site) throw new Refusal('upload_not_found')
    return { id, ...known, path: join(this.#folder, id, 'file') }
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#folder, id), { recursive: true, force: true })
  }

  /** What nobody imported for a day. */
  async removeOld(now: number): Promise<void> {
    if (!existsSync(this.#folder)) return
    for (const id of await readdir(this.#folder)) {
      const { mtimeMs } = await stat(join(this.#folder, id))
      if (mtimeMs < now - KEPT_MS) await this.remove(id)
    }
  }
}
