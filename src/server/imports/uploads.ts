import { createWriteStream, existsSync } from 'node:fs'
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { FileFormat, ImportKind, ImportOptions } from '../../contract/imports.ts'
import { type Random, randomText } from '../../platform/random.ts'
import { Refusal } from '../http/errors.ts'

export type StoredUpload = { id: string; site: string; file: string; path: string; bytes: number }

const StoredNote = z.object({ site: z.string(), file: z.string(), bytes: z.number() })

/** How an upload is being imported: written down, so that a process that is killed can go on after its next start. */
const ImportPlan = z.object({ import: z.string(), kind: ImportKind, format: FileFormat, options: ImportOptions })
export type ImportPlan = z.infer<typeof ImportPlan>

/** Bytes of one file. */
export const uploadBytes = 4 * 1024 ** 3
const KEPT_MS = 24 * 3_600_000
/** What is being imported waits longer for a process that goes on with it. */
const PLANNED_KEPT_MS = 14 * 24 * 3_600_000
const NOTE = 'upload.json'
const PLAN = 'import.json'
const validId = /^[A-Za-z0-9_-]{1,40}$/

/** Undefined where there is none, where a power cut left half of it, or where a newer Minnow wrote it. */
const readNote = async <Shape extends z.ZodType>(file: string, shape: Shape): Promise<z.output<Shape> | undefined> => {
  try {
    return shape.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** Files that were sent and not imported yet: a folder each, with the file and what is known of it. */
export class Uploads {
  readonly #folder: string
  readonly #random: Random

  /** Several servers may share the folder. */
  constructor(folder: string, random: Random) {
    this.#folder = folder
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
    await writeFile(join(folder, NOTE), JSON.stringify({ site, file, bytes }), { mode: 0o600, flush: true })
    return upload
  }

  /** Rejects with a Refusal when the site has no such upload (any more). */
  async find(site: string, id: string): Promise<StoredUpload> {
    const found = validId.test(id) ? await this.#read(id) : undefined
    if (found?.site !== site) throw new Refusal('upload_not_found')
    return found
  }

  /** Resolves when it is on disk how the upload is to be imported. */
  async plan(id: string, plan: ImportPlan): Promise<void> {
    const file = join(this.#folder, id, PLAN)
    // Whole, or not at all.
    await writeFile(`${file}.new`, JSON.stringify(plan), { mode: 0o600, flush: true })
    await rename(`${file}.new`, file)
    const upload = await open(join(this.#folder, id, 'file'), 'r')
    await upload.sync().finally(() => upload.close())
  }

  /** Uploads that are being imported, by this process or another one, or were when it ended. */
  async planned(): Promise<{ upload: StoredUpload; plan: ImportPlan }[]> {
    if (!existsSync(this.#folder)) return []
    const found: { upload: StoredUpload; plan: ImportPlan }[] = []
    for (const id of await readdir(this.#folder)) {
      const plan = await readNote(join(this.#folder, id, PLAN), ImportPlan)
      const upload = plan && (await this.#read(id))
      if (upload) found.push({ upload, plan })
    }
    return found
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#folder, id), { recursive: true, force: true })
  }

  /** What nobody imported for a day. */
  async removeOld(now: number): Promise<void> {
    if (!existsSync(this.#folder)) return
    for (const id of await readdir(this.#folder)) {
      const folder = join(this.#folder, id)
      // Another server may have removed it meanwhile.
      const known = await stat(folder).catch(() => undefined)
      const keptMs = existsSync(join(folder, PLAN)) ? PLANNED_KEPT_MS : KEPT_MS
      if (known && known.mtimeMs < now - keptMs) await this.remove(id)
    }
  }

  async #read(id: string): Promise<StoredUpload | undefined> {
    const note = await readNote(join(this.#folder, id, NOTE), StoredNote)
    return note && { id, ...note, path: join(this.#folder, id, 'file') }
  }
}
