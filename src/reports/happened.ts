import type { Goal } from '../contract/goal.ts'
import { type EventStore, happenedRollup, nameBits, type QueryOptions, type RollupPeriod } from '../events/index.ts'
import { namesOf } from '../goals/index.ts'
import type { Sql } from '../platform/sql.ts'
import { bitsOfMark } from './parted.ts'

/** Events of a key with one mark, and the sessions that they opened. */
type Tally = { key: string; mark: number; events: number; opened: number }

/** What happened in a period, known from a few rows of the roll-up before anything large is asked. */
export type Happened = {
  tally: readonly Tally[]
  /** The keys there are, sorted. */
  keys: readonly string[]
  /** The marks that happened. */
  bits: bigint
}

/** By a key over (quarter, channel). Of the filters those by channel are heeded. */
export const askHappened = async (
  events: EventStore,
  { filters, key, ...period }: RollupPeriod & { key: Sql },
  options: QueryOptions,
): Promise<Happened> => {
  const known = filters.filter(({ field }) => field === 'channel')
  const rows = await events.query<{ key: string | number; mark: number; n: string; opened: string }>(
    happenedRollup({ ...period, filters: known }, key),
    { ...options, isLarge: false },
  )
  return {
    tally: rows.map(({ key, mark, n, opened }) => {
      return { key: String(key), mark, events: Number(n), opened: Number(opened) }
    }),
    keys: [...new Set(rows.map(({ key }) => String(key)))].sort(),
    bits: rows.reduce((all, { mark }) => all | bitsOfMark(mark), 0n),
  }
}

/** The goals that can have conversions: what never happened is not worth a look at the events. */
export const goalsThatHappened = (goals: readonly Goal[], { bits }: Happened): Goal[] =>
  goals.filter(({ condition }) => [...namesOf(condition)].some((name) => (nameBits(name) & bits) !== 0n))
