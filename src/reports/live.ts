import type { Goal } from '../contract/goal.ts'
import type { LiveAnswer } from '../contract/live.ts'
import { personSql, someOrNull, someText, withPeople } from '../events/index.ts'
import { conditionSql } from '../goals/index.ts'
import { join, type Sql, sql } from '../platform/sql.ts'
import { instantSql, type Rows, rowsSql } from './rows.ts'

/** What happens now: the last half hour by minute, and the latest events. */
export type LivePlan = Rows & { now: number; goals: readonly Goal[] }

const minuteMs = 60_000
const shownEvents = 50
const shownKeys = 10
/** Sent by the tag all the time; they would push out what a reader wants to see. */
const background = ['engagement', 'web_vital', 'identify']

export const liveMinutesQuery = (plan: LivePlan): Sql =>
  sql`SELECT toUnixTimestamp(toStartOfMinute(ts)) AS minute, grouping(minute) AS together,
      uniqExact(person) AS people, count() AS events,
      uniqExactIf(person, ts >= ${instantSql(plan.now - 5 * minuteMs)}) AS people_now
    FROM (SELECT ${someOrNull(personSql(plan.facts))} AS person, ts FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)})
    GROUP BY minute WITH ROLLUP`

export const liveKeysQuery = (plan: LivePlan): Sql =>
  sql`SELECT kind, key, uniqExact(person) AS people FROM (
      SELECT ${personSql(plan.facts)} AS person, pair.1 AS kind, pair.2 AS key,
        arrayJoin([('page', if(name = 'page_view', path, '')), ('channel', toString(channel)), ('country', toString(country))]) AS pair
      FROM ${withPeople(plan.facts)} WHERE ${rowsSql(plan)})
    WHERE key != '' GROUP BY kind, key ORDER BY people DESC, key LIMIT ${shownKeys} BY kind`

export const liveEventsQuery = (plan: LivePlan): Sql => {
  const marks = plan.goals.map(({ id, condition }) => sql`if(${conditionSql(condition)}, ${id}, '')`)
  const names = background.map((name) => sql`${name}`)
  return sql`SELECT toUnixTimestamp64Milli(ts) AS time, name, path, title, ${someText(sql`events.visitor`)} AS visitor, channel, source,
      device, country, value, currency, properties,
      ${marks.length === 0 ? sql`CAST([], 'Array(String)')` : sql`arrayFilter(id -> id != '', [${join(marks, ', ')}])`} AS goals
    FROM events WHERE ${rowsSql(plan)} AND name NOT IN (${join(names, ', ')})
    ORDER BY ts DESC, tie DESC LIMIT ${shownEvents}`
}

type Figure = number | string
export type LiveMinuteRow = Record<'minute' | 'together' | 'people' | 'events' | 'people_now', Figure>
export type LiveKeyRow = { kind: string; key: string; people: Figure }
export type LiveEventRow = {
  time: Figure
  value: Figure
  goals: string[]
  properties: Record<string, string>
} & Record<'name' | 'path' | 'title' | 'visitor' | 'channel' | 'source' | 'device' | 'country' | 'currency', string>

/** The property that says most about an event, for one line of a list. */
const telling = ['search_term', 'method', 'text', 'form', 'video', 'file_name', 'href', 'message', 'metric'] as const
const detailOf = (properties: Record<string, string>): string =>
  telling.map((name) => properties[name]).find((text) => text !== undefined && text !== '') ?? ''

export type LiveRows = { minutes: LiveMinuteRow[]; keys: LiveKeyRow[]; events: LiveEventRow[] }

export const liveMinutes = 30

export const readLive = ({ now }: Pick<LivePlan, 'now'>, { minutes, keys, events }: LiveRows): LiveAnswer => {
  const together = minutes.find((row) => Number(row.together) === 1)
  const byMinute = new Map(
    minutes.filter((row) => Number(row.together) === 0).map((row) => [Number(row.minute) * 1000, row]),
  )
  const last = Math.floor(now / minuteMs) * minuteMs
  const ofKind = (kind: string) =>
    keys.filter((row) => row.kind === kind).map(({ key, people }) => ({ key, people: Number(people) }))
  return {
    now,
    people_5_minutes: Number(together?.people_now ?? 0),
    people_30_minutes: Number(together?.people ?? 0),
    minutes: Array.from({ length: liveMinutes }, (_, index) => {
      const start = last - (liveMinutes - 1 - index) * minuteMs
      const row = byMinute.get(start)
      return { start, people: Number(row?.people ?? 0), events: Number(row?.events ?? 0) }
    }),
    pages: ofKind('page'),
    channels: ofKind('channel'),
    countries: ofKind('country'),
    events: events.map(({ properties, time, value, ...event }) => ({
      ...event,
      time: Number(time),
      value: Number(value) === 0 ? null : Number(value),
      detail: detailOf(properties),
    })),
  }
}
