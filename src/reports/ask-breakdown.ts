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
import { askCounts, canUseRollup, placesOfKeys } from './counts.ts'
import type { Happened } from './happened.ts'
import type { MoneyRow } from './money.ts'
import { mostPlaces } from './slots.ts'

const isChannel = ({ by }: BreakdownPlan): boolean => by === 'channel'

/** Every visit has a channel; what nobody did on the site has none. */
const ofVisits: Filter = { field: 'channel', op: 'exists', values: [] }

/** Without what happened, all is read from the events. */
type Asked = BreakdownPlan & { happened?: Happened }

/** Channels come from the roll-up where the filters allow it; any other field is read from the events. */
const rolledUp = (plan: Asked): { happened: Happened; keys: readonly string[] } | null => {
  const { happened } = plan
  if (!happened || !isChannel(plan) || !canUseRollup(plan)) return null
  const keys = happened.keys.filter((channel) => channel !== '')
  return keys.length > 0 && keys.length <= mostPlaces ? { happened, keys } : null
}

const countBreakdown = async (
  events: EventStore,
  asked: Asked,
  options: QueryOptions,
): Promise<Omit<BreakdownPart, 'goals'>> => {
  const plan = isChannel(asked) ? { ...asked, filters: [...asked.filters, ofVisits] } : asked
  const rolled = rolledUp(plan)
  if (rolled) {
    const { happened, keys } = rolled
    const places = { ...placesOfKeys(keys, plan.key), isOfSession: plan.isOfSession }
    const { at, money } = await askCounts(events, { ...plan, happened, places }, options)
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
export const askBreakdown = async (events: EventStore, plan: Asked, options: QueryOptions): Promise<BreakdownPart> => {
  const goalsQuery = breakdownGoalsQuery(plan)
  const [counted, goals] = await Promise.all([
    countBreakdown(events, plan, options),
    goalsQuery ? events.query<BreakdownGoalRow>(goalsQuery, options) : [],
  ])
  return { ...counted, goals }
}
