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
import { askCounts, canUseRollup, channelPlaces, rollupChannelsQuery } from './counts.ts'
import { mostPlaces } from './marks.ts'
import type { MoneyRow } from './money.ts'

/** Channels come from the roll-up where the filters allow it; any other field is read from the events. */
const countBreakdown = async (
  events: EventStore,
  plan: BreakdownPlan,
  options: QueryOptions,
): Promise<Pick<BreakdownPart, 'rows' | 'crossings'>> => {
  if (plan.by === 'channel' && canUseRollup(plan)) {
    const found = await events.query<{ key: string }>(rollupChannelsQuery(plan), options)
    const keys = found.map(({ key }) => key).sort()
    if (keys.length > 0 && keys.length <= mostPlaces) {
      const countsAt = await askCounts(events, { ...plan, places: channelPlaces(keys) }, options)
      return { rows: rowsOfCounts(plan, keys, countsAt), crossings: [] }
    }
  }
  const crossingsQuery = breakdownCrossingsQuery(plan)
  const [rows, crossings] = await Promise.all([
    events.query<BreakdownQueryRow>(breakdownQuery(plan), options),
    crossingsQuery ? events.query<CrossingRow>(crossingsQuery, options) : [],
  ])
  return { rows, crossings }
}

/** Everything a breakdown needs of one span. */
export const askBreakdown = async (
  events: EventStore,
  plan: BreakdownPlan,
  options: QueryOptions,
): Promise<BreakdownPart> => {
  const [goalsQuery, worthQuery] = [breakdownGoalsQuery(plan), breakdownMoneyQuery(plan)]
  const [counted, goals, worth] = await Promise.all([
    countBreakdown(events, plan, options),
    goalsQuery ? events.query<BreakdownGoalRow>(goalsQuery, options) : [],
    worthQuery ? events.query<MoneyRow>(worthQuery, options) : [],
  ])
  return { ...counted, goals, worth }
}
