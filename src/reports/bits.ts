import { bind, join, raw, type Sql, sql } from '../platform/sql.ts'

/** Bits of goals and of places, 64 in a column: name_0, name_1, … */

export const perWord = 64

export const wordsFor = (count: number): number[] =>
  Array.from({ length: Math.ceil(count / perWord) }, (_, word) => word)
export const wordOf = (place: number): number => Math.floor(place / perWord)
export const bitIn = (place: number): bigint => 1n << BigInt(place % perWord)

export const column = (name: string, word: number): Sql => raw(`${name}_${word}`)
export const list = (columns: readonly Sql[]): Sql => join(columns, ', ')
export const anySet = (columns: readonly Sql[]): Sql =>
  join(
    columns.map((name) => sql`${name} != 0`),
    ' OR ',
  )
export const u64 = (bits: bigint): Sql => bind(bits, 'UInt64')
