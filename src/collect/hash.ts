import xxhash from 'xxhash-wasm'

const { h64 } = await xxhash()

/** xxhash64 with seed 0, as ClickHouse's xxHash64(concat(a, '\0', b)). */
export const hash64 = (first: string, second: string): bigint => h64(`${first}\0${second}`)
