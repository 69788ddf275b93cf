import { crossingsRollup, didAnyOf, onQuarters, peopleRollup, tallyRollup } from '../events/index.ts'
import { nameIn } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import {
  convertedSql,
  namesOfNamed,
  openedOutside,
  partForRollup,
  rounds,
  specialConversions,
  specialRows,
} from './counted-rows.ts'
import { type OverviewPlan, type OverviewRow, startSql } from './overview.ts'
import { personSql } from './rows.ts'

/**
 * The overview without filters, from what the store keeps by quarter of an hour: the same figures as from the events
 * (a test holds one against the other), without reading them. Only goals that ask for more than a name are looked
 * up among their own events.
 */
export const canUseRollup = (plan: OverviewPlan): boolean => plan.filters.length === 0 && onQuarters(plan)

const bucketOfQuarter = (plan: OverviewPlan): Sql => startSql(plan, sql`toUnixTimestamp(quarter)`)

export const tallyQuery = (plan: OverviewPlan): Sql => {
  const named = rounds(partForRollup(plan.goals)).map((names) => sql` + sumIf(events, ${nameIn(names)})`)
  return sql`SELECT ${bucketOfQuarter(plan)} AS start, grouping(start) AS together, sum(events) AS happened,
      sumIf(events, name = 'page_view') AS page_views, 0${join(named, '')} AS micro, sum(sessions_opened) AS opened
    FROM ${tallyRollup(plan)} GROUP BY start WITH ROLLUP`
}

export const peopleQuery = (plan: OverviewPlan): Sql => {
  const parted = partForRollup(plan.goals)
  const did = parted.named.length === 0 ? sql`0` : (didAnyOf(namesOfNamed(parted)) ?? sql`0`)
  const columns = sql`${startSql(plan, sql`toUnixTimestamp(ts)`)} AS start, ${personSql(plan.facts)} AS person, session,
    toUInt64(0) AS names`
  // The events come first: after one of the table's projections, the engine finds no column of the table itself.
  const first = parted.special.length === 0 ? sql`` : sql`${specialRows(plan, parted, columns)} UNION ALL`
  return sql`SELECT start, grouping(start) AS together, uniqExact(person) AS people,
      ${specialConversions(parted, 'macro')} AS macro, uniqExactIf(person, ${convertedSql(parted, 'macro', sql`0`)}) AS macro_people,
      ${specialConversions(parted, 'micro')} AS micro, uniqExactIf(person, ${convertedSql(parted, 'micro', did)}) AS micro_people
    FROM (${first} SELECT ${bucketOfQuarter(plan)} AS start, ${personSql(plan.facts)} AS person, toUInt64(0) AS session, names,
        toUInt16(0) AS goal FROM ${peopleRollup(plan)})
    GROUP BY start WITH ROLLUP`
}

/** Sessions seen in a span that another one opened. */
export const crossingsQuery = (plan: OverviewPlan): Sql =>
  sql`SELECT start, grouping(start) AS together, uniqExactIf(session, elsewhere) AS between, uniqExactIf(session, outside) AS beyond
    FROM (SELECT session, opened AS started, ${bucketOfQuarter(plan)} AS start, ${openedOutside(plan)} AS outside,
        outside OR ${startSql(plan, sql`toUnixTimestamp(opened)`)} != start AS elsewhere FROM ${crossingsRollup(plan)})
    GROUP BY start WITH ROLLUP`

type Figure = number | string
type Place = { start: Figure; together: Figure }
export type TallyRow = Place & Record<'happened' | 'page_views' | 'micro' | 'opened', Figure>
export type PeopleRow = Place & Record<'people' | 'macro' | 'macro_people' | 'micro' | 'micro_people', Figure>
export type CrossingsRow = Place & Record<'between' | 'beyond', Figure>

const placeOf = ({ start, together }: Place): string => (Number(together) === 1 ? 'together' : String(start))
const byPlace = <Row extends Place>(rows: readonly Row[]) => new Map(rows.map((row) => [placeOf(row), row]))

/** The rows that overviewQuery would have given. */
export const joinRollup = (parts: {
  tally: readonly TallyRow[]
  people: readonly PeopleRow[]
  crossings: readonly CrossingsRow[]
}): OverviewRow[] => {
  const people = byPlace(parts.people)
  const crossings = byPlace(parts.crossings)
  return parts.tally.map((tally) => {
    const some = people.get(placeOf(tally))
    const crossing = crossings.get(placeOf(tally))
    const reachingIn = Number(tally.together) === 1 ? crossing?.beyond : crossing?.between
    return {
      start: tally.start,
      together: tally.together,
      people: some?.people ?? 0,
      sessions: Number(tally.opened) + Number(reachingIn ?? 0),
      events: tally.happened,
      page_views: tally.page_views,
      macro: some?.macro ?? 0,
      macro_people: some?.macro_people ?? 0,
      micro: Number(tally.micro) + Number(some?.micro ?? 0),
      micro_people: some?.micro_people ?? 0,
    }
  })
}
