import type { EventStore, QueryOptions } from '../events/index.ts'
import { canUseRollup } from './counts.ts'
import {
  type CountsRow,
  type GoalsPart,
  type GoalsPlan,
  goalsInMask,
  goalsQuery,
  isTold,
  readCounts,
  readWorth,
  type WorthRow,
  worthQuery,
} from './goals.ts'
import { goalsThatHappened } from './happened.ts'

/** As many goals at once as a mask holds; at least one part, which knows how many people there were. */
const inMasks = (plan: GoalsPlan): GoalsPlan[] =>
  Array.from({ length: Math.max(1, Math.ceil(plan.goals.length / goalsInMask)) }, (_, index) => ({
    ...plan,
    goals: plan.goals.slice(index * goalsInMask, (index + 1) * goalsInMask),
  }))

const merged = (maps: readonly ReadonlyMap<string, number>[]): Map<string, number> =>
  new Map(maps.flatMap((map) => [...map]))

/** The roll-up tells what it can of the goals; the others are looked for among the events that they name. */
const partsOf = (plan: GoalsPlan): GoalsPlan[] => {
  if (!canUseRollup(plan)) return inMasks(plan)
  const told = plan.goals.filter((goal) => isTold(goal, plan.facts))
  const special = plan.goals.filter((goal) => !isTold(goal, plan.facts))
  return [
    ...inMasks({ ...plan, goals: told, only: 'told' }),
    ...(special.length === 0 ? [] : inMasks({ ...plan, goals: special, only: 'special' })),
  ]
}

/** Everything the goals report needs of one span: one pass for all goals, and one for what they were worth. */
export const askGoals = async (events: EventStore, asked: GoalsPlan, options: QueryOptions): Promise<GoalsPart> => {
  const plan = { ...asked, goals: goalsThatHappened(asked.goals, asked.happened) }
  const valued = { ...plan, goals: plan.goals.filter(({ value }) => value.kind === 'event') }
  const [parts, worth] = await Promise.all([
    Promise.all(
      partsOf(plan).map(async (part) =>
        readCounts(part, await events.query<CountsRow>(goalsQuery(part), { ...options, gatherings: 2 })),
      ),
    ),
    Promise.all(
      (valued.goals.length === 0 ? [] : inMasks(valued)).map(async (part) =>
        readWorth(part.goals, await events.query<WorthRow>(worthQuery(part), options)),
      ),
    ),
  ])
  return {
    people: parts[0]?.people ?? 0,
    converted: merged(parts.map(({ converted }) => converted)),
    conversions: merged(parts.map(({ conversions }) => conversions)),
    lines: new Map(parts.flatMap(({ lines }) => [...lines])),
    worth: new Map(worth.flat()),
  }
}
