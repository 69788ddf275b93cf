import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRecorded, type Recorded, rowsOf } from '../../test/rows.ts'
import { SessionMemory } from './session-memory.ts'
import { Sessions } from './sessions.ts'

let recorded: Recorded
beforeAll(async () => {
  recorded = await openRecorded()
})
afterAll(() => recorded.close())

const now = Date.parse('2026-11-22T12:00Z')
const minutes = 60_000

test('after a start, every visitor of the last hour is known again, and nobody of before', async () => {
  const visitors = Array.from({ length: 25_000 }, (_, index) => index + 1)
  await recorded.store.insert(
    rowsOf(
      'busy',
      visitors.map((by) => ({ by, at: now - (by % 2 === 0 ? 10 : 90) * minutes })),
    ),
  )
  const sessions = new Sessions()
  await new SessionMemory(recorded.store, sessions, { isShared: false }).warm(now)
  const known = visitors.filter((visitor) => sessions.knows(BigInt(visitor)))
  expect(known).toEqual(visitors.filter((visitor) => visitor % 2 === 0))
})
