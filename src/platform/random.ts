import { randomBytes } from 'node:crypto'

/** The only source of chance for the server; tests pass their own. */
export type Random = { bytes(count: number): Uint8Array }

export const systemRandom: Random = { bytes: (count) => randomBytes(count) }

const alphabet = '0123456789abcdefghijkmnpqrstuvwxyz'

/** Letters and digits that are not easily mistaken for each other; about 5 bits each. */
export const randomText = (random: Random, length: number): string =>
  Array.from(random.bytes(length), (byte) => alphabet[byte % alphabet.length]).join('')
