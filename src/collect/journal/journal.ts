import { mkdir, readdir, readFile, stat, unlink } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { StoreUnavailable } from '../../events/index.ts'
import { decodeRecords, encodeRecord, type StoredRow } from './record.ts'
import type { WriteOrder, WriteReport } from './write-thread.ts'

const SEGMENT_BYTES = 8 * 1024 * 1024
const segmentName = /^(\d{8})\.log$/

type Segment = { file: string; bytes: number; unstored: number }

/** Where the rows of one write are. */
export type Place = { segment: Segment; from: number; to: number }

/**
 * Where accepted events are safe before they are in the event store: a file that is synced before the answer. An insert
 * costs the store tens of milliseconds of work whatever its size, a sync about one; so requests wait for the sync, and
 * the store gets few large inserts. Files whose rows are all stored are deleted.
 */
export class Journal {
  readonly #folder: string
  readonly #thread: Worker
  #number: number
  #current: Segment
  #reports: { resolve: () => void; reject: (error: Error) => void } | undefined
  #bytes = 0

  private constructor(folder: string, { number, bytes }: { number: number; bytes: number }) {
    this.#folder = folder
    this.#number = number
    this.#bytes = bytes
    this.#current = this.#newSegment()
    const script = new URL(`./write-thread${extname(import.meta.url)}`, import.meta.url)
    this.#thread = new Worker(script)
    this.#thread.unref()
    this.#thread.on('message', ({ error }: WriteReport) => this.#settle(error))
    this.#thread.on('error', (error) => this.#settle(error.message))
    this.#thread.on('exit', () => this.#settle('the journal is closed'))
  }

  /** The journal, and the files with rows that an earlier process accepted and may not have stored. */
  static async open(folder: string): Promise<{ journal: Journal; left: Segment[] }> {
    await mkdir(folder, { recursive: true })
    const names = (await readdir(folder)).filter((name) => segmentName.test(name)).sort()
    const left: Segment[] = []
    for (const name of names) {
      const file = join(folder, name)
      left.push({ file, bytes: (await stat(file)).size, unstored: 0 })
    }
    const number = Number(segmentName.exec(names.at(-1) ?? '')?.[1] ?? 0)
    const bytes = left.reduce((sum, segment) => sum + segment.bytes, 0)
    return { journal: new Journal(folder, { number, bytes }), left }
  }

  /** Every acknowledged row of a file. */
  async read({ file }: Segment): Promise<StoredRow[]> {
    return decodeRecords(await readFile(file))
  }

  /** The rows of places that are not stored yet. */
  async readPlaces(places: readonly Place[]): Promise<StoredRow[][]> {
    const files = new Map<Segment, Buffer>()
    for (const { segment } of places) if (!files.has(segment)) files.set(segment, await readFile(segment.file))
    return places.map(({ segment, from, to }) => decodeRecords(files.get(segment)?.subarray(from, to) ?? Buffer.of()))
  }

  /** Resolves with the place when the rows are on disk; one call at a time. Rejects with StoreUnavailable. */
  async append(rows: readonly StoredRow[]): Promise<Place> {
    const data = encodeRecord(rows)
    if (this.#current.bytes > SEGMENT_BYTES) this.#current = this.#newSegment()
    const segment = this.#current
    const from = segment.bytes
    segment.bytes += data.length
    this.#bytes += data.length
    segment.unstored += rows.length
    try {
      await new Promise<void>((resolve, reject) => {
        this.#reports = { resolve, reject }
        this.#thread.ref()
        const order: WriteOrder = { file: segment.file, data }
        this.#thread.postMessage(order)
      })
    } catch (error) {
      // What was half written would hide everything after it.
      this.#current = this.#newSegment()
      await this.stored(segment, rows.length)
      throw error
    }
    return { segment, from, to: from + data.length }
  }

  /** Says that rows of a segment are in the event store. */
  async stored(segment: Segment, rows: number): Promise<void> {
    segment.unstored -= rows
    if (segment.unstored > 0 || segment === this.#current) return
    this.#bytes -= segment.bytes
    // Said twice, it is taken off once.
    segment.bytes = 0
    await unlink(segment.file).catch(() => undefined)
  }

  /** Begins a new file, so that the present one goes as soon as its rows are stored. */
  async turn(): Promise<void> {
    const last = this.#current
    if (last.bytes === 0) return
    this.#current = this.#newSegment()
    await this.stored(last, 0)
  }

  /** Whether more rows may still be written into it. */
  isOpen(segment: Segment): boolean {
    return segment === this.#current
  }

  /** On disk, stored rows of files that are not done included. */
  get bytes(): number {
    return this.#bytes
  }

  /** Call when nothing is being written. A journal whose rows are all stored leaves no file. */
  async close(): Promise<void> {
    const last = this.#current
    if (last.unstored === 0) await unlink(last.file).catch(() => undefined)
    await this.#thread.terminate()
  }

  #newSegment(): Segment {
    this.#number++
    return { file: join(this.#folder, `${String(this.#number).padStart(8, '0')}.log`), bytes: 0, unstored: 0 }
  }

  #settle(error: string | null): void {
    const waiting = this.#reports
    this.#reports = undefined
    this.#thread.unref()
    if (error === null) waiting?.resolve()
    else waiting?.reject(new StoreUnavailable(`The journal could not be written: ${error}`))
  }
}

export type { Segment }
