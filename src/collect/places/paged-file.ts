import { openSync, readSync, statSync } from 'node:fs'

const PAGE_BYTES = 4_096

/**
 * A file that is far larger than what is asked of it: read page by page, each kept until another takes its place. Reading
 * is synchronous, a few microseconds a page where the system has it in memory.
 */
export class PagedFile {
  readonly size: number
  readonly #descriptor: number
  readonly #pages: Buffer
  /** Which page each place holds; -1 none. A page has one place only, so that finding it costs nothing. */
  readonly #held: Int32Array

  constructor(file: string, pages: number) {
    this.#descriptor = openSync(file, 'r')
    this.size = statSync(file).size
    this.#pages = Buffer.alloc(pages * PAGE_BYTES)
    this.#held = new Int32Array(pages).fill(-1)
  }

  /** Good until the next call: it may be a view of a page. */
  bytes(offset: number, length: number): Buffer {
    const start = this.#start(offset)
    if ((offset % PAGE_BYTES) + length <= PAGE_BYTES) return this.#pages.subarray(start, start + length)
    const out = Buffer.alloc(length)
    for (let done = 0; done < length; ) {
      const from = this.#start(offset + done)
      const left = PAGE_BYTES - ((offset + done) % PAGE_BYTES)
      done += this.#pages.copy(out, done, from, from + Math.min(left, length - done))
    }
    return out
  }

  /** A whole number of up to six bytes, the highest first. */
  number(offset: number, length: number): number {
    if ((offset % PAGE_BYTES) + length > PAGE_BYTES) return this.bytes(offset, length).readUIntBE(0, length)
    return this.#pages.readUIntBE(this.#start(offset), length)
  }

  /** Where in memory the byte is, its page read in. */
  #start(offset: number): number {
    const page = Math.floor(offset / PAGE_BYTES)
    const place = page % this.#held.length
    if (this.#held[place] !== page) {
      this.#held[place] = -1
      readSync(this.#descriptor, this.#pages, place * PAGE_BYTES, PAGE_BYTES, page * PAGE_BYTES)
      this.#held[place] = page
    }
    return place * PAGE_BYTES + (offset % PAGE_BYTES)
  }
}
