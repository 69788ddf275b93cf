const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const values = new Map([...alphabet].map((character, value) => [character, value]))
const BITS_A_CHARACTER = 6

/** The first codes: a character of 8 or of 16 bits follows, and the end. */
const CHARACTER_8 = 0
const CHARACTER_16 = 1
const END = 2
const FIRST_ENTRY = 3

/** Bits of Base64 text; those of a number come with the lowest first. */
const bitsOf = (text: string): ((count: number) => number) => {
  let at = 0
  return (count) => {
    let number = 0
    for (let bit = 0; bit < count; bit++, at++) {
      const value = values.get(text[Math.floor(at / BITS_A_CHARACTER)] ?? '') ?? 0
      const isSet = (value >> (BITS_A_CHARACTER - 1 - (at % BITS_A_CHARACTER))) & 1
      number += isSet * 2 ** bit
    }
    return number
  }
}

/**
 * Text that old versions of posthog-js compressed with lz-string. A few kilobytes may stand for gigabytes, so reading stops
 * with undefined at `limit` characters; also where the text is none of the kind.
 */
export const readLz64 = (text: string, limit: number): string | undefined => {
  const read = bitsOf(text)
  const bits = text.length * BITS_A_CHARACTER
  const entries: string[] = ['', '', '']
  let [width, left, used] = [2, 1, 0]
  let result = ''
  let previous = ''
  while (used < bits) {
    let code = read(width)
    used += width
    if (code === END) return result
    if (code === CHARACTER_8 || code === CHARACTER_16) {
      const size = code === CHARACTER_8 ? 8 : 16
      entries.push(String.fromCharCode(read(size)))
      used += size
      code = entries.length - 1
      if (previous !== '') left -= 1
    }
    if (left === 0) [left, width] = [2 ** width, width + 1]
    const entry = entries[code] ?? (code === entries.length && previous !== '' ? previous + previous.charAt(0) : '')
    if (entry === '' || code < FIRST_ENTRY) return undefined
    result += entry
    if (result.length > limit) return undefined
    if (previous === '') [left, width] = [4, 3]
    else {
      entries.push(previous + entry.charAt(0))
      left -= 1
      if (left === 0) [left, width] = [2 ** width, width + 1]
    }
    previous = entry
  }
  return undefined
}
