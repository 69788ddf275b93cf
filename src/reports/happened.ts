import type { Goal } from '../contract/goal.ts'
import { type EventStore, happenedRollup, nameBits, type QueryOptions, type RollupPeriod } from '../events/index.ts'
import { namesOf } from '../goals/index.ts'

/** What happened in a period, known from a few rows of the roll-up before anything large is asked. */
export type Happened = {
  /** Where visits came from, sorted; '' of what nobody did on the site. */
  channels: readonly string[]
  /** The marks that happened. */
  bits: bigint
}

/** Of the filters those by channel are heeded. */
export const askHappened = async (
  events: EventStore,
  { filters, ...period }: RollupPeriod,
  options: QueryOptions,
): Promise<Happened> => {
  const known = filters.filter(({ field }) => field === 'channel')
  const rows = await events.query<{ came_by: string; bits: string }>(happenedRollup({ ...period, filters: known }), {
    ...options,
    isLarge: false,
  })
  return {
    channels: rows.map(({ came_by }) => came_by).sort(),
    bits: rows.reduce((all, { bits }) => all | BigInt(bits), 0n),
  }
}

/** The goals that can have conversions: what never happened is not worth a look at the events. */
export const goalsThatHappened = (goals: readonly Goal[], { bits }: Happened): Goal[] =>
  goals.filter(({ condition }) => [...namesOf(condition)].some((name) => (nameBits(name) & bits) !== 0n))
