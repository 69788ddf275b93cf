import type { Filter } from '../contract/report.ts'
import type { EventStore, QueryOptions } from '../events/index.ts'
import {
  type BreakdownGoalRow,
  type BreakdownPart,
  type BreakdownPlan,
  type BreakdownQueryRow,
  breakdownCrossingsQuery,
  breakdownGoalsQuery,
  breakdownMoneyQuery,
  breakdownQuery,
  type CrossingRow,
  rowsOfCounts,
} from './breakdown.ts'
import { moneyRows } from './counted-money.ts'
import { askCounts, canUseRollup, placesOfKeys, rollupChannelsQuery } from './counts.ts'
import type { MoneyRow } from './money.ts'
import { mostPlaces } from './slots.ts'

const isChannel = ({ by }: BreakdownPlan): boolean => by === 'channel'

/** Every visit has a channel; what nobody did on the site has none. */
const ofVisits: Filter = { field: 'channel', op: 'exists', values: [] }

/** Channels come from the roll-up where the filters allow it; any other field is read from the events. */
const askKeys = async (
  events: EventStore,
  plan: BreakdownPlan,
  options: QueryOptions,
): Promise<readonly string[] | null> => {
  if (!isChannel(plan) || !canUseRollup(plan)) return null
  const found = await events.query<{ key: string }>(rollupChannelsQuery(plan), { ...options, isLarge: false })
  const keys = found.map(({ key }) => key).sort()
  return keys.length > 0 && keys.length <= mostPlaces ? keys : null
}

const countBreakdown = async (
  events: EventStore,
  asked: BreakdownPlan,
  options: QueryOptions,
): Promise<Omit<BreakdownPart, 'goals'>> => {
  const plan = isChannel(asked) ? { ...asked, filters: [...asked.filters, ofVisits] } : asked
  const keys = await askKeys(events, plan, options)
  if (keys) {
    const places = { ...placesOfKeys(keys, plan.key), isOfSession: plan.isOfSession }
    const { at, money } = await askCounts(events, { ...plan, places }, options)
    return { rows: rowsOfCounts(plan, keys, at), crossings: [], worth: moneyRows(keys, money) }
  }
  const [crossingsQuery, worthQuery] = [breakdownCrossingsQuery(plan), breakdownMoneyQuery(plan)]
  const [rows, crossings, worth] = await Promise.all([
    events.query<BreakdownQueryRow>(breakdownQuery(plan), options),
    crossingsQuery ? events.query<CrossingRow>(crossingsQuery, options) : [],
    worthQuery ? events.query<MoneyRow>(worthQuery, options) : [],
  ])
  return { rows, crossings, worth }
}

/** Everything a breakdown needs of one span. */
export const askBreakdown = async (
  events: EventStore,
  plan: BreakdownPlan,
  options: QueryOptions,
): Promise<BreakdownPart> => {
  const goalsQuery = breakdownGoalsQuery(plan)
  const [counted, goals] = await Promise.all([
    countBreakdown(events, plan, options),
    goalsQuery ? events.query<BreakdownGoalRow>(goalsQuery, options) : [],
  ])
  return { ...counted, goals }
}
