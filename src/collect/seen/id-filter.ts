/** 64 bytes, one line of the processor's cache, are read for an answer. */
const WORDS_PER_BLOCK = 16
const BITS_PER_ID = 32
const FIRST_LAYER_IDS = 1 << 16
const LARGEST_LAYER_IDS = 1 << 23

type Layer = { words: Uint32Array; blocks: number; ids: number; capacity: number }

const newLayer = (capacity: number): Layer => {
  const blocks = Math.ceil((capacity * BITS_PER_ID) / (WORDS_PER_BLOCK * 32))
  return { words: new Uint32Array(blocks * WORDS_PER_BLOCK), blocks, ids: 0, capacity }
}

const value = new BigUint64Array(1)
const halves = new Uint32Array(value.buffer)

const PROBES = 11

/**
 * Eleven bits of a block, nine bits of the hash for each. The block is chosen by the upper half of the hash, so these come
 * from the lower half, mixed with the upper one's low bits.
 */
const probes = new Uint16Array(PROBES)
const setProbes = (low: number, high: number): void => {
  const second = Math.imul(low ^ (high << 9), 0x85ebca6b)
  const third = Math.imul(second ^ (second >>> 15) ^ high, 0xc2b2ae35)
  const fourth = Math.imul(third ^ (third >>> 13), 0x27d4eb2f)
  probes[0] = low & 511
  probes[1] = (low >>> 9) & 511
  probes[2] = (low >>> 18) & 511
  probes[3] = (second >>> 5) & 511
  probes[4] = (second >>> 14) & 511
  probes[5] = (second >>> 23) & 511
  probes[6] = (third >>> 14) & 511
  probes[7] = (third >>> 23) & 511
  probes[8] = (fourth >>> 5) & 511
  probes[9] = (fourth >>> 14) & 511
  probes[10] = (fourth >>> 23) & 511
}

/**
 * A blocked Bloom filter over 64-bit hashes that grows by layers: "never seen" is certain, "seen" is wrong for about one
 * in two hundred thousand a layer and must be looked up. 4 bytes an id when full; the first layer takes 260 kB.
 */
export class IdFilter {
  readonly #layers: Layer[] = []

  has(id: bigint): boolean {
    if (this.#layers.length === 0) return false
    value[0] = id
    const high = halves[1] as number
    setProbes(halves[0] as number, high)
    for (const layer of this.#layers) if (hasProbes(layer, high)) return true
    return false
  }

  add(id: bigint): void {
    let layer = this.#layers.at(-1)
    if (layer === undefined || layer.ids >= layer.capacity) {
      layer = newLayer(layer ? Math.min(layer.capacity * 2, LARGEST_LAYER_IDS) : FIRST_LAYER_IDS)
      this.#layers.push(layer)
    }
    value[0] = id
    const high = halves[1] as number
    setProbes(halves[0] as number, high)
    const block = blockOf(layer, high)
    for (let index = 0; index < PROBES; index++) {
      const bit = probes[index] as number
      const word = block + (bit >>> 5)
      layer.words[word] = (layer.words[word] as number) | (1 << (bit & 31))
    }
    layer.ids++
  }

  /** So many ids come at once: they share one layer, since every layer adds to what is wrong. */
  reserve(ids: number): void {
    const layer = this.#layers.at(-1)
    const room = layer ? layer.capacity - layer.ids : 0
    if (ids > room) this.#layers.push(newLayer(Math.min(Math.max(ids, FIRST_LAYER_IDS), LARGEST_LAYER_IDS)))
  }

  get bytes(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.words.byteLength, 0)
  }

  get ids(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.ids, 0)
  }
}

const blockOf = (layer: Layer, high: number): number =>
  Math.floor((high / 4_294_967_296) * layer.blocks) * WORDS_PER_BLOCK

const hasProbes = (layer: Layer, high: number): boolean => {
  const block = blockOf(layer, high)
  for (let index = 0; index < PROBES; index++) {
    const bit = probes[index] as number
    if (((layer.words[block + (bit >>> 5)] as number) & (1 << (bit & 31))) === 0) return false
  }
  return true
}
