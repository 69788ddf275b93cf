import type { EventStore, QueryOptions } from '../events/index.ts'
import { goalsInMask } from './counted-rows.ts'
import {
  type CountsRow,
  type GoalsPart,
  type GoalsPlan,
  type LineRow,
  lineQuery,
  peopleQuery,
  reachedQuery,
  readCounts,
  readLines,
  readWorth,
  type WorthRow,
  worthQuery,
} from './goals.ts'

const countings = ['every', 'session', 'person'] as const

/** As many goals at once as a mask holds. */
const inMasks = (plan: GoalsPlan): GoalsPlan[] =>
  Array.from({ length: Math.ceil(plan.goals.length / goalsInMask) }, (_, index) => ({
    ...plan,
    goals: plan.goals.slice(index * goalsInMask, (index + 1) * goalsInMask),
  }))

const total = (line: ReadonlyMap<number, number>): number => [...line.values()].reduce((sum, count) => sum + count, 0)

/** Everything the goals report needs of one span: a few queries, each over the events that the goals name. */
export const askGoals = async (events: EventStore, plan: GoalsPlan, options: QueryOptions): Promise<GoalsPart> => {
  const only = (keep: (goal: GoalsPlan['goals'][number]) => boolean): GoalsPlan[] =>
    inMasks({ ...plan, goals: plan.goals.filter(keep) })
  const reached = async (part: GoalsPlan, who: 'session' | 'person') =>
    readCounts(part.goals, await events.query<CountsRow>(reachedQuery(part, who), options))
  const [people, converted, sessions, lines, worth] = await Promise.all([
    events.query<{ people: string }>(peopleQuery(plan), options),
    Promise.all(only(() => true).map((part) => reached(part, 'person'))),
    Promise.all(only(({ counting }) => counting === 'session').map((part) => reached(part, 'session'))),
    Promise.all(
      countings.flatMap((counting) =>
        only((goal) => goal.counting === counting).map(async (part) =>
          readLines(part.goals, await events.query<LineRow>(lineQuery(part, counting), options)),
        ),
      ),
    ),
    Promise.all(
      only(({ value }) => value.kind === 'event').map(async (part) =>
        readWorth(part.goals, await events.query<WorthRow>(worthQuery(part), options)),
      ),
    ),
  ])
  const byPerson = new Map(converted.flat())
  const bySession = new Map(sessions.flat())
  const lineOf = new Map(lines.flat())
  const conversions = plan.goals.map(({ id, counting }): [string, number] => {
    if (counting === 'every') return [id, total(lineOf.get(id) ?? new Map())]
    return [id, (counting === 'session' ? bySession : byPerson).get(id) ?? 0]
  })
  return {
    people: Number(people[0]?.people ?? 0),
    converted: byPerson,
    conversions: new Map(conversions),
    lines: lineOf,
    worth: new Map(worth.flat()),
  }
}
