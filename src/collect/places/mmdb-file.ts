import { PagedFile } from './paged-file.ts'

/*
 * Reads the MaxMind DB format (version 2) from disk, without the whole file in memory: a binary tree of address bits,
 * then values. The published readers of the format want all of it, which is 130 MB here for a handful of look-ups.
 */

const MARKER = Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')
const MOST_METADATA_BYTES = 131_072
/** Between the tree and the values. */
const GAP_BYTES = 16

type Value = string | number | bigint | boolean | Uint8Array | Value[] | { [key: string]: Value }
type Read = { value: Value; next: number }

const kinds = {
  pointer: 1,
  text: 2,
  double: 3,
  bytes: 4,
  map: 7,
  signed: 8,
  wide: 9,
  huge: 10,
  list: 11,
  bool: 14,
  float: 15,
}
/** What a size of 29, 30 or 31 says: how many more bytes tell it, and what is added. */
const longSizes = [
  [1, 29],
  [2, 285],
  [3, 65_821],
] as const
const pointerOffsets = [0, 2_048, 526_336, 0] as const

/** Values as the format writes them; `base` is where its pointers count from. */
class Values {
  readonly #file: PagedFile
  readonly #base: number

  constructor(file: PagedFile, base: number) {
    this.#file = file
    this.#base = base
  }

  read(offset: number): Read {
    const control = this.#file.number(offset, 1)
    let kind = control >> 5
    let next = offset + 1
    if (kind === kinds.pointer) return this.#pointer(control, next)
    if (kind === 0) {
      kind = 7 + this.#file.number(next, 1)
      next++
    }
    let size = control & 31
    const long = longSizes[size - 29]
    if (long) {
      size = long[1] + this.#file.number(next, long[0])
      next += long[0]
    }
    if (kind === kinds.map) return this.#map(size, next)
    if (kind === kinds.list) return this.#list(size, next)
    if (kind === kinds.bool) return { value: size !== 0, next }
    return { value: scalar(kind, this.#file.bytes(next, size)), next: next + size }
  }

  #pointer(control: number, offset: number): Read {
    const size = (control >> 3) & 3
    const told = this.#file.number(offset, size + 1)
    const high = size === 3 ? 0 : (control & 7) * 256 ** (size + 1)
    const target = this.#base + high + told + (pointerOffsets[size] ?? 0)
    return { value: this.read(target).value, next: offset + size + 1 }
  }

  #map(size: number, offset: number): Read {
    const value: { [key: string]: Value } = {}
    let next = offset
    for (let index = 0; index < size; index++) {
      const key = this.read(next)
      const entry = this.read(key.next)
      value[String(key.value)] = entry.value
      next = entry.next
    }
    return { value, next }
  }

  #list(size: number, offset: number): Read {
    const value: Value[] = []
    let next = offset
    for (let index = 0; index < size; index++) {
      const entry = this.read(next)
      value.push(entry.value)
      next = entry.next
    }
    return { value, next }
  }
}

const scalar = (kind: number, bytes: Buffer): Value => {
  if (kind === kinds.text) return bytes.toString('utf8')
  if (kind === kinds.double) return bytes.readDoubleBE()
  if (kind === kinds.float) return bytes.readFloatBE()
  if (kind === kinds.bytes) return Uint8Array.from(bytes)
  if (kind === kinds.wide || kind === kinds.huge) return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`)
  const whole = bytes.length === 0 ? 0 : bytes.readUIntBE(0, bytes.length)
  return kind === kinds.signed ? whole | 0 : whole
}

/** The tree's first steps are taken at once. */
const FIRST_BITS = 16

/** A database of addresses of one family: 4 or 16 bytes. */
export class MmdbFile {
  readonly #file: PagedFile
  readonly #values: Values
  readonly #nodes: number
  readonly #recordBits: number
  readonly #valuesAt: number
  /** The node, or the value, that the first bits of an address lead to; -1 where nobody asked yet. */
  readonly #first = new Int32Array(1 << FIRST_BITS).fill(-1)

  constructor(path: string, { pages }: { pages: number }) {
    this.#file = new PagedFile(path, pages)
    const tail = this.#file.bytes(
      Math.max(0, this.#file.size - MOST_METADATA_BYTES),
      Math.min(this.#file.size, MOST_METADATA_BYTES),
    )
    const marker = tail.lastIndexOf(MARKER)
    if (marker < 0) throw new Error(`${path} is no address database`)
    const metadataAt = this.#file.size - tail.length + marker + MARKER.length
    const metadata = new Values(this.#file, metadataAt).read(metadataAt).value as Record<string, number>
    this.#nodes = metadata.node_count ?? 0
    this.#recordBits = metadata.record_size ?? 0
    const treeBytes = (this.#nodes * this.#recordBits) / 4
    this.#valuesAt = treeBytes + GAP_BYTES
    this.#values = new Values(this.#file, this.#valuesAt)
  }

  /** Where the value of an address is written, for `read`; many addresses share one. */
  find(address: Uint8Array): number | undefined {
    const start = ((address[0] ?? 0) << 8) | (address[1] ?? 0)
    let node = this.#first[start] ?? -1
    if (node === -1) {
      node = this.#walk(0, address, { from: 0, to: FIRST_BITS })
      this.#first[start] = node
    }
    const end = this.#walk(node, address, { from: FIRST_BITS, to: address.length * 8 })
    return end > this.#nodes ? this.#valuesAt + end - this.#nodes - GAP_BYTES : undefined
  }

  /** From a node along the bits of an address, until it leads out of the tree: #nodes is nothing, more is a value. */
  #walk(start: number, address: Uint8Array, bits: { from: number; to: number }): number {
    let node = start
    for (let bit = bits.from; bit < bits.to && node < this.#nodes; bit++) {
      node = this.#child(node, ((address[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1)
    }
    return node
  }

  read(place: number): Record<string, unknown> {
    return this.#values.read(place).value as Record<string, unknown>
  }

  #child(node: number, side: number): number {
    const bytes = this.#recordBits / 4
    const at = node * bytes
    if (this.#recordBits === 24) return this.#file.number(at + side * 3, 3)
    if (this.#recordBits === 32) return this.#file.number(at + side * 4, 4)
    // 28 bits: the byte in the middle has the highest four of each side.
    const middle = this.#file.number(at + 3, 1)
    return side === 0
      ? (middle >> 4) * 0x1000000 + this.#file.number(at, 3)
      : (middle & 15) * 0x1000000 + this.#file.number(at + 4, 3)
  }
}
