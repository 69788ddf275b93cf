/** 64 bytes, one line of the processor's cache, are read for an answer. */
const WORDS_PER_BLOCK = 16
const BITS_PER_ID = 20
const PROBES = 8
const FIRST_LAYER_IDS = 1 << 16
const LARGEST_LAYER_IDS = 1 << 23

type Layer = { words: Uint32Array; blocks: number; ids: number; capacity: number }

const newLayer = (capacity: number): Layer => {
  const blocks = Math.ceil((capacity * BITS_PER_ID) / (WORDS_PER_BLOCK * 32))
  return { words: new Uint32Array(blocks * WORDS_PER_BLOCK), blocks, ids: 0, capacity }
}

const value = new BigUint64Array(1)
const halves = new Uint32Array(value.buffer)

/**
 * A blocked Bloom filter over 64-bit hashes that grows by layers: "never seen" is certain, "seen" is wrong for about one
 * in several thousand and must be looked up. 2.5 bytes an id when full; the first layer takes 160 kB.
 */
export class IdFilter {
  readonly #layers: Layer[] = []

  has(id: bigint): boolean {
    if (this.#layers.length === 0) return false
    value[0] = id
    const low = halves[0] as number
    const high = halves[1] as number
    for (const layer of this.#layers) if (probe(layer, { low, high })) return true
    return false
  }

  add(id: bigint): void {
    let layer = this.#layers.at(-1)
    if (layer === undefined || layer.ids >= layer.capacity) {
      layer = newLayer(layer ? Math.min(layer.capacity * 2, LARGEST_LAYER_IDS) : FIRST_LAYER_IDS)
      this.#layers.push(layer)
    }
    value[0] = id
    const low = halves[0] as number
    const block = Math.floor(((halves[1] as number) / 4_294_967_296) * layer.blocks) * WORDS_PER_BLOCK
    let bit = low & 511
    const stride = (low >>> 9) | 1
    for (let index = 0; index < PROBES; index++) {
      const word = block + (bit >>> 5)
      layer.words[word] = (layer.words[word] as number) | (1 << (bit & 31))
      bit = (bit + stride + index) & 511
    }
    layer.ids++
  }

  get bytes(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.words.byteLength, 0)
  }

  get ids(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.ids, 0)
  }
}

const probe = (layer: Layer, { low, high }: { low: number; high: number }): boolean => {
  const block = Math.floor((high / 4_294_967_296) * layer.blocks) * WORDS_PER_BLOCK
  let bit = low & 511
  const stride = (low >>> 9) | 1
  for (let index = 0; index < PROBES; index++) {
    if (((layer.words[block + (bit >>> 5)] as number) & (1 << (bit & 31))) === 0) return false
    bit = (bit + stride + index) & 511
  }
  return true
}
