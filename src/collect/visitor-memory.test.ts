import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Evidence, type SessionEvent, Sessions } from './sessions.ts'
import { noTouch } from './source/touch.ts'

const MINUTE = 60_000
const noon = Date.parse('2026-11-20T12:00:00Z')
const SITE_VISITORS = 40
/** A twentieth is packed at a time; all of them find room. */
const ROOM = 800

const event = fc
  .record({
    by: fc.bigInt({ min: 1n, max: BigInt(SITE_VISITORS) }),
    minute: fc.constantFrom(0, 1, 2, 10, 29, 31, 60, 100, 400),
    sent: fc.constantFrom('', '', 'a', 'b'),
    evidence: fc.constantFrom<Evidence>(0, 1, 2),
    source: fc.constantFrom('google', 'bing', 'zalo'),
    isCampaign: fc.boolean(),
  })
  .map(({ by, minute, source, ...event }): SessionEvent => {
    const touch = { ...noTouch, source }
    // Ids that have one half in common.
    return { ...event, visitor: ((by % 8n) << 32n) | (by / 8n + 1n), time: noon + minute * MINUTE, touch: () => touch }
  })

const told = (sessions: Sessions, event: SessionEvent) => {
  const { session, touch, tie, isUnsettled } = sessions.place(event)
  const { id, openedAt, isOpened, start, last, evidence } = session
  session.isOpened = true
  return { ...{ id, openedAt, isOpened, start, last, evidence, tie, isUnsettled }, touch, of: session.touch }
}

describe('memory of visitors', () => {
  it('tells of who is packed what it tells of who is not', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 200, maxLength: 300 }), (events) => {
        const [packed, roomy] = [new Sessions(ROOM), new Sessions(1_000_000)]
        for (const [index, one] of events.entries()) {
          // Strangers, who make those that are known rest and be packed.
          packed.place({ ...one, visitor: 1_000_000n + BigInt(index) })
          expect(told(packed, one)).toEqual(told(roomy, one))
        }
      }),
      { numRuns: 30, endOnFailure: true },
    )
  })

  it('forgets who was not seen longest, and says so', () => {
    const sessions = new Sessions(200)
    const at = (visitor: bigint, time: number): SessionEvent => ({
      ...{ visitor, time, sent: '', evidence: 1, touch: () => noTouch },
    })
    const first = sessions.place(at(1n, noon)).session.id
    for (let other = 2n; other <= 70n; other++) sessions.place(at(other, noon))
    expect(sessions.knows(1n)).toBe(true)
    expect(sessions.hasForgotten).toBe(false)
    expect(sessions.place(at(1n, noon + MINUTE)).session.id).toBe(first)
    for (let other = 101n; other <= 500n; other++) sessions.place(at(other, noon))
    expect(sessions.knows(1n)).toBe(false)
    expect(sessions.hasForgotten).toBe(true)
  })

  it('opens a session again that was not stored, and forgets who is to be forgotten, packed or not', () => {
    for (const others of [0n, 50n]) {
      const sessions = new Sessions(160)
      const mine: SessionEvent = { visitor: 7n, time: noon, sent: '', evidence: 1, touch: () => noTouch }
      const { session } = sessions.place(mine)
      session.isOpened = true
      for (let other = 100n; other < 100n + others; other++) sessions.place({ ...mine, visitor: other })
      expect(sessions.place(mine).session.isOpened).toBe(true)
      for (let other = 200n; other < 200n + others; other++) sessions.place({ ...mine, visitor: other })
      sessions.reopen(7n, session.id)
      expect(sessions.place(mine).session.isOpened).toBe(false)
      for (let other = 300n; other < 300n + others; other++) sessions.place({ ...mine, visitor: other })
      sessions.forget(7n)
      expect(sessions.knows(7n)).toBe(false)
    }
  })
})
