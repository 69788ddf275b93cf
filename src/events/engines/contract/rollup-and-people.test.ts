import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventStores } from '../../../../test/engines/event-stores.ts'
import { rowsOf } from '../../../../test/rows.ts'
import { sql } from '../../../platform/sql.ts'
import {
  crossingsRollup,
  type EventStore,
  everHappened,
  hasJoinedVisitors,
  linkVisitors,
  markBit,
  migrate,
  nameBits,
  personSql,
  tallyRollup,
  toldByName,
  visitsRollup,
  withPeople,
} from '../../index.ts'

const { engines } = eventStores()

describe.each(engines)('the roll-up and people on %s', (_name, open) => {
  let store: EventStore
  let sites = 0
  const freshSite = (): string => `site-${++sites}`

  beforeAll(async () => {
    store = await open()
    await migrate(store, { now: () => 1_700_000_000_000 })
  })
  afterAll(() => store.close())

  test('the roll-up says what the raw events say, also after a deletion', async () => {
    const site = freshSite()
    const hour = 3_600_000
    const names = ['page_view', 'view_item', 'purchase', 'my_own_event']
    const event = fc.record({
      at: fc.integer({ min: 0, max: 96 * 4 }).map((quarter) => 10 * 24 * hour + quarter * 617_000),
      by: fc.integer({ min: 1, max: 12 }),
      session: fc.integer({ min: 0, max: 2 }),
      name: fc.constantFrom(...names),
      value: fc.integer({ min: 0, max: 50 }),
      repeat: fc.constantFrom<0 | 1>(0, 0, 0, 1),
    })
    const said = fc.sample(fc.array(event, { minLength: 300, maxLength: 300 }), { numRuns: 1, seed: 7 })[0] ?? []
    const rows = rowsOf(
      site,
      said.map((one) => ({ ...one, session: one.by * 10 + one.session })),
    )
    for (let start = 0; start < rows.length; start += 60) await store.insert(rows.slice(start, start + 60))
    const period = { site, filters: [], from: 10 * 24 * hour + 12 * hour, to: 10 * 24 * hour + 48 * hour }
    const [from, to] = [sql`fromUnixTimestamp64Milli(${period.from})`, sql`fromUnixTimestamp64Milli(${period.to})`]
    const bits = (name: string) => sql`${nameBits(name)}`
    const did = sql`bitAnd(marks, bitOr(${bits('purchase')}, ${bits('view_item')})) != 0`
    expect(toldByName('my_own_event')).toBeUndefined()
    const answers = async () => {
      const [fromRaw] = await store.query(sql`SELECT uniqExact(visitor) AS people,
        uniqExactIf(visitor, name = 'view_item' OR name = 'purchase' AND repeat = 0) AS did, uniqExact(session) AS sessions,
        count() AS all_events, countIf(name = 'page_view') AS views, countIf(name = 'purchase' AND repeat = 0) AS sold
        FROM events WHERE site = ${site} AND ts >= ${from} AND ts < ${to}`)
      const [tally] = await store.query<{ opened: string }>(sql`SELECT sum(events) AS all_events,
        sumIf(events, ${markBit(sql`mark`)} = ${bits('page_view')}) AS views, sumIf(events, ${markBit(sql`mark`)} = ${bits('purchase')}) AS sold,
        sum(sessions_opened) AS opened FROM ${tallyRollup(period)}`)
      const [people] = await store.query<object>(
        sql`SELECT uniqExact(visitor) AS people, uniqExactIf(visitor, ${did}) AS did FROM ${visitsRollup(period)}`,
      )
      const [crossed] = await store.query<{ n: string }>(sql`SELECT uniqExactIf(session,
        opened < ${from} OR opened >= ${to}) AS n FROM ${crossingsRollup(period)}`)
      const { opened, ...sums } = tally ?? { opened: '0' }
      return [fromRaw, { ...people, ...sums, sessions: String(Number(opened) + Number(crossed?.n)) }]
    }
    const [before, rolled] = await answers()
    expect(rolled).toEqual(before)
    await store.command(
      sql`ALTER TABLE events DELETE WHERE site = ${site} AND visitor = ${3n} SETTINGS mutations_sync = 1`,
    )
    const [after, rolledAfter] = await answers()
    expect(after).not.toEqual(before)
    expect(rolledAfter).toEqual(after)
    expect(await store.query(everHappened(site, 'purchase'))).toHaveLength(1)
    expect(await store.query(everHappened(site, 'refund'))).toHaveLength(0)
    const raw = sql`SELECT 'raw' AS of, count() AS n FROM events WHERE site = ${site} AND path = ''`
    const both = await store.query<{ of: string }>(
      sql`SELECT 'rolled' AS of, count() AS n FROM ${visitsRollup(period)} UNION ALL ${raw}`,
    )
    expect(both.map(({ of }) => of).sort(), 'one statement reads the table after its projection').toEqual([
      'raw',
      'rolled',
    ])
  })

  test('an identity joins visitors into a person, also chains and past events', async () => {
    const site = freshSite()
    const link = (visitor: bigint, ...hashes: ['id' | 'email', bigint][]) => ({
      site,
      visitor,
      identities: hashes.map(([kind, hash]) => ({ kind, hash })),
    })
    await store.insert(
      rowsOf(
        site,
        [1, 2, 3, 4].map((by) => ({ at: by, by })),
      ),
    )
    const people = async () =>
      (
        await store.query<{ n: string }>(
          sql`SELECT uniqExact(${personSql({ site, identities: true })}) AS n FROM ${withPeople({ site, identities: true })} WHERE site = ${site}`,
        )
      )[0]?.n
    expect(await hasJoinedVisitors(store, site)).toBe(false)
    await linkVisitors(store, [link(1n, ['email', 100n]), link(2n, ['id', 200n])])
    expect([await people(), await hasJoinedVisitors(store, site)]).toEqual(['4', false])
    await linkVisitors(store, [link(3n, ['id', 200n])])
    expect([await people(), await hasJoinedVisitors(store, site)]).toEqual(['3', true])
    await linkVisitors(store, [link(3n, ['id', 200n], ['email', 100n])])
    expect(await people()).toBe('2')
    await linkVisitors(store, [link(3n, ['id', 300n]), link(4n, ['id', 300n])])
    expect(await people(), 'somebody else on a shared computer is not joined').toBe('2')
  })

  test('more than a million visitors may be joined', async () => {
    const site = freshSite()
    await store.insert(
      rowsOf(
        site,
        [1, 2, 3].map((by) => ({ at: by, by })),
      ),
    )
    await store.command(
      sql`INSERT INTO people SELECT ${site}, number + 2, intDiv(number, 2) * 2 + 2, 1, 1 FROM numbers(2200000)`,
    )
    const facts = { site, identities: true }
    const found = await store.query(
      sql`SELECT uniqExact(${personSql(facts)}) AS people FROM ${withPeople(facts)} WHERE site = ${site}`,
    )
    expect(found, 'the third is the second').toEqual([{ people: '2' }])
  })
})
