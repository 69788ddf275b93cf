import type { ContactRow } from '../contract/contacts.ts'
import { filtersSql, personSql, propertyText, withPeople } from '../events/index.ts'
import { type Sql, sql } from '../platform/sql.ts'
import { wilson } from '../platform/statistics/rates.ts'
import { instantSql, type Rows } from './rows.ts'

/**
 * Intended against confirmed contacts: `contact` is a tap, `contact_confirmed` what a chat's webhook (or the shop's own
 * server) told of. Both name the network as `method`, and belong to the same person when the chat named the tap.
 */

/** How long after the tap a contact still counts as what it led to. */
export const contactDays = 30
const WINDOW_MS = contactDays * 86_400_000
/** A chat's clock and ours may differ: a contact may seem to come a little before its tap. */
const CLOCKS_DIFFER_MS = 5 * 60_000

const method = propertyText('method')
const time = sql`toUnixTimestamp64Milli(ts)`

/** `tap` and `contact` are times in milliseconds. */
const leadsTo = (tap: Sql, contact: Sql): Sql =>
  sql`${contact} >= ${tap} - ${CLOCKS_DIFFER_MS} AND ${contact} <= ${tap} + ${WINDOW_MS}`

/** Each person's taps and contacts by network; those of the period meet the filters, those around it need not. */
const people = (plan: Rows): Sql => {
  const inPeriod = sql`ts >= ${instantSql(plan.from)} AND ts < ${instantSql(plan.to)} AND ${filtersSql(plan.filters)}`
  return sql`SELECT ${personSql(plan.facts)} AS person, ${method} AS way,
      groupArrayIf(${time}, name = 'contact') AS all_taps,
      groupArrayIf(${time}, name = 'contact_confirmed') AS all_contacts,
      groupArrayIf(${time}, name = 'contact' AND ${inPeriod}) AS taps_now,
      groupArrayIf(${time}, name = 'contact_confirmed' AND ${inPeriod}) AS contacts_now
    FROM ${withPeople(plan.facts)} WHERE site = ${plan.site} AND ts >= ${instantSql(plan.from - WINDOW_MS)}
      AND ts < ${instantSql(plan.to + WINDOW_MS)} AND name IN ('contact', 'contact_confirmed') AND way != ''
    GROUP BY person, way HAVING notEmpty(taps_now) OR notEmpty(contacts_now)`
}

export const contactsQuery = (plan: Rows): Sql =>
  sql`SELECT way AS method, sum(length(taps_now)) AS taps, countIf(notEmpty(taps_now)) AS intended,
      countIf(arrayExists(tap -> arrayExists(contact -> ${leadsTo(sql`tap`, sql`contact`)}, all_contacts), taps_now)) AS became,
      sum(length(contacts_now)) AS confirmations, countIf(notEmpty(contacts_now)) AS confirmed,
      countIf(notEmpty(contacts_now) AND NOT arrayExists(
        contact -> arrayExists(tap -> ${leadsTo(sql`tap`, sql`contact`)}, all_taps), contacts_now)) AS untapped
    FROM (${people(plan)}) GROUP BY method ORDER BY intended DESC, confirmed DESC, method`

/** When a network was first told of; asked over all time. */
export const toldSinceQuery = ({ site }: Pick<Rows, 'site'>): Sql =>
  sql`SELECT ${method} AS method, toUnixTimestamp64Milli(min(ts)) AS since FROM events
    WHERE site = ${site} AND name = 'contact_confirmed' GROUP BY method`

type Figure = number | string
export type ContactsRow = { method: string } & Record<
  'taps' | 'intended' | 'became' | 'confirmations' | 'confirmed' | 'untapped',
  Figure
>
export type ToldSinceRow = { method: string; since: Figure }

export const readContacts = (rows: readonly ContactsRow[], told: readonly ToldSinceRow[]): ContactRow[] => {
  const sinceOf = new Map(told.map(({ method: way, since }) => [way, Number(since)]))
  return rows.map((row) => {
    const since = sinceOf.get(row.method) ?? null
    const [intended, became] = [Number(row.intended), Number(row.became)]
    const interval = since === null ? null : wilson({ successes: became, trials: intended })
    return {
      method: row.method,
      intended: { taps: Number(row.taps), people: intended },
      became,
      rate: interval && { value: became / intended, low: interval[0], high: interval[1] },
      confirmed: { contacts: Number(row.confirmations), people: Number(row.confirmed) },
      untapped: Number(row.untapped),
      told_since: since,
    }
  })
}
