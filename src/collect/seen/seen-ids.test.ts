import { describe, expect, it } from 'vitest'
import { SeenIds } from './seen-ids.ts'

const DAY_MS = 86_400_000
const today = Date.UTC(2026, 10, 22, 12)

const filled = (): SeenIds => {
  const seen = new SeenIds()
  // Newest first, as a start may read them, with an event of today in between.
  for (let age = 8; age >= 0; age -= 2) seen.add(BigInt(age), today - age * DAY_MS)
  seen.add(100n, today)
  for (let age = 7; age >= 0; age -= 2) seen.add(BigInt(age), today - age * DAY_MS)
  seen.completed()
  return seen
}

it('any id may have been seen until the past is read in', () => {
  const seen = new SeenIds()
  expect(seen.maybeSeen(1n)).toBe(true)
  seen.completed()
  expect(seen.maybeSeen(1n)).toBe(false)
})

describe('ids of the last seven days', () => {
  it('are known, and older ones are forgotten', () => {
    const seen = filled()
    for (let age = 0; age <= 7; age++) expect([age, seen.maybeSeen(BigInt(age))]).toEqual([age, true])
    expect(seen.maybeSeen(8n)).toBe(false)
    seen.add(200n, today + DAY_MS)
    expect(seen.maybeSeen(7n)).toBe(false)
    expect(seen.maybeSeen(6n)).toBe(true)
  })

  it('are known when the clock was a month ahead, or behind, for a while', () => {
    for (const jump of [30 * DAY_MS, -30 * DAY_MS]) {
      const seen = filled()
      seen.add(300n, today + jump)
      seen.add(400n, today)
      for (let age = 0; age <= 6; age++) expect([age, seen.maybeSeen(BigInt(age))]).toEqual([age, true])
      expect(seen.maybeSeen(300n)).toBe(true)
    }
  })
})
