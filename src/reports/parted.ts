import type { Goal } from '../contract/goal.ts'
import { markOf } from '../events/index.ts'
import { conditionBits, nameIn, namesOf, plainNames } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { bitIn, column, u64, wordOf, wordsFor } from './bits.ts'
import { whenSql } from './measures.ts'
import type { SiteFacts } from './rows.ts'

/** The goals of a plan by how they are found: the marks of the roll-up tell them, or each is a condition of its own. */
export type Parted = {
  told: readonly { goal: Goal; bits: bigint }[]
  /** A goal's place in this list is its bit of `met`. */
  special: readonly Goal[]
  /** Those of either kind that count once a session or a person; the place in this list is their bit of `once`. */
  once: readonly Goal[]
}

export const part = (goals: readonly Goal[]): Parted => {
  const found = goals.map((goal) => ({ goal, bits: conditionBits(goal.condition) }))
  return {
    told: found.flatMap(({ goal, bits }) => (bits === undefined ? [] : [{ goal, bits }])),
    special: found.flatMap(({ goal, bits }) => (bits === undefined ? [goal] : [])),
    once: goals.filter(({ counting }) => counting !== 'every'),
  }
}

const any = (conditions: readonly Sql[]): Sql => (conditions.length === 0 ? sql`0` : sql`(${join(conditions, ' OR ')})`)
const sum = (parts: readonly Sql[]): Sql => (parts.length === 0 ? u64(0n) : join(parts, ' + '))

/** The bits that tell any of these goals. */
export const bitsOf = ({ told }: Parted, of: (goal: Goal) => boolean): bigint =>
  told.reduce((all, { goal, bits }) => (of(goal) ? all | bits : all), 0n)

/** True of a row with `bits` (of its marks) and `met` that converts for any of the goals. */
export const convertsFor = (parted: Parted, of: (goal: Goal) => boolean): Sql => {
  const bits = bitsOf(parted, of)
  const mets = wordsFor(parted.special.length).flatMap((word) => {
    const mask = parted.special.reduce(
      (all, goal, place) => (of(goal) && wordOf(place) === word ? all | bitIn(place) : all),
      0n,
    )
    return mask === 0n ? [] : [sql`bitAnd(${column('met', word)}, ${u64(mask)}) != 0`]
  })
  return any([...(bits === 0n ? [] : [sql`bitAnd(bits, ${u64(bits)}) != 0`]), ...mets])
}

/** Bits of conditions as columns of 64 each. */
const words = (name: string, conditions: readonly Sql[]): Sql[] =>
  wordsFor(conditions.length).map((word) => {
    const bits = conditions.flatMap((condition, place) =>
      wordOf(place) === word ? [sql`if(${condition}, ${u64(bitIn(place))}, ${u64(0n)})`] : [],
    )
    return sql`${sum(bits)} AS ${column(name, word)}`
  })

/** Which special goals a row of events meets (met_0, …); those that are not among `wanted` are not looked for. */
export const metColumns = ({ special }: Parted, facts: SiteFacts, wanted: readonly Goal[] = special): Sql[] =>
  words(
    'met',
    special.map((goal) => (wanted.includes(goal) ? whenSql(goal, facts) : sql`0`)),
  )

/** For which of the goals that count once a row converts (once_0, …). */
export const onceColumns = (parted: Parted): Sql[] =>
  words(
    'once',
    parted.once.map((goal) => convertsFor(parted, (other) => other === goal)),
  )

/** The bits of some of the goals that count once, a number for each column of onceColumns. */
export const onceBits = ({ once }: Parted, of: (goal: Goal) => boolean): bigint[] =>
  wordsFor(once.length).map((word) =>
    once.reduce((bits, goal, place) => (of(goal) && wordOf(place) === word ? bits | bitIn(place) : bits), 0n),
  )

export const purchaseBit = 1n << BigInt(markOf('purchase'))
export const bitsOfMark = (mark: number): bigint => (mark < 64 ? 1n << BigInt(mark) : 0n)

/** Goals that are names are read apart from those that look into paths and properties, which are dear to read. */
export const byCost = (special: readonly Goal[]): Goal[][] => {
  const isLight = ({ condition }: Goal): boolean => plainNames(condition) !== null
  return [special.filter(isLight), special.filter((goal) => !isLight(goal))].filter((some) => some.length > 0)
}

export const namedBy = (goals: readonly Goal[]): Sql =>
  nameIn([...new Set(goals.flatMap(({ condition }) => [...namesOf(condition)]))])
