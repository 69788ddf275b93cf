import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowsOf } from '../../../test/rows.ts'
import { hash64 } from '../hash.ts'
import type { StoredRow } from '../journal/record.ts'
import { evidence, type Session } from '../sessions.ts'
import { joinSessions } from './join-sessions.ts'

const noon = Date.UTC(2026, 10, 22, 12)
const minutes = (count: number): number => count * 60_000
const visitor = 7n

/** Rows of one visitor whose own collector began a session at the first of them. */
const rowsAt = (times: readonly number[]): StoredRow[] => {
  const [first = 0] = times
  const session = hash64(visitor.toString(16), first.toString(16))
  return rowsOf(
    's',
    times.map((at) => ({ at, by: Number(visitor) })),
  ).map((row, index) => ({
    ...row,
    ...{ session, session_started: first, session_opens: index === 0 ? 1 : 0, source: 'here', identities: [] },
  }))
}

const elsewhere = (more: Partial<Session> = {}): Session => ({
  ...{ id: 99n, openedAt: noon, isOpened: true, start: noon, last: noon, sent: '', evidence: evidence.page },
  touch: {
    ...{ channel: 'Email', source: 'news', medium: 'email', campaign: '', term: '', content: '' },
    ...{ click_id_kind: '', click_id: '', landing_page: '/' },
  },
  ...more,
})

test('what follows within half an hour takes part, and opens nothing', () => {
  const rows = rowsAt([noon + minutes(10), noon + minutes(35)])
  const joined = joinSessions(rows, [elsewhere()])
  expect(rows.map(({ session, session_opens, source }) => [session, session_opens, source])).toEqual([
    [99n, 0, 'news'],
    [99n, 0, 'news'],
  ])
  expect(joined).toMatchObject([{ visitor, to: { id: 99n, last: noon + minutes(35) } }])
})

test('a site may have a longer pause', () => {
  const rows = rowsAt([noon + minutes(50)])
  joinSessions(rows, [elsewhere()], minutes(60))
  expect(rows).toMatchObject([{ session: 99n, session_opens: 0 }])
})

test('what comes later is a session of its own', () => {
  const rows = rowsAt([noon + minutes(31)])
  expect(joinSessions(rows, [elsewhere()])).toEqual([])
  expect(rows).toMatchObject([{ session_opens: 1, source: 'here' }])
})

test('a session that the sender names is joined by its name only', () => {
  const named = (session: bigint) => rowsAt([noon + minutes(1)]).map((row) => ({ ...row, session }))
  const other = named(5n)
  expect(joinSessions(other, [elsewhere()])).toEqual([])
  expect(other).toMatchObject([{ session: 5n, session_opens: 1 }])
  const same = named(99n)
  joinSessions(same, [elsewhere({ evidence: evidence.nothing })])
  // Nothing is known there of where it began.
  expect(same).toMatchObject([{ session: 99n, session_opens: 0, source: 'here' }])
})

test('whatever is stored, rows are neither added nor lost, and doing it again changes nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 120 }), { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 3 }),
      (at, starts) => {
        const rows = rowsAt(at.map((minute) => noon + minutes(minute)))
        const stored = starts.map((minute, index) => {
          const start = noon + minutes(minute)
          return elsewhere({ id: BigInt(100 + index), openedAt: start, start, last: start })
        })
        joinSessions(rows, stored)
        const once = structuredClone(rows)
        expect(rows).toHaveLength(at.length)
        joinSessions(rows, stored)
        expect(rows.map(({ session_opens }) => session_opens)).toEqual(once.map(({ session_opens }) => session_opens))
      },
    ),
  )
})
